//! How many people there are of each group.

/// Of a hundred people, so many work for the district or its schools.
const STAFF: u64 = 8;

/// Of a hundred people, so many are known only as somebody's parent or guardian.
const GUARDIANS: u64 = 8;

/// Of the staff, one in so many works in the district's office.
const OFFICE: u32 = 50;

/// The people of a district by what they are; together they are as many as were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shares {
    pub(crate) students: u32,
    /// Those of the district's office are the first of them.
    pub(crate) staff: u32,
    pub(crate) office: u32,
    pub(crate) guardians: u32,
}

impl Shares {
    pub(crate) fn of(people: u32) -> Self {
        let staff = portion(people, STAFF, 100_u64);
        let guardians = portion(people, GUARDIANS, 100_u64);
        Self { students: people - staff - guardians, staff, office: staff / OFFICE, guardians }
    }
}

/// `count * part / whole`, rounded down; `part` is at most `whole`.
pub(crate) fn portion(count: u32, part: impl Into<u64>, whole: impl Into<u64>) -> u32 {
    let share = u64::from(count) * part.into() / whole.into().max(1);
    u32::try_from(share).unwrap_or(count)
}
