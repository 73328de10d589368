//! The staff: people and roles.

use std::io::{self, Write};

use super::{DISTRICT, NOWHERE, SCHOOL_YEAR, Writing};
use crate::Fault;
use crate::people::Person;
use crate::schools::School;
use crate::staff::{SecondRole, posts};

impl<W: Write> Writing<'_, W> {
    /// Writes the people of the district's office.
    pub(super) fn office(&mut self) -> io::Result<()> {
        let district = self.district;
        for post in district.office() {
            for person in district.holders(post) {
                self.user(person, person.key())?;
                self.files.roles.row([&person.id(), DISTRICT, post.role, "", "", "TRUE", "", ""])?;
            }
        }
        Ok(())
    }

    /// Writes the people who work in a school.
    pub(super) fn staff(&mut self, school: &School) -> io::Result<()> {
        let district = self.district;
        let id = school.id();
        for post in posts(school) {
            for person in district.holders(post) {
                self.user(person, person.key())?;
                self.staff_role(person, &id, post.role, "TRUE")?;
                match district.second_role(post) {
                    Some(SecondRole::Visits) => {
                        self.staff_role(person, &district.next(school).id(), "teacher", "FALSE")?;
                    }
                    Some(SecondRole::Coaches) => self.staff_role(person, &id, "coach", "FALSE")?,
                    None => {}
                }
                if self.fault(&[Fault::RoleElsewhere], [person.key(), 1]).is_some() {
                    self.staff_role(person, NOWHERE, post.role, "FALSE")?;
                }
            }
        }
        Ok(())
    }

    fn staff_role(&mut self, person: Person, school: &str, role: &str, is_primary: &str) -> io::Result<()> {
        self.files.roles.row([&person.id(), school, role, SCHOOL_YEAR, "", is_primary, "", ""])
    }
}
