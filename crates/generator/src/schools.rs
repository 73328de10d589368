//! The schools: how many, of what level, how large, and who belongs to them.

use std::ops::Range;

use crate::draws::{Draws, Topic};
use crate::shares::{Shares, portion};

/// What a school teaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Elementary,
    Middle,
    High,
}

/// The levels in the order in which a district opens schools: there are more small ones than large ones.
const LEVELS: [Level; 11] = {
    use Level::{Elementary as E, High as H, Middle as M};
    [E, M, H, E, E, E, M, E, E, E, H]
};

/// A school with fewer students is joined to the one before it.
const SMALLEST: u32 = 20;

/// A district has at least so many schools.
const FEWEST: u32 = 3;

/// A school, with the seats that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct School {
    /// Its place among the schools.
    pub(crate) index: usize,
    pub(crate) level: Level,
    pub(crate) students: Range<u32>,
    pub(crate) staff: Range<u32>,
    pub(crate) guardians: Range<u32>,
}

impl Level {
    /// The grades, the youngest first.
    pub(crate) const fn grades(self) -> &'static [&'static str] {
        match self {
            Self::Elementary => &["KG", "01", "02", "03", "04", "05"],
            Self::Middle => &["06", "07", "08"],
            Self::High => &["09", "10", "11", "12"],
        }
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Elementary => "Elementary",
            Self::Middle => "Middle",
            Self::High => "High",
        }
    }

    /// The sizes between which each tenth of the schools lies: most are middling, a few very large.
    const fn sizes(self) -> [u64; 11] {
        match self {
            Self::Elementary => [30, 180, 260, 330, 390, 440, 500, 560, 640, 760, 1_400],
            Self::Middle => [30, 220, 350, 450, 540, 620, 710, 800, 920, 1_100, 1_900],
            Self::High => [30, 200, 380, 580, 800, 1_050, 1_300, 1_550, 1_850, 2_250, 4_200],
        }
    }
}

impl School {
    /// The id of its organisation.
    pub(crate) fn id(&self) -> String {
        format!("R{}", self.index + 1)
    }

    /// The number by which chance knows it.
    pub(crate) fn key(&self) -> u64 {
        self.index as u64
    }
}

/// Opens schools until every student has one; staff and guardians are shared out by the number of students.
pub(crate) fn schools(draws: Draws, shares: Shares) -> Vec<School> {
    let largest = shares.students / FEWEST;
    let smallest = SMALLEST.min(largest);
    let in_schools = shares.staff - shares.office;
    let staff_before = |students| shares.office + portion(in_schools, students, shares.students);
    let guardians_before = |students| portion(shares.guardians, students, shares.students);
    let mut schools = Vec::new();
    let mut start = 0;
    for (index, level) in LEVELS.into_iter().cycle().enumerate() {
        let left = shares.students - start;
        if left == 0 {
            break;
        }
        let size = size(draws, index as u64, level).min(largest).min(left);
        let end = if left - size < smallest { shares.students } else { start + size };
        schools.push(School {
            index,
            level,
            students: start..end,
            staff: staff_before(start)..staff_before(end),
            guardians: guardians_before(start)..guardians_before(end),
        });
        start = end;
    }
    schools
}

fn size(draws: Draws, index: u64, level: Level) -> u32 {
    let sizes = level.sizes();
    let tenth = draws.below(Topic::SchoolSize, [index, 0], 10);
    let bounds = sizes.windows(2).nth(usize::try_from(tenth).unwrap_or_default());
    let Some([least, most]) = bounds else { return SMALLEST };
    let size = least + draws.below(Topic::SchoolSize, [index, 1], most - least);
    u32::try_from(size).unwrap_or(SMALLEST)
}
