//! Classes: who learns a course together, and from whom.

use crate::District;
use crate::class_events::{ClassEvent, class_after, class_event};
use crate::cohorts::{Cohort, Pupil, cohorts, pupils};
use crate::courses::{Course, courses};
use crate::draws::{Rate, Topic};
use crate::people::Person;
use crate::schools::{Level, School};
use crate::split::Split;
use crate::staff::Faculty;

/// Names of the classes of a course.
const COLORS: [&str; 12] = [
    "Blue", "Green", "Red", "Yellow", "Orange", "Violet", "White", "Silver", "Gold", "Teal", "Amber", "Coral",
];

/// A class, and who is in it.
#[derive(Debug)]
pub(crate) struct Class {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) code: String,
    /// What chance knows it by: school, cohort, course, and place in the course.
    pub(crate) about: [u64; 4],
    /// Teachers and helpers, each with their role.
    pub(crate) staff: Vec<(Person, &'static str)>,
    pub(crate) students: Vec<Person>,
}

/// A course, and its classes.
pub(crate) struct Lessons {
    pub(crate) course: Course,
    /// What chance knows the course by: school, cohort, and place in the cohort.
    pub(crate) about: [u64; 3],
    /// The grades that it is for.
    pub(crate) grades: &'static [&'static str],
    pub(crate) classes: Vec<Class>,
}

/// What a school teaches, cohort by cohort.
pub(crate) fn lessons(district: &District, school: &School) -> Vec<Lessons> {
    let faculty = district.faculty(school);
    let mut taken = 0;
    let mut lessons = Vec::new();
    for cohort in cohorts(school) {
        let pupils = pupils(district, school, &cohort);
        let making = Making { district, school, faculty: &faculty, cohort: &cohort, pupils: &pupils };
        let courses = courses(school, &cohort, district.sections_per_student);
        lessons.extend(courses.into_iter().map(|course| making.lessons(course, &mut taken)));
    }
    lessons
}

/// What the classes of a cohort are made from.
struct Making<'a> {
    district: &'a District,
    school: &'a School,
    faculty: &'a Faculty,
    cohort: &'a Cohort,
    pupils: &'a [Pupil],
}

impl Making<'_> {
    /// The classes of a course. Teachers take classes on in turn, so that all have as many: `taken` counts
    /// the turns.
    fn lessons(&self, course: Course, taken: &mut u64) -> Lessons {
        let about = [self.school.key(), u64::from(self.cohort.index), u64::from(course.index)];
        let split = Split::of(self.district.draws, self.school.level, about, self.cohort.size());
        let event = class_event(self.district, about, split);
        let classes = self
            .students_by_class(about, split, event)
            .into_iter()
            .zip(0_u64..)
            .filter(|(_, class)| event != ClassEvent::Closed(*class))
            .map(|(students, class)| {
                let [school, cohort, course_index] = about;
                let turn = *taken + self.turn(&course, class);
                let about = [school, cohort, course_index, class];
                self.class(&course, about, turn, students)
            })
            .collect();
        *taken += self.turns(&course, split);
        Lessons { course, about, grades: self.cohort.grades, classes }
    }

    fn students_by_class(&self, about: [u64; 3], split: Split, event: ClassEvent) -> Vec<Vec<Person>> {
        let count = split.classes + u64::from(event == ClassEvent::Opened);
        let mut classes: Vec<Vec<Person>> = (0..count).map(|_| Vec::new()).collect();
        for pupil in self.pupils {
            let first = split.class_of(pupil.seat);
            let class = class_after(self.district, about, split, event, (pupil.person, first));
            if let Some(students) = usize::try_from(class).ok().and_then(|class| classes.get_mut(class)) {
                students.push(pupil.person);
            }
        }
        classes
    }

    fn class(&self, course: &Course, about: [u64; 4], turn: u64, students: Vec<Person>) -> Class {
        let [.., class] = about;
        let color = COLORS.iter().cycle().nth(usize::try_from(class).unwrap_or_default()).unwrap_or(&"");
        Class {
            id: format!("C{}-{}", course.id.trim_start_matches('K'), class + 1),
            title: format!("{} · {color}", course.title),
            code: format!("{}-{}", course.code, class + 1),
            about,
            staff: self.staff(about, turn),
            students,
        }
    }

    /// A teacher; now and then a second one, and somebody who helps.
    fn staff(&self, about: [u64; 4], turn: u64) -> Vec<(Person, &'static str)> {
        let draws = self.district.draws;
        let Faculty { teachers, aides } = self.faculty;
        let has_second = teachers.len() > 1 && draws.happens(Topic::CoTeacher, about, Rate::percent(8));
        let has_aide = draws.happens(Topic::Aide, about, Rate::percent(6));
        let teacher = in_turn(teachers, turn).map(|person| (person, "teacher"));
        let second = in_turn(teachers, turn + 1).filter(|_| has_second).map(|person| (person, "teacher"));
        let aide = in_turn(aides, turn).filter(|_| has_aide).map(|person| (person, "teacherAssistant"));
        [teacher, second, aide].into_iter().flatten().collect()
    }

    /// A homeroom has two teachers, each for half of the courses; any other class has one of its own.
    fn turn(&self, course: &Course, class: u64) -> u64 {
        match self.school.level {
            Level::Elementary => {
                2 * class + u64::from(2 * course.index >= self.district.sections_per_student)
            }
            Level::Middle | Level::High => class,
        }
    }

    /// How many turns a course takes; the homerooms of a cohort are done with its last course.
    fn turns(&self, course: &Course, split: Split) -> u64 {
        match self.school.level {
            Level::Elementary if course.index + 1 < self.district.sections_per_student => 0,
            Level::Elementary => 2 * split.classes,
            Level::Middle | Level::High => split.classes,
        }
    }
}

fn in_turn(people: &[Person], turn: u64) -> Option<Person> {
    let place = turn % (people.len() as u64).max(1);
    usize::try_from(place).ok().and_then(|place| people.get(place)).copied()
}
