//! Which attribute values an object can have (Graph: `user`, `group`, `administrativeUnit`).

use directory::ChangeError;
use model::{Attribute, Attributes, ObjectKind};

use crate::{capabilities, refusal};

/// Characters of a given name or a surname.
const NAME_LENGTH: usize = 64;
/// Characters of a sign-in name, and of the part before its `@`.
const SIGN_IN_NAME_LENGTH: usize = 113;
const SIGN_IN_ALIAS_LENGTH: usize = 64;

/// Checks every attribute of an object of `kind`, and that none is missing.
pub(crate) fn check(kind: ObjectKind, attributes: &Attributes) -> Result<(), ChangeError> {
    for &required in kind.required_attributes() {
        if attributes.get(required).is_none() {
            return Err(refusal::invalid(format!("{} must have a value", required.name())));
        }
    }
    for (attribute, value) in attributes.iter() {
        if let Some(rule) = broken_rule(attribute, value) {
            return Err(refusal::invalid(format!("{} must be {rule}", attribute.name())));
        }
    }
    Ok(())
}

/// What `value` should be, unless it is.
fn broken_rule(attribute: Attribute, value: &str) -> Option<String> {
    if value.contains('\0') {
        return Some("without the character U+0000, which no text in PostgreSQL can have".to_owned());
    }
    let limits = capabilities();
    let (holds, rule) = match attribute {
        Attribute::DisplayName => at_most(limits.max_display_name, value),
        Attribute::GivenName | Attribute::Surname => at_most(NAME_LENGTH, value),
        Attribute::MailNickname => (
            is_nickname(value, limits.max_mail_nickname),
            format!(
                "at most {} characters of ASCII without spaces and without @()\\[]\";:<>,",
                limits.max_mail_nickname
            ),
        ),
        Attribute::UserPrincipalName => (
            is_sign_in_name(value),
            "alias@domain: at most 113 characters, 64 of them before the @, letters without accents, digits \
             and '.-_!#^~"
                .to_owned(),
        ),
        Attribute::AccountEnabled | Attribute::Team => one_of(&["true", "false"], value),
        Attribute::UserType => one_of(&["Member", "Guest"], value),
        Attribute::AgeGroup => one_of(&["Minor", "NotAdult", "Adult"], value),
        Attribute::UsageLocation => (is_country(value), "two letters of ISO 3166".to_owned()),
        _ => return None,
    };
    (!holds).then_some(rule)
}

fn at_most(limit: usize, value: &str) -> (bool, String) {
    (value.chars().count() <= limit, format!("at most {limit} characters"))
}

fn one_of(allowed: &[&str], value: &str) -> (bool, String) {
    (allowed.contains(&value), format!("one of {}", allowed.join(", ")))
}

fn is_nickname(value: &str, limit: usize) -> bool {
    value.len() <= limit && value.chars().all(|c| c.is_ascii_graphic() && !r#"@()\[]";:<>,"#.contains(c))
}

fn is_sign_in_name(value: &str) -> bool {
    let Some((alias, domain)) = value.split_once('@') else { return false };
    value.len() <= SIGN_IN_NAME_LENGTH
        && (1..=SIGN_IN_ALIAS_LENGTH).contains(&alias.len())
        && alias.chars().all(|c| c.is_ascii_alphanumeric() || "'.-_!#^~".contains(c))
        && domain.split('.').all(is_domain_label)
}

fn is_domain_label(label: &str) -> bool {
    !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn is_country(value: &str) -> bool {
    value.len() == 2 && value.chars().all(|c| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(attribute: Attribute, value: &str) -> bool {
        broken_rule(attribute, value).is_none()
    }

    #[test]
    fn sign_in_names_are_those_of_graph() {
        let alias = "a".repeat(SIGN_IN_ALIAS_LENGTH);
        let longest = format!("{alias}@{}", "d".repeat(SIGN_IN_NAME_LENGTH - SIGN_IN_ALIAS_LENGTH - 1));
        for good in ["ada@contoso.com", "o'neil.j-r_2!#^~@a.b.c", "guest#EXT#@contoso.com", &longest] {
            assert!(allowed(Attribute::UserPrincipalName, good), "{good}");
        }
        let long_alias = format!("{alias}a@contoso.com");
        let long_name = format!("{longest}d");
        for bad in [
            "ada",
            "@contoso.com",
            "ada@",
            "ada@contoso..com",
            "ada@two@contoso.com",
            "åsa@contoso.com",
            "a b@contoso.com",
            "a+b@contoso.com",
            &long_alias,
            &long_name,
        ] {
            assert!(!allowed(Attribute::UserPrincipalName, bad), "{bad}");
        }
    }

    #[test]
    fn nicknames_are_plain() {
        assert!(allowed(Attribute::MailNickname, "Section_math-1.a"));
        assert!(allowed(Attribute::MailNickname, &"n".repeat(64)));
        for bad in [&"n".repeat(65), "a b", "a@b", "a,b", "a(b)", "é"] {
            assert!(!allowed(Attribute::MailNickname, bad), "{bad}");
        }
    }

    #[test]
    fn lengths_count_characters_not_bytes() {
        assert!(allowed(Attribute::DisplayName, &"é".repeat(256)));
        assert!(!allowed(Attribute::DisplayName, &"e".repeat(257)));
        assert!(allowed(Attribute::Surname, &"é".repeat(64)));
        assert!(!allowed(Attribute::Surname, &"e".repeat(65)));
    }

    #[test]
    fn no_value_has_a_null_character() {
        assert!(!allowed(Attribute::DisplayName, "a\0b") && !allowed(Attribute::Mail, "\0"));
    }

    #[test]
    fn closed_lists_are_closed() {
        assert!(allowed(Attribute::AccountEnabled, "false") && !allowed(Attribute::AccountEnabled, "no"));
        assert!(allowed(Attribute::AgeGroup, "NotAdult") && !allowed(Attribute::AgeGroup, "minor"));
        assert!(allowed(Attribute::UsageLocation, "SE") && !allowed(Attribute::UsageLocation, "SWE"));
        assert!(allowed(Attribute::UserType, "Guest") && !allowed(Attribute::UserType, "guest"));
    }

    #[test]
    fn a_refusal_does_not_repeat_the_value() {
        let attributes = Attributes::default().with(Attribute::DisplayName, "x".repeat(300));
        let error = check(ObjectKind::AdministrativeUnit, &attributes).unwrap_err();
        assert_eq!(error.to_string(), "DIR-INVALID: displayName must be at most 256 characters");
    }
}
