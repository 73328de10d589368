//! Several values in one field, separated by commas.

use std::borrow::Cow;
use std::collections::HashSet;

use model::codes::{CodeBook, CodeList};
use model::{Rule, Severity};

use super::code::one_of;
use super::{Checked, Flaw, text};

pub(super) fn check_codes<'a>(codes: &'a CodeBook, list: &CodeList, value: &'a str) -> Checked<'a> {
    let expected =
        || Flaw { rule: Rule::ValEnum, expected: one_of(list), found: String::new(), kept_as: None };
    let find = |member| codes.usable(list, member).ok_or_else(expected);
    check_members(value, find)
}

pub(super) fn check_ids(value: &str) -> Checked<'_> {
    let find = |member| match text::check(member) {
        Checked::Bad(flaw) => Err(flaw),
        Checked::Good(_) | Checked::Noted(..) => Ok(member),
    };
    check_members(value, find)
}

/// Keeps each valid member once, in the order received, and speaks once of all the others.
fn check_members<'a>(value: &'a str, find: impl Fn(&'a str) -> Result<&'a str, Flaw>) -> Checked<'a> {
    let mut seen = HashSet::new();
    let mut kept: Vec<&str> = Vec::new();
    let mut refused: Vec<&str> = Vec::new();
    let mut flaw = None;
    for member in value.split(',').map(str::trim).filter(|member| !member.is_empty()) {
        match find(member) {
            Ok(member) if seen.insert(member) => kept.push(member),
            Ok(_) => {}
            Err(reason) => {
                refused.push(member);
                flaw.get_or_insert(reason);
            }
        }
    }
    let flaw = flaw.map(|flaw: Flaw| Flaw { found: refused.join(","), ..flaw });
    match (flaw, kept.is_empty()) {
        (None, _) => Checked::Good(join(value, &kept)),
        (Some(flaw), true) => Checked::Bad(flaw),
        (Some(flaw), false) => {
            let flaw = Flaw { kept_as: Some("The other members of the list were kept"), ..flaw };
            Checked::Noted(join(value, &kept), Severity::Warning, flaw)
        }
    }
}

/// The members without space between them; most fields hold them that way already.
fn join<'a>(value: &'a str, members: &[&str]) -> Cow<'a, str> {
    let joined = members.join(",");
    if joined == value { Cow::Borrowed(value) } else { Cow::Owned(joined) }
}
