//! Guardians: people and relationships.

use std::io::{self, Write};

use super::Writing;
use crate::schools::School;

impl<W: Write> Writing<'_, W> {
    /// Writes the guardians of a school's students.
    pub(super) fn guardians(&mut self, school: &School) -> io::Result<()> {
        for family in self.district.families(school) {
            self.user(family.guardian, family.kin)?;
            let guardian = family.guardian.id();
            for (child, role) in &family.children {
                self.files.relationships.row([&child.id(), &guardian, role])?;
            }
        }
        Ok(())
    }
}
