//! A student's contacts (Graph: `relatedContact`), which a directory takes as one whole set.

use serde::Serialize;

use super::names::display_name;
use crate::{Contact, Presence};

/// A contact as the directory holds it. The order of fields is the order in the stored text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RelatedContact<'a> {
    id: &'a str,
    display_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile_phone: Option<&'a str>,
    relationship: &'a str,
}

/// Relationships that the directory knows; any other is written as `other`.
const RELATIONSHIPS: [&str; 7] = ["parent", "relative", "aide", "doctor", "guardian", "child", "other"];

/// The set as canonical JSON, `Some(None)` if it is empty; `None` if it cannot be told, since an error
/// dropped one of the contacts: the set that is there stays, rather than lose one to a typing error.
pub(super) fn related_contacts(contacts: &[Contact]) -> Option<Option<String>> {
    if contacts.iter().any(|contact| matches!(contact.presence, Presence::Dropped(_))) {
        return None;
    }
    let mut related: Vec<_> =
        contacts.iter().filter(|contact| contact.presence.is_present()).filter_map(related_contact).collect();
    related.sort_by_key(|contact| (contact.id, contact.relationship));
    related.dedup_by_key(|contact| (contact.id, contact.relationship));
    Some(if related.is_empty() { None } else { serde_json::to_string(&related).ok() })
}

/// The contact; `None` without a name, which the directory demands.
fn related_contact(contact: &Contact) -> Option<RelatedContact<'_>> {
    let relationship = RELATIONSHIPS.into_iter().find(|known| *known == &*contact.relationship);
    Some(RelatedContact {
        id: contact.id.as_str(),
        display_name: full_name(contact.given_name.as_deref(), contact.family_name.as_deref())?,
        email_address: contact.email.as_deref(),
        mobile_phone: contact.phone.as_deref(),
        relationship: relationship.unwrap_or("other"),
    })
}

/// `given family`.
pub(super) fn full_name(given: Option<&str>, family: Option<&str>) -> Option<String> {
    display_name(&format!("{} {}", given.unwrap_or_default(), family.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::{Cause, PersonId, Rule};

    use super::*;

    fn contact(id: &str, relationship: &str) -> Contact {
        Contact {
            id: PersonId::from(id),
            given_name: Some("Anne".into()),
            family_name: Some("Byron".into()),
            email: Some("anne@home.test".into()),
            phone: None,
            relationship: relationship.into(),
            presence: Presence::Present,
        }
    }

    #[test]
    fn the_set_is_canonical_whatever_the_order_of_rows() {
        let (one, other) = (contact("2", "guardian"), contact("1", "administrator"));
        let set = related_contacts(&[one.clone(), other.clone()]).flatten().unwrap();
        insta::assert_snapshot!(set, @r#"[{"id":"1","displayName":"Anne Byron","emailAddress":"anne@home.test","relationship":"other"},{"id":"2","displayName":"Anne Byron","emailAddress":"anne@home.test","relationship":"guardian"}]"#);
        assert_eq!(related_contacts(&[other, one]).flatten(), Some(set));
    }

    #[test]
    fn contacts_who_left_leave_the_set() {
        let gone = Contact { presence: Presence::Absent, ..contact("1", "parent") };
        assert_eq!(related_contacts(&[gone]), Some(None));
        assert_eq!(related_contacts(&[]), Some(None));
    }

    #[test]
    fn a_dropped_contact_leaves_the_whole_set_alone() {
        let root =
            Cause { rule: Rule::ValEnum, file: "relationships.csv".into(), line: Some(3), record: None };
        let dropped = Contact { presence: Presence::Dropped(Arc::new(root)), ..contact("1", "parent") };
        assert_eq!(related_contacts(&[contact("2", "parent"), dropped]), None);
    }
}
