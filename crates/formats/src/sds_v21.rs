//! School Data Sync v2.1 CSV: ten files, of which three must always be there.
//!
//! Names of files and columns are exact in case. Every delivery is a complete snapshot. The columns
//! stand here in the order of the normalised tables; in a file their order is free.

use model::codes;

use crate::Table;
use crate::layout::{ColumnLayout, FileLayout, Need, Span};
use crate::values::Kind;

/// The files; a file stands after those it refers to.
pub(crate) const FILES: &[FileLayout] = &[
    FileLayout {
        name: "orgs.csv",
        table: Table::Organizations,
        need: Need::Always,
        columns: &[
            required("sourcedId", Kind::Id),
            required("name", Kind::Text),
            required("type", Kind::Code(&codes::ORG_TYPES)),
            optional("parentSourcedId", Kind::Id),
        ],
        unread: &[],
        span: None,
    },
    FileLayout {
        name: "academicSessions.csv",
        table: Table::Sessions,
        need: Need::Never,
        columns: &[
            required("sourcedId", Kind::Id),
            required("title", Kind::Text),
            required("type", Kind::Code(&codes::SESSION_TYPES)),
            required("schoolYear", Kind::Year),
            required("startDate", Kind::Date),
            required("endDate", Kind::Date),
        ],
        unread: &[],
        span: Some(Span { start: 4, end: 5 }),
    },
    FileLayout {
        name: "users.csv",
        table: Table::People,
        need: Need::Always,
        columns: &[
            required("sourcedId", Kind::Id),
            required("username", Kind::Username),
            optional("familyName", Kind::Text),
            optional("givenName", Kind::Text),
            optional("activeDirectoryMatchId", Kind::Text),
            optional("email", Kind::Email),
            optional("phone", Kind::Phone),
            optional("sms", Kind::Phone),
        ],
        // In the published samples, not in the published table. New accounts take the password that is
        // configured for their role group.
        unread: &["password"],
        span: None,
    },
    FileLayout {
        name: "courses.csv",
        table: Table::Courses,
        need: Need::Never,
        columns: &[
            required("sourcedId", Kind::Id),
            required("orgSourcedId", Kind::Id),
            required("title", Kind::Text),
            optional("code", Kind::Text),
            optional("schoolYearSourcedId", Kind::Id),
            optional("subject", Kind::Codes(&codes::SUBJECTS)),
            optional("grade", Kind::Codes(&codes::GRADE_LEVELS)),
        ],
        unread: &[],
        span: None,
    },
    FileLayout {
        name: "classes.csv",
        table: Table::Sections,
        need: Need::With(Table::Enrollments),
        columns: &[
            required("sourcedId", Kind::Id),
            required("orgSourcedId", Kind::Id),
            required("title", Kind::Text),
            optional("sessionSourcedIds", Kind::Ids),
            optional("courseSourcedId", Kind::Id),
            optional("code", Kind::Text),
        ],
        unread: &[],
        span: None,
    },
    FileLayout {
        name: "roles.csv",
        table: Table::Roles,
        need: Need::Always,
        columns: &[
            required("userSourcedId", Kind::Id),
            required("orgSourcedId", Kind::Id),
            required("role", Kind::Code(&codes::ROLES)),
            optional("sessionSourcedId", Kind::Id),
            optional("grade", Kind::Code(&codes::GRADE_LEVELS)),
            optional("isPrimary", Kind::Bool),
            optional("roleStartDate", Kind::Date),
            optional("roleEndDate", Kind::Date),
        ],
        unread: &[],
        span: Some(Span { start: 6, end: 7 }),
    },
    FileLayout {
        name: "enrollments.csv",
        table: Table::Enrollments,
        need: Need::With(Table::Sections),
        columns: &[
            required("classSourcedId", Kind::Id),
            required("userSourcedId", Kind::Id),
            required("role", Kind::SectionRole),
        ],
        unread: &[],
        span: None,
    },
    FileLayout {
        name: "demographics.csv",
        table: Table::Demographics,
        need: Need::Never,
        columns: &[
            required("userSourcedId", Kind::Id),
            optional("sex", Kind::Code(&codes::SEXES)),
            optional("birthDate", Kind::Date),
            optional("birthCity", Kind::Text),
            optional("birthState", Kind::Text),
            optional("birthCountry", Kind::Text),
            optional("ethnicityCodes", Kind::Codes(&codes::ETHNICITIES)),
            optional("raceCodes", Kind::Codes(&codes::RACES)),
        ],
        unread: &[],
        span: None,
    },
    FileLayout {
        name: "userFlags.csv",
        table: Table::Flags,
        need: Need::Never,
        columns: &[required("userSourcedId", Kind::Id), required("flag", Kind::Code(&codes::PERSON_FLAGS))],
        unread: &[],
        span: None,
    },
    FileLayout {
        name: "relationships.csv",
        table: Table::Relationships,
        need: Need::Never,
        columns: &[
            required("userSourcedId", Kind::Id),
            required("relationshipUserSourcedId", Kind::Id),
            required("relationshipRole", Kind::Code(&codes::RELATIONSHIPS)),
        ],
        unread: &[],
        span: None,
    },
];

const fn required(header: &'static str, kind: Kind) -> ColumnLayout {
    ColumnLayout { header, required: true, kind }
}

const fn optional(header: &'static str, kind: Kind) -> ColumnLayout {
    ColumnLayout { header, required: false, kind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ColumnKind;

    #[test]
    fn every_table_has_its_file_and_every_column_its_place() {
        let tables: Vec<Table> = FILES.iter().map(|file| file.table).collect();
        assert_eq!(tables, Table::ALL);
        for file in FILES {
            let places = file.table.columns();
            assert_eq!(file.columns.len(), places.len(), "{}", file.name);
            for (column, place) in file.columns.iter().zip(places) {
                assert_eq!(column.kind.stored_as(), place.kind, "{} {}", file.name, column.header);
            }
        }
    }

    #[test]
    fn the_first_part_of_every_key_is_required() {
        for file in FILES {
            assert!(file.columns[0].required, "{}", file.name);
        }
    }

    #[test]
    fn spans_lie_between_dates() {
        for (file, span) in FILES.iter().filter_map(|file| file.span.map(|span| (file, span))) {
            for place in [span.start, span.end] {
                assert_eq!(file.table.columns()[place].kind, ColumnKind::Date, "{}", file.name);
            }
        }
    }

    #[test]
    fn pairs_are_mutual() {
        let partner = |table| FILES.iter().find(|file| file.table == table).and_then(FileLayout::partner);
        assert_eq!(partner(Table::Sections), Some(Table::Enrollments));
        assert_eq!(partner(Table::Enrollments), Some(Table::Sections));
    }
}
