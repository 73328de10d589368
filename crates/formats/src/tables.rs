//! The normalised roster: the tables and columns that every format is read into.
//!
//! A reader of any format yields rows of these tables; what the lake stores and the rules check are these
//! tables too. Column order is part of the contract: a row is a slice of values in this order.

/// A table of the normalised roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Organisations: schools, districts, ministries.
    Organizations,
    /// Academic sessions: years, terms, semesters.
    Sessions,
    /// People.
    People,
    /// Roles of people in organisations.
    Roles,
    /// Courses.
    Courses,
    /// Class sections.
    Sections,
    /// Roles of people in sections.
    Enrollments,
    /// Demographic details of people.
    Demographics,
    /// Flags on people.
    Flags,
    /// Contacts of students.
    Relationships,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// `YYYY-MM-DD`.
    Date,
    /// `true` or `false`.
    Bool,
    /// Values that hold no comma, joined by commas without space, in the order received.
    List,
}

/// A column of a normalised table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the lake.
    pub name: &'static str,
    /// What its values are.
    pub kind: ColumnKind,
    /// Whether its values say something about a person beyond an id.
    pub personal: bool,
}

const fn text(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Text, personal: false }
}

const fn personal(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Text, personal: true }
}

const fn date(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Date, personal: false }
}

const fn bool(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Bool, personal: false }
}

const fn list(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::List, personal: false }
}

impl Table {
    /// Every table; a table stands after those it refers to.
    pub const ALL: [Self; 10] = [
        Self::Organizations,
        Self::Sessions,
        Self::People,
        Self::Courses,
        Self::Sections,
        Self::Roles,
        Self::Enrollments,
        Self::Demographics,
        Self::Flags,
        Self::Relationships,
    ];

    /// The table's name in the lake.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Organizations => "organizations",
            Self::Sessions => "sessions",
            Self::People => "people",
            Self::Roles => "roles",
            Self::Courses => "courses",
            Self::Sections => "sections",
            Self::Enrollments => "enrollments",
            Self::Demographics => "demographics",
            Self::Flags => "flags",
            Self::Relationships => "relationships",
        }
    }

    /// The columns, in the order of every row.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Organizations => {
                const { &[text("id"), text("name"), text("type"), text("parent_id")] }
            }
            Self::Sessions => const {
                &[
                    text("id"),
                    text("title"),
                    text("type"),
                    text("school_year"),
                    date("start_date"),
                    date("end_date"),
                ]
            },
            Self::People => const {
                &[
                    text("id"),
                    personal("username"),
                    personal("family_name"),
                    personal("given_name"),
                    personal("match_id"),
                    personal("email"),
                    personal("phone"),
                    personal("sms"),
                ]
            },
            Self::Roles => const {
                &[
                    text("person_id"),
                    text("org_id"),
                    text("role"),
                    text("session_id"),
                    text("grade"),
                    bool("is_primary"),
                    date("start_date"),
                    date("end_date"),
                ]
            },
            Self::Courses => const {
                &[
                    text("id"),
                    text("org_id"),
                    text("title"),
                    text("code"),
                    text("year_session_id"),
                    list("subjects"),
                    list("grades"),
                ]
            },
            Self::Sections => const {
                &[
                    text("id"),
                    text("org_id"),
                    text("title"),
                    list("session_ids"),
                    text("course_id"),
                    text("code"),
                ]
            },
            Self::Enrollments => const { &[text("section_id"), text("person_id"), text("role")] },
            Self::Demographics => const {
                &[
                    text("person_id"),
                    personal("sex"),
                    Column { name: "birth_date", kind: ColumnKind::Date, personal: true },
                    personal("birth_city"),
                    personal("birth_state"),
                    personal("birth_country"),
                    Column { name: "ethnicities", kind: ColumnKind::List, personal: true },
                    Column { name: "races", kind: ColumnKind::List, personal: true },
                ]
            },
            Self::Flags => const { &[text("person_id"), personal("flag")] },
            Self::Relationships => const { &[text("person_id"), text("contact_id"), text("relationship")] },
        }
    }

    /// How many of the first columns make the key of a row; for [`Table::Roles`] the key is
    /// person, organisation, role, session and grade.
    #[must_use]
    pub const fn key_columns(self) -> usize {
        match self {
            Self::Organizations
            | Self::Sessions
            | Self::People
            | Self::Courses
            | Self::Sections
            | Self::Demographics => 1,
            Self::Flags => 2,
            Self::Enrollments | Self::Relationships => 3,
            Self::Roles => 5,
        }
    }
}
