//! Reference definitions: the codes of a list, each with its name, its place and its origin.
//!
//! Those that are built in stand in one data file, which is all there is to say about them: what a roster may
//! hold, what a person's role ranks, and what the API lists follow from it.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::ReferenceType;

/// Lines of `referenceType`, `code`, `sortIndex`, `source` and `displayName`, separated by tabs, under a header.
/// A list stands together, in the order of its sort indexes.
const DATA: &str = include_str!("../../data/reference_definitions.tsv");

/// The origin of what a tenant has defined.
pub const TENANT_DEFINED: &str = "Tenant Defined";

/// A code of a list of values (Graph resource `industryData.referenceDefinition`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceDefinition {
    /// The list.
    pub reference_type: ReferenceType,
    /// The code; no two of a list differ in case alone.
    pub code: Cow<'static, str>,
    /// The name a person reads.
    pub display_name: Option<Cow<'static, str>>,
    /// Whether new data must not hold it. Data that holds it already stays.
    pub is_disabled: bool,
    /// Its place in the list; no two of a list have the same.
    pub sort_index: i32,
    /// Who has defined it.
    pub source: Cow<'static, str>,
}

impl ReferenceDefinition {
    /// Its id on the wire: `RefGradeLevel-01`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}", self.reference_type, self.code)
    }

    /// The list and the code that an id names, each as far as it can be told.
    #[must_use]
    pub fn parse_id(id: &str) -> Option<(ReferenceType, &str)> {
        let (name, code) = id.split_once('-')?;
        Some((ReferenceType::parse(name)?, code))
    }
}

/// What is built in of one list.
#[derive(Default)]
struct BuiltIn {
    definitions: Vec<ReferenceDefinition>,
    codes: Vec<&'static str>,
}

/// By list, in the order of [`ReferenceType::ALL`].
static BUILT_IN: LazyLock<Vec<BuiltIn>> = LazyLock::new(|| {
    let mut lists: Vec<BuiltIn> = ReferenceType::ALL.iter().map(|_| BuiltIn::default()).collect();
    for (code, definition) in DATA.lines().skip(1).filter_map(read) {
        if let Some(list) = lists.get_mut(definition.reference_type as usize) {
            list.codes.push(code);
            list.definitions.push(definition);
        }
    }
    lists
});

fn read(line: &'static str) -> Option<(&'static str, ReferenceDefinition)> {
    let mut fields = line.splitn(5, '\t');
    let reference_type = ReferenceType::parse(fields.next()?)?;
    let code = fields.next()?;
    let definition = ReferenceDefinition {
        reference_type,
        code: code.into(),
        sort_index: fields.next()?.parse().ok()?,
        source: fields.next()?.into(),
        display_name: fields.next().filter(|name| !name.is_empty()).map(Cow::Borrowed),
        is_disabled: false,
    };
    Some((code, definition))
}

/// What is built in of a list, in the order of its sort indexes.
#[must_use]
pub fn built_in(reference_type: ReferenceType) -> &'static [ReferenceDefinition] {
    BUILT_IN.get(reference_type as usize).map(|list| list.definitions.as_slice()).unwrap_or_default()
}

/// The codes that are built into a list, in the order of their sort indexes.
pub(super) fn built_in_codes(reference_type: ReferenceType) -> &'static [&'static str] {
    BUILT_IN.get(reference_type as usize).map(|list| list.codes.as_slice()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_of_the_data_is_a_definition_in_its_place() {
        let all: Vec<String> = ReferenceType::ALL
            .iter()
            .flat_map(|list| built_in(*list))
            .map(|definition| {
                format!(
                    "{}\t{}\t{}\t{}\t{}",
                    definition.reference_type,
                    definition.code,
                    definition.sort_index,
                    definition.source,
                    definition.display_name.as_deref().unwrap_or_default()
                )
            })
            .collect();
        assert_eq!(all, DATA.lines().skip(1).collect::<Vec<_>>());
        assert_eq!(all.len(), 530);
    }

    #[test]
    fn codes_and_sort_indexes_are_unique_in_their_list() {
        for list in ReferenceType::ALL {
            let definitions = built_in(*list);
            assert!(!definitions.is_empty(), "{list}");
            assert!(definitions.is_sorted_by_key(|definition| definition.sort_index), "{list}");
            let codes: BTreeSet<String> = definitions.iter().map(|one| one.code.to_lowercase()).collect();
            let places: BTreeSet<i32> = definitions.iter().map(|one| one.sort_index).collect();
            assert_eq!((codes.len(), places.len()), (definitions.len(), definitions.len()), "{list}");
        }
    }

    #[test]
    fn published_rows_are_where_they_were_published() {
        let row = |id: &str| {
            let (list, code) = ReferenceDefinition::parse_id(id).unwrap();
            let definition = built_in(list).iter().find(|one| one.code == code).unwrap();
            assert_eq!(definition.id(), id);
            (definition.sort_index, &*definition.source)
        };
        assert_eq!(row("RefGradeLevel-01"), (60, "CEDS"));
        assert_eq!(row("RefGradeLevel-undergraduate").0, 270);
        assert_eq!(row("RefIdentifierType-username"), (40, "IMS Global"));
        assert_eq!(row("RefOrgType-academicTrust").0, 140);
        assert_eq!(row("RefAcademicSubject-01"), (10, "microsoft.com"));
    }

    #[test]
    fn an_id_is_a_list_and_a_code() {
        let parsed = ReferenceDefinition::parse_id("refgradelevel-a-b");
        assert_eq!(parsed, Some((ReferenceType::GradeLevel, "a-b")));
        for id in ["", "RefGradeLevel", "RefShoeSize-42", "-01"] {
            assert_eq!(ReferenceDefinition::parse_id(id), None, "{id}");
        }
    }
}
