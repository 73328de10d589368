//! What happens to classes between the first day and the next: some close, some open, and students go from
//! one class of a course into another.

use crate::District;
use crate::draws::Topic;
use crate::people::Person;
use crate::split::Split;

/// Of the enrollments that are not as on the first day, so many hundredths changed because a student went
/// into another class. The rest is because of students who left, came or changed schools (35), and of
/// classes that closed or opened.
const BY_MOVES: u64 = 45;

/// The same for classes that close, and for those that open.
const BY_CLASSES: u64 = 10;

/// What happened to the classes of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClassEvent {
    Nothing,
    /// This one is closed; its students go into the next.
    Closed(u64),
    /// There is one more, with students from all the others.
    Opened,
}

/// What happened to the classes of a course, known by its school, cohort and place in the cohort.
pub(crate) fn class_event(
    district: &District,
    [school, cohort, course]: [u64; 3],
    split: Split,
) -> ClassEvent {
    let draws = district.draws;
    let about = |choice| [school, cohort, course, choice];
    // One class holds only its part of the enrollments, so it must happen to more courses.
    let closes = district.change.hundredths(BY_CLASSES * split.classes);
    let opens = district.change.hundredths(BY_CLASSES * (split.classes + 1));
    if split.classes > 1 && draws.happens(Topic::ClassEvent, about(0), closes) {
        ClassEvent::Closed(draws.below(Topic::ClassEvent, about(1), split.classes))
    } else if draws.happens(Topic::ClassEvent, about(2), opens) {
        ClassEvent::Opened
    } else {
        ClassEvent::Nothing
    }
}

/// The class of a course in which somebody is who would be in class `first` had nothing happened.
pub(crate) fn class_after(
    district: &District,
    [school, cohort, course]: [u64; 3],
    split: Split,
    event: ClassEvent,
    (person, first): (Person, u64),
) -> u64 {
    let draws = district.draws;
    let about = [school, cohort, course, person.key()];
    let moves = draws.happens(Topic::ClassMove, about, district.change.hundredths(BY_MOVES));
    let others = split.classes - 1;
    let class = if moves && others > 0 {
        (first + 1 + draws.below(Topic::OtherClass, about, others)) % split.classes
    } else {
        first
    };
    match event {
        ClassEvent::Closed(closed) if class == closed => (class + 1) % split.classes,
        ClassEvent::Opened if draws.below(Topic::NewClass, about, split.classes + 1) == 0 => split.classes,
        _ => class,
    }
}
