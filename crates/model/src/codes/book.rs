//! The lists of values as one tenant has them.

use std::collections::HashMap;

use super::{CodeList, ReferenceDefinition, ReferenceType, definition};

/// What is built in, with what a tenant has added, changed or disabled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeBook {
    /// By list, and code in lower case.
    own: HashMap<(ReferenceType, String), ReferenceDefinition>,
}

impl CodeBook {
    /// The book of a tenant with `own` definitions; one of a code that is built in stands for the built-in one.
    #[must_use]
    pub fn new(own: impl IntoIterator<Item = ReferenceDefinition>) -> Self {
        let keyed = |one: ReferenceDefinition| ((one.reference_type, one.code.to_ascii_lowercase()), one);
        Self { own: own.into_iter().map(keyed).collect() }
    }

    /// The definition of a code, compared without case; it may be disabled.
    #[must_use]
    pub fn find(&self, reference_type: ReferenceType, code: &str) -> Option<&ReferenceDefinition> {
        self.of_tenant(reference_type, code).or_else(|| {
            let built_in = definition::built_in(reference_type);
            built_in.iter().find(|one| one.code.eq_ignore_ascii_case(code))
        })
    }

    /// How `list` spells `value`, compared without case; `None` when it does not hold it, or not for new data.
    #[must_use]
    pub fn usable(&self, list: &CodeList, value: &str) -> Option<&str> {
        let built_in = list.find(value);
        if self.own.is_empty() {
            return built_in;
        }
        match self.of_tenant(list.reference_type, built_in.unwrap_or(value)) {
            Some(own) => (!own.is_disabled).then_some(&*own.code),
            None => built_in,
        }
    }

    fn of_tenant(&self, reference_type: ReferenceType, code: &str) -> Option<&ReferenceDefinition> {
        if self.own.is_empty() {
            return None;
        }
        self.own.get(&(reference_type, code.to_ascii_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{GRADE_LEVELS, ORG_TYPES, TENANT_DEFINED};

    fn own(reference_type: ReferenceType, code: &'static str, is_disabled: bool) -> ReferenceDefinition {
        let source = TENANT_DEFINED.into();
        ReferenceDefinition {
            reference_type,
            code: code.into(),
            display_name: None,
            is_disabled,
            sort_index: 7,
            source,
        }
    }

    #[test]
    fn a_book_without_own_definitions_is_what_is_built_in() {
        let book = CodeBook::default();
        assert_eq!(book.usable(&GRADE_LEVELS, "1"), Some("01"));
        assert_eq!(book.usable(&GRADE_LEVELS, "nursery"), None);
        assert_eq!(book.find(ReferenceType::GradeLevel, "PS1").map(|one| &*one.code), Some("ps1"));
        assert_eq!(book.find(ReferenceType::GradeLevel, "1"), None);
    }

    #[test]
    fn a_tenant_adds_codes_and_disables_others() {
        let book = CodeBook::new([
            own(ReferenceType::GradeLevel, "Nursery", false),
            own(ReferenceType::GradeLevel, "01", true),
            own(ReferenceType::OrgType, "cluster", true),
        ]);
        assert_eq!(book.usable(&GRADE_LEVELS, "nursery"), Some("Nursery"));
        assert_eq!(book.usable(&GRADE_LEVELS, "02"), Some("02"));
        for disabled in ["01", "1"] {
            assert_eq!(book.usable(&GRADE_LEVELS, disabled), None, "{disabled}");
        }
        assert_eq!(book.usable(&ORG_TYPES, "nursery"), None);
        assert_eq!(book.usable(&ORG_TYPES, "cluster"), None);
        assert!(book.find(ReferenceType::OrgType, "CLUSTER").is_some_and(|found| found.is_disabled));
    }
}
