//! Checks that need one operation and nothing else.

use model::{Attribute, ObjectKind};

use super::{LintCode, LintNote};
use crate::intend::{DISPLAY_NAME_LIMIT, SIGN_IN_NAME_LIMIT, is_safe_nickname};
use crate::{ObjectKey, Operation, Reason, Tally, TallyOf};

/// Most owners of a group.
const OWNER_LIMIT: usize = 100;

/// Most administrative units that an object may be in.
const UNIT_LIMIT: usize = 30;

/// What is wrong with an operation by itself.
pub(super) fn of_operation(operation: &Operation) -> impl Iterator<Item = LintCode> {
    let checks = [
        (LintCode::Incomplete, is_incomplete(operation)),
        (LintCode::Name, has_bad_name(operation)),
        (LintCode::NoOp, changes_nothing(operation)),
        (LintCode::NoCause, lacks_cause(operation)),
        (LintCode::Foreign, !has_own_anchor(&operation.object.key)),
    ];
    checks.into_iter().filter_map(|(code, is_wrong)| is_wrong.then_some(code))
}

/// What is wrong with the number of an object's relations.
pub(super) fn crowded(tally: &Tally) -> Option<LintNote> {
    let (code, limit) = match tally.of {
        TallyOf::Owners => (LintCode::Owners, OWNER_LIMIT),
        TallyOf::Units => (LintCode::Units, UNIT_LIMIT),
    };
    (tally.after > limit).then(|| LintNote::new(code, tally.object.clone()))
}

fn is_incomplete(operation: &Operation) -> bool {
    let lacks = |attribute: &Attribute| !matches!(operation.after.get(*attribute), Some(Some(_)));
    let required = operation.object.key.kind.required_attributes();
    operation.kind.creates() && required.iter().chain(&[Attribute::EducationAnchorId]).any(lacks)
}

fn has_bad_name(operation: &Operation) -> bool {
    operation.after.iter().any(|(attribute, value)| match (attribute, value) {
        (Attribute::DisplayName, value) => value.is_none_or(|name| {
            name.chars().count() > DISPLAY_NAME_LIMIT || name.chars().any(char::is_control)
        }),
        (Attribute::MailNickname, Some(nickname)) => !is_safe_nickname(nickname),
        (Attribute::UserPrincipalName, Some(name)) => name.len() > SIGN_IN_NAME_LIMIT || !name.contains('@'),
        _ => false,
    })
}

fn changes_nothing(operation: &Operation) -> bool {
    let changes = operation.after.iter().any(|(attribute, value)| value != operation.before.get(attribute));
    operation.membership.is_none() && !changes
}

const fn lacks_cause(operation: &Operation) -> bool {
    operation.kind.removes_membership() && !matches!(operation.why.reason, Reason::Withheld { .. })
}

fn has_own_anchor(key: &ObjectKey) -> bool {
    let anchor = key.anchor.as_str();
    match key.kind {
        ObjectKind::User => key.anchor.person().is_some(),
        ObjectKind::ClassGroup => key.anchor.section_id().is_some(),
        ObjectKind::SecurityGroup => anchor.starts_with("All_") || anchor.starts_with("School_"),
        ObjectKind::AdministrativeUnit => anchor.starts_with("School_"),
    }
}
