//! A district as rows, school by school.

mod grounds;
mod guardians;
mod lessons;
mod staff;
mod students;
mod user;

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::faults::fault;
use crate::files::Files;
use crate::{District, Fault, Summary};

/// The school year, and the only one.
const SCHOOL_YEAR: &str = "Y2056";

/// Its first day.
const FIRST_DAY: &str = "2026-08-17";

/// Its last day: far away, so that a district is current whenever it is tried.
const LAST_DAY: &str = "2056-06-30";

/// The organisation above all schools.
const DISTRICT: &str = "R0";

/// An organisation that does not exist.
const NOWHERE: &str = "R-1";

/// A district on its way into files.
struct Writing<'a, W: Write> {
    district: &'a District,
    files: Files<W>,
    faults: BTreeMap<Fault, u64>,
}

impl District {
    /// Writes the district in SDS v2.1, each file to what `create` makes for its name.
    ///
    /// # Errors
    ///
    /// When a file cannot be created or written.
    pub fn write<W: Write>(&self, create: impl FnMut(&'static str) -> io::Result<W>) -> io::Result<Summary> {
        let files = Files::start(create)?;
        let mut writing = Writing { district: self, files, faults: BTreeMap::new() };
        writing.grounds()?;
        writing.office()?;
        for school in &self.schools {
            writing.staff(school)?;
            writing.students(school)?;
            writing.guardians(school)?;
            writing.lessons(school)?;
        }
        Ok(Summary { rows: writing.files.finish()?, faults: writing.faults })
    }
}

impl<W: Write> Writing<'_, W> {
    /// The fault of the row that is next, counted.
    fn fault<const N: usize>(&mut self, kinds: &[Fault], about: [u64; N]) -> Option<Fault> {
        let fault = fault(self.district.draws, kinds, about)?;
        *self.faults.entry(fault).or_default() += 1;
        Some(fault)
    }
}
