//! The objects of a person or a section in the directory.

use model::ObjectId;
use provisioning::{Drift, ObjectKey};

use super::explanation::ObjectLine;

/// An object, and what people did to it by hand.
pub(super) fn line(key: ObjectKey, observed: Option<ObjectId>, applied: bool, drift: &[Drift]) -> ObjectLine {
    let changed = drift.iter().find_map(|drift| match drift {
        Drift::Changed(changed, attributes) if *changed == key => Some(attributes),
        _ => None,
    });
    ObjectLine {
        observed,
        applied,
        deleted_by_hand: drift.contains(&Drift::Deleted(key.clone())),
        changed_by_hand: changed.into_iter().flatten().map(|attribute| attribute.name()).collect(),
        kind: key.kind,
        anchor: key.anchor,
        why_not: None,
    }
}
