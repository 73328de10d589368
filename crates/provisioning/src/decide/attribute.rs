//! One attribute: intended, last applied, observed.

use super::Weighing;
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
    /// Somebody changed it in the directory, and the flow begins anew.
    Reset,
    /// The object is adopted.
    Adopted,
}

/// Decides one attribute of an object that is there. `applied` is `None` if the object was never applied.
pub(super) fn decide_attribute(
    weighing: Weighing,
    intended: Option<&str>,
    applied: Option<Option<&str>>,
    observed: Option<&str>,
) -> AttributeVerdict {
    if intended == observed {
        return AttributeVerdict::Settled;
    }
    let takes_away = intended.is_none();
    match (weighing.mode, applied) {
        (Mode::Additive, _) if takes_away => AttributeVerdict::Leave,
        (Mode::Enforce, None) => AttributeVerdict::Write(Because::Adopted),
        // What an adopted object holds beside our values was never ours to take.
        (_, None) if takes_away => AttributeVerdict::Leave,
        (_, None) => AttributeVerdict::Write(Because::Adopted),
        (_, Some(applied)) if applied != intended => AttributeVerdict::Write(Because::RosterChanged),
        (_, Some(_)) if weighing.is_reset => AttributeVerdict::Write(Because::Reset),
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
                    decide_attribute(mode.into(), Some("new"), applied, Some("new")),
                    AttributeVerdict::Settled
                );
            }
        }
    }

    #[test]
    fn what_the_roster_changed_is_written() {
        let verdict = decide_attribute(Mode::Previous.into(), Some("new"), Some(Some("old")), Some("old"));
        assert_eq!(verdict, AttributeVerdict::Write(Because::RosterChanged));
        let verdict = decide_attribute(Mode::Previous.into(), None, Some(Some("old")), Some("old"));
        assert_eq!(verdict, AttributeVerdict::Write(Because::RosterChanged));
    }

    #[test]
    fn what_people_changed_stays_unless_the_roster_is_enforced() {
        let verdict =
            |mode: Mode| decide_attribute(mode.into(), Some("ours"), Some(Some("ours")), Some("theirs"));
        assert_eq!(verdict(Mode::Previous), AttributeVerdict::Drift);
        assert_eq!(verdict(Mode::Additive), AttributeVerdict::Drift);
        assert_eq!(verdict(Mode::Enforce), AttributeVerdict::Write(Because::DirectoryChanged));
    }

    #[test]
    fn adoption_writes_values_and_takes_none_away() {
        let verdict = |intended| decide_attribute(Mode::Previous.into(), intended, None, Some("theirs"));
        assert_eq!(verdict(Some("ours")), AttributeVerdict::Write(Because::Adopted));
        assert_eq!(verdict(None), AttributeVerdict::Leave);
    }

    #[test]
    fn additive_takes_no_value_away() {
        let verdict = decide_attribute(Mode::Additive.into(), None, Some(Some("old")), Some("old"));
        assert_eq!(verdict, AttributeVerdict::Leave);
    }

    #[test]
    fn a_reset_undoes_what_people_changed_and_takes_nothing_that_was_never_ours() {
        let verdict = |mode, intended, applied| {
            decide_attribute(Weighing { mode, is_reset: true }, intended, applied, Some("theirs"))
        };
        for mode in [Mode::Previous, Mode::Enforce, Mode::Additive] {
            assert_eq!(
                verdict(mode, Some("ours"), Some(Some("ours"))),
                AttributeVerdict::Write(Because::Reset)
            );
        }
        assert_eq!(
            verdict(Mode::Previous, None, Some(Some("ours"))),
            AttributeVerdict::Write(Because::RosterChanged)
        );
        assert_eq!(verdict(Mode::Previous, None, None), AttributeVerdict::Leave);
        assert_eq!(verdict(Mode::Additive, None, Some(None)), AttributeVerdict::Leave);
    }
}
