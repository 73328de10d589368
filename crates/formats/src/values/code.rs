//! Codes of a list of values, in the list's own spelling.

use std::borrow::Cow;

use model::codes::{CodeBook, CodeList, RETIRED_SECTION_ROLES, SECTION_ROLES};
use model::{Rule, Severity};

use super::{Checked, Flaw};

/// How many codes of a list a message shows.
const SHOWN: usize = 8;

pub(super) fn check<'a>(codes: &'a CodeBook, list: &CodeList, value: &str) -> Checked<'a> {
    match codes.usable(list, value) {
        Some(code) => Checked::Good(Cow::Borrowed(code)),
        None => Checked::bad(Rule::ValEnum, one_of(list), value),
    }
}

/// Roles that were once listed stand for a member of staff.
pub(super) fn check_section_role<'a>(codes: &'a CodeBook, value: &str) -> Checked<'a> {
    if RETIRED_SECTION_ROLES.iter().any(|role| role.eq_ignore_ascii_case(value)) {
        let flaw = Flaw {
            rule: Rule::ValEnum,
            expected: one_of(&SECTION_ROLES),
            found: value.to_owned(),
            kept_as: Some("It was taken as staff"),
        };
        return Checked::Noted(Cow::Borrowed("staff"), Severity::Warning, flaw);
    }
    check(codes, &SECTION_ROLES, value)
}

pub(super) fn check_bool<'a>(value: &str) -> Checked<'a> {
    let word = ["true", "false"].into_iter().find(|word| word.eq_ignore_ascii_case(value));
    match word {
        Some(word) => Checked::Good(Cow::Borrowed(word)),
        None => Checked::bad(Rule::ValBool, "true or false", value),
    }
}

pub(super) fn one_of(list: &CodeList) -> Cow<'static, str> {
    let codes = list.codes();
    let shown = codes.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    let more = if codes.len() > SHOWN { ", …" } else { "" };
    Cow::Owned(format!("a code of {} ({shown}{more})", list.reference_type))
}
