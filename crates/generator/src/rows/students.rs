//! The students: people, roles, demographics and flags.

use std::io::{self, Write};

use super::{FIRST_DAY, LAST_DAY, NOWHERE, SCHOOL_YEAR, Writing};
use crate::Fault;
use crate::cohorts::cohorts;
use crate::draws::{Rate, Topic};
use crate::people::Person;
use crate::schools::{Level, School};

const SEXES: [&str; 10] =
    ["female", "female", "female", "female", "male", "male", "male", "male", "other", "notSelected"];

/// City, state and country.
const BIRTH_PLACES: [(&str, &str, &str); 6] = [
    ("Springfield", "IL", "USA"),
    ("Washington, D.C.", "", "USA"),
    ("Cusco", "", "PER"),
    ("Łódź", "", "POL"),
    ("부산", "", "KOR"),
    ("", "", ""),
];

/// Ethnicity and races.
const RACES: [(&str, &str); 8] = [
    ("", "white"),
    ("", "blackOrAfricanAmerican"),
    ("", "asian"),
    ("hispanicOrLatinoEthnicity", "white"),
    ("hispanicOrLatinoEthnicity", "americanIndianOrAlaskaNative,white"),
    ("", "nativeHawaiianOrOtherPacificIslander"),
    ("", "demographicRaceTwoOrMoreRaces"),
    ("", ""),
];

const FLAGS: [&str; 8] =
    ["freeLunch", "reducedLunch", "homeless", "giftedOrTalented", "504", "ELL", "LEP", "IEP"];

impl<W: Write> Writing<'_, W> {
    /// Writes the students on the seats of a school, wherever they go to school now.
    pub(super) fn students(&mut self, school: &School) -> io::Result<()> {
        let district = self.district;
        for cohort in cohorts(school) {
            for number in cohort.seats.clone() {
                let grade = cohort.grade(number);
                let now = district.school_of(school, number).id();
                for person in district.students(school, number) {
                    self.user(person, person.key())?;
                    self.student_roles(person, school, &now, grade)?;
                    self.demographics(person, grade)?;
                    self.flags(person)?;
                }
            }
        }
        Ok(())
    }

    fn student_roles(&mut self, person: Person, school: &School, now: &str, grade: &str) -> io::Result<()> {
        let district = self.district;
        let draws = district.draws;
        let id = person.id();
        let has_dates = draws.happens(Topic::RoleDates, [person.key()], Rate::percent(10));
        let (start, end) = if has_dates { (FIRST_DAY, LAST_DAY) } else { ("", "") };
        let fault = self.fault(&[Fault::RoleElsewhere, Fault::UnknownGrade], [person.key(), 1]);
        let grade = if fault == Some(Fault::UnknownGrade) { "9Z" } else { grade };
        let roles = &mut self.files.roles;
        roles.row([&id, now, "student", SCHOOL_YEAR, grade, "TRUE", start, end])?;
        if fault == Some(Fault::RoleElsewhere) {
            roles.row([&id, NOWHERE, "student", SCHOOL_YEAR, grade, "FALSE", "", ""])?;
        }
        let helps = school.level == Level::High
            && draws.happens(Topic::AssistsElsewhere, [person.key()], Rate::per_million(5_000));
        match district.nursery() {
            Some(nursery) if helps => {
                roles.row([&id, &nursery.id(), "teacherAssistant", SCHOOL_YEAR, "", "FALSE", "", ""])
            }
            _ => Ok(()),
        }
    }

    /// Most students have none.
    fn demographics(&mut self, person: Person, grade: &str) -> io::Result<()> {
        let draws = self.district.draws;
        let about = [person.key()];
        if !draws.happens(Topic::Demographics, about, Rate::percent(30)) {
            return Ok(());
        }
        // Five years old in kindergarten, which is no number.
        let year = 2020 - grade.parse::<u64>().unwrap_or(0);
        let month = 1 + draws.below(Topic::BirthMonth, about, 12);
        let day = 1 + draws.below(Topic::BirthDay, about, 28);
        let born = format!("{year}-{month:02}-{day:02}");
        let sex = draws.pick(Topic::Sex, about, &SEXES);
        let (city, state, country) = draws.pick(Topic::BirthPlace, about, &BIRTH_PLACES);
        let (ethnicity, races) = draws.pick(Topic::Race, about, &RACES);
        self.files.demographics.row([&person.id(), sex, &born, city, state, country, ethnicity, races])
    }

    /// Some students have one flag, a few have two.
    fn flags(&mut self, person: Person) -> io::Result<()> {
        let draws = self.district.draws;
        let key = person.key();
        let first = draws.pick(Topic::Flag, [key, 0], &FLAGS);
        let second = draws.pick(Topic::Flag, [key, 1], &FLAGS);
        let has_one = draws.happens(Topic::HasFlag, [key, 0], Rate::percent(15));
        let has_two =
            has_one && first != second && draws.happens(Topic::HasFlag, [key, 1], Rate::percent(20));
        if has_one {
            self.files.flags.row([&person.id(), first])?;
        }
        if has_two {
            self.files.flags.row([&person.id(), second])?;
        }
        Ok(())
    }
}
