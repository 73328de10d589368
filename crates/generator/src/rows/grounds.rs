//! Organisations and sessions.

use std::io::{self, Write};

use super::{DISTRICT, FIRST_DAY, LAST_DAY, SCHOOL_YEAR, Writing};
use crate::schools::School;

/// What schools are called after.
const WORDS: [&str; 32] = [
    "Willow",
    "Millbrook",
    "Harbor",
    "Cedar",
    "Lincoln Street",
    "St. Clair's",
    "Orchard",
    "Riverbend",
    "Sunnyside",
    "Oak Grove",
    "Ruth \"Red\" Miller",
    "Meadow",
    "Granite",
    "Hillcrest",
    "Bayview",
    "Elm Park",
    "Canyon",
    "Peña Blanca",
    "Juniper",
    "Foxglove",
    "Thomas Marsh, Sr.,",
    "Horizon",
    "Birch",
    "Copper Hill",
    "Kingfisher",
    "Aspen",
    "Mesa",
    "Old Mill",
    "Sycamore",
    "Liberty",
    "Pinecrest",
    "Heron",
];

/// What tells schools apart that are called after the same.
const SIDES: [&str; 9] = ["", "North ", "South ", "East ", "West ", "Upper ", "Lower ", "New ", "Central "];

impl<W: Write> Writing<'_, W> {
    /// Writes the district, its schools and its sessions.
    pub(super) fn grounds(&mut self) -> io::Result<()> {
        let district = self.district;
        let name = format!("{} School District", district.place());
        self.files.orgs.row([DISTRICT, &name, "district", ""])?;
        for school in &district.schools {
            self.files.orgs.row([&school.id(), &school_name(school), "school", DISTRICT])?;
        }
        let sessions = &mut self.files.sessions;
        sessions.row([SCHOOL_YEAR, "School Year 2056", "schoolYear", "2056", FIRST_DAY, LAST_DAY])?;
        sessions.row(["T1-2056", "Term 1", "term", "2056", FIRST_DAY, "2055-12-18"])?;
        sessions.row(["T2-2056", "Term 2", "term", "2056", "2056-01-11", LAST_DAY])
    }
}

fn school_name(school: &School) -> String {
    let level = school.level.word();
    let mut names = SIDES.iter().flat_map(|side| WORDS.iter().map(move |word| format!("{side}{word}")));
    let name = names.nth(school.index % (SIDES.len() * WORDS.len())).unwrap_or_default();
    match school.index / (SIDES.len() * WORDS.len()) {
        0 => format!("{name} {level} School"),
        round => format!("{name} {level} School {}", round + 1),
    }
}
