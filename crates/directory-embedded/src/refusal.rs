//! Why a change is refused, in words that name no person.

use directory::{ChangeError, Done, ErrorClass, code};
use model::{Attribute, ObjectId};

/// What a change is answered with.
pub(crate) type Answer = Result<Done, ChangeError>;

pub(crate) fn not_found(what: &str, id: &ObjectId) -> ChangeError {
    ChangeError {
        class: ErrorClass::NotFound,
        code: code::NOT_FOUND,
        message: format!("there is no {what} {id}; plan again from a fresh copy of the directory"),
    }
}

pub(crate) fn in_use(attribute: Attribute, holder: &ObjectId) -> ChangeError {
    ChangeError {
        class: ErrorClass::Conflict,
        code: code::CONFLICT,
        message: format!(
            "object {holder} has the same {}; change one of the two, or let this one adopt it",
            attribute.name()
        ),
    }
}

pub(crate) fn invalid(message: String) -> ChangeError {
    ChangeError { class: ErrorClass::Invalid, code: code::INVALID, message }
}

pub(crate) fn limit(message: String) -> ChangeError {
    ChangeError { class: ErrorClass::Invalid, code: code::LIMIT, message }
}

pub(crate) fn last_owner(group: &ObjectId) -> ChangeError {
    ChangeError {
        class: ErrorClass::Invalid,
        code: code::LAST_OWNER,
        message: format!("this is the last owner of group {group}; add another owner first"),
    }
}
