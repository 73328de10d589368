//! One attribute: intended, last applied, observed.

use crate::Mode;

/// What is to be done about an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AttributeVerdict {
    /// It holds what it should.
    Settled,
    /// Write the intended value.
    Write(Because),
    /// Somebody changed it by hand, and that stays.
    Drift,
    /// What it holds is left to it.
    Leave,
}

/// What makes a value differ from what is intended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Because {
    /// The roster moved on since the value was last applied.
    RosterChanged,
    /// Somebody changed it in the directory.
    DirectoryChanged,
    /// The object is adopted.
    Adopted,
}

/// Decides one attribute of an object that is there. `applied` is `None` if the object was never applied.
pub(super) fn decide_attribute(
    mode: Mode,
    intended: Option<&str>,
    applied: Option<Option<&str>>,
    observed: Option<&str>,
) -> AttributeVerdict {
    if intended == observed {
        return AttributeVerdict::Settled;
    }
    let takes_away = intended.is_none();
    match (mode, applied) {
        (Mode::Additive, _) if takes_away => AttributeVerdict::Leave,
        (Mode::Enforce, None) => AttributeVerdict::Write(Because::Adopted),
        // What an adopted object holds beside our values was never ours to take.
        (_, None) if takes_away => AttributeVerdict::Leave,
        (_, None) => AttributeVerdict::Write(Because::Adopted),
        (_, Some(applied)) if applied != intended => AttributeVerdict::Write(Because::RosterChanged),
        (Mode::Enforce, Some(_)) => AttributeVerdict::Write(Because::DirectoryChanged),
        (Mode::Previous | Mode::Additive, Some(_)) => AttributeVerdict::Drift,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_is_settled_in_every_mode() {
        for mode in [Mode::Previous, Mode::Enforce, Mode::Additive] {
            for applied in [None, Some(None), Some(Some("old"))] {
                assert_eq!(
                    decide_attribute(mode, Some("new"), applied, Some("new")),
                    AttributeVerdict::Settled
                );
            }
        }
    }

    #[test]
    fn what_the_roster_changed_is_written() {
        let verdict = decide_attribute(Mode::Previous, Some("new"), Some(Some("old")), Some("old"));
        assert_eq!(verdict, AttributeVerdict::Write(Because::RosterChanged));
        let verdict = decide_attribute(Mode::Previous, None, Some(Some("old")), Some("old"));
        assert_eq!(verdict, AttributeVerdict::Write(Because::RosterChanged));
    }

    #[test]
    fn what_people_changed_stays_unless_the_roster_is_enforced() {
        let verdict = |mode| decide_attribute(mode, Some("ours"), Some(Some("ours")), Some("theirs"));
        assert_eq!(verdict(Mode::Previous), AttributeVerdict::Drift);
        assert_eq!(verdict(Mode::Additive), AttributeVerdict::Drift);
        assert_eq!(verdict(Mode::Enforce), AttributeVerdict::Write(Because::DirectoryChanged));
    }

    #[test]
    fn adoption_writes_values_and_takes_none_away() {
        let verdict = |intended| decide_attribute(Mode::Previous, intended, None, Some("theirs"));
        assert_eq!(verdict(Some("ours")), AttributeVerdict::Write(Because::Adopted));
        assert_eq!(verdict(None), AttributeVerdict::Leave);
    }

    #[test]
    fn additive_takes_no_value_away() {
        let verdict = decide_attribute(Mode::Additive, None, Some(Some("old")), Some("old"));
        assert_eq!(verdict, AttributeVerdict::Leave);
    }
}
