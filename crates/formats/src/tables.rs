//! The normalised roster: the tables and columns that every format is read into.
//!
//! A reader of any format yields rows of these tables; what the lake stores and the rules check are these
//! tables too. Column order is part of the contract: a row is a slice of values in this order.

use std::borrow::Cow;

/// How many columns the widest table has.
pub(crate) const WIDEST: usize = 8;

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
            Self::Organizations => const { &[text("id"), text("name"), text("type"), text("parent_id")] },
            Self::Sessions => {
                const {
                    &[
                        text("id"),
                        text("title"),
                        text("type"),
                        text("school_year"),
                        date("start_date"),
                        date("end_date"),
                    ]
                }
            }
            Self::People => {
                const {
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
                }
            }
            Self::Roles => {
                const {
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
                }
            }
            Self::Courses => {
                const {
                    &[
                        text("id"),
                        text("org_id"),
                        text("title"),
                        text("code"),
                        text("year_session_id"),
                        list("subjects"),
                        list("grades"),
                    ]
                }
            }
            Self::Sections => {
                const {
                    &[
                        text("id"),
                        text("org_id"),
                        text("title"),
                        list("session_ids"),
                        text("course_id"),
                        text("code"),
                    ]
                }
            }
            Self::Enrollments => const { &[text("section_id"), text("person_id"), text("role")] },
            Self::Demographics => {
                const {
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
                }
            }
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

    /// What a finding calls the record with these values: its key, parts joined by `/`, empty parts at
    /// the end left out. Personal parts (a flag, for one) are left out too, since ids reach logs.
    #[must_use]
    pub fn record_id(self, values: &[Option<Cow<'_, str>>]) -> Option<String> {
        let key = self.columns().iter().zip(values).take(self.key_columns());
        let parts = key.filter(|(column, _)| !column.personal).map(|(_, value)| value.as_deref());
        let mut parts: Vec<&str> = parts.map(Option::unwrap_or_default).collect();
        let known = parts.iter().rposition(|part| !part.is_empty())?;
        parts.truncate(known + 1);
        Some(parts.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_table_is_wider_than_the_widest() {
        assert_eq!(Table::ALL.iter().map(|table| table.columns().len()).max(), Some(WIDEST));
    }

    #[test]
    fn a_record_is_called_by_its_key_as_far_as_it_is_known() {
        let id = |table: Table, values: &[&str]| {
            let values: Vec<_> =
                values.iter().map(|value| (!value.is_empty()).then_some(Cow::Borrowed(*value))).collect();
            table.record_id(&values)
        };
        assert_eq!(id(Table::People, &["14001", "cbeane"]).as_deref(), Some("14001"));
        assert_eq!(
            id(Table::Roles, &["14001", "10001", "teacher", "", ""]).as_deref(),
            Some("14001/10001/teacher")
        );
        assert_eq!(id(Table::Enrollments, &["", "14001", "student"]).as_deref(), Some("/14001/student"));
        assert_eq!(id(Table::Organizations, &["", "Riverside"]), None);
    }

    #[test]
    fn no_record_is_called_by_what_is_personal() {
        let values = [Some(Cow::Borrowed("14001")), Some(Cow::Borrowed("iep"))];
        assert_eq!(Table::Flags.record_id(&values).as_deref(), Some("14001"));
    }
}
