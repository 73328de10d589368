//! How the tables hang together: which column names a record of which table, and what identifies a
//! record.

use formats::Table;

/// A column that names records of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) column: &'static str,
    pub(crate) target: Table,
    pub(crate) need: Need,
}

/// What becomes of a row whose reference names nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It is dropped.
    Required,
    /// The value is cleared.
    Optional,
    /// The column lists several; those that name nothing are taken out.
    EachOptional,
}

const fn required(column: &'static str, target: Table) -> Reference {
    Reference { column, target, need: Need::Required }
}

const fn optional(column: &'static str, target: Table) -> Reference {
    Reference { column, target, need: Need::Optional }
}

/// The references to other tables. An organisation's parent is not among them: a table that refers to
/// itself is resolved once its own rows are settled.
pub(crate) const fn references(table: Table) -> &'static [Reference] {
    match table {
        Table::Organizations | Table::Sessions | Table::People => &[],
        Table::Courses => {
            const { &[required("org_id", Table::Organizations), optional("year_session_id", Table::Sessions)] }
        }
        Table::Sections => {
            const {
                &[
                    required("org_id", Table::Organizations),
                    optional("course_id", Table::Courses),
                    Reference { column: "session_ids", target: Table::Sessions, need: Need::EachOptional },
                ]
            }
        }
        Table::Roles => {
            const {
                &[
                    required("person_id", Table::People),
                    required("org_id", Table::Organizations),
                    optional("session_id", Table::Sessions),
                ]
            }
        }
        Table::Enrollments => {
            const { &[required("section_id", Table::Sections), required("person_id", Table::People)] }
        }
        Table::Demographics | Table::Flags => const { &[required("person_id", Table::People)] },
        Table::Relationships => {
            const { &[required("person_id", Table::People), required("contact_id", Table::People)] }
        }
    }
}

/// An organisation's parent.
pub(crate) const PARENT: Reference = optional("parent_id", Table::Organizations);

/// A column that the rows of `table` take along from the record that a reference names, since a rule asks
/// for it later: the organisation of an enrollment's section.
pub(crate) const fn taken_along(table: Table) -> Option<TakenAlong> {
    match table {
        Table::Enrollments => Some(TakenAlong { by: "section_id", column: "org_id" }),
        _ => None,
    }
}

/// The reference's column, and that of the record it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TakenAlong {
    pub(crate) by: &'static str,
    pub(crate) column: &'static str,
}

/// The columns that say which record a row is about, even when the rest of its key is wrong: the same
/// person in the same section is the same enrollment to whoever typed its role wrongly.
pub(crate) const fn identity(table: Table) -> Identity {
    match table {
        Table::Organizations | Table::Sessions | Table::People | Table::Courses | Table::Sections => {
            Identity { first: "id", second: None }
        }
        Table::Demographics | Table::Flags => Identity { first: "person_id", second: None },
        Table::Roles => Identity { first: "person_id", second: Some("org_id") },
        Table::Enrollments => Identity { first: "section_id", second: Some("person_id") },
        Table::Relationships => Identity { first: "person_id", second: Some("contact_id") },
    }
}

/// One id, or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) first: &'static str,
    pub(crate) second: Option<&'static str>,
}

/// The column by which a large table is cut into buckets; `None` for tables that stay small.
pub(crate) const fn bucket_column(table: Table) -> Option<&'static str> {
    match table {
        Table::Organizations | Table::Sessions | Table::Courses => None,
        Table::People | Table::Sections => Some("id"),
        Table::Enrollments => Some("section_id"),
        Table::Roles | Table::Demographics | Table::Flags | Table::Relationships => Some("person_id"),
    }
}

/// The table whose records `column` of `table` names, when it names any.
pub(crate) fn target(table: Table, column: &str) -> Option<Table> {
    references(table).iter().find(|reference| reference.column == column).map(|reference| reference.target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_exists_and_every_target_is_settled_before() {
        let place = |table: Table| Table::ALL.iter().position(|each| *each == table);
        let has = |table: Table, name: &str| table.columns().iter().any(|column| column.name == name);
        for table in Table::ALL {
            for reference in references(table) {
                assert!(has(table, reference.column), "{} {}", table.name(), reference.column);
                assert!(place(reference.target) < place(table), "{}", table.name());
            }
            let Identity { first, second } = identity(table);
            assert!(has(table, first) && second.is_none_or(|second| has(table, second)));
            assert!(bucket_column(table).is_none_or(|column| has(table, column)));
        }
    }

    #[test]
    fn identity_is_part_of_the_key() {
        for table in Table::ALL {
            let key = &table.columns()[..table.key_columns()];
            let Identity { first, second } = identity(table);
            let in_key = |name: &str| key.iter().any(|column| column.name == name);
            assert!(in_key(first) && second.is_none_or(in_key), "{}", table.name());
        }
    }
}
