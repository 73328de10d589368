//! How the three inputs of a plan are weighed for what one flow keeps.

use crate::{Keeper, Mode, Settings};

/// The mode, and whether the flow begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weighing {
    /// The mode of the plan.
    pub(super) mode: Mode,
    /// Whether the flow begins anew: what was changed by hand is put back in every mode.
    pub(super) is_reset: bool,
}

impl Weighing {
    /// For what `keeper` keeps.
    pub(crate) fn of(settings: &Settings, keeper: &Keeper) -> Self {
        Self { mode: settings.mode, is_reset: settings.resets.contains(&keeper.flow) }
    }

    /// Whether an object that somebody deleted is made again.
    pub(super) fn makes_again(self) -> bool {
        self.is_reset || self.mode == Mode::Enforce
    }
}

#[cfg(test)]
impl From<Mode> for Weighing {
    fn from(mode: Mode) -> Self {
        Self { mode, is_reset: false }
    }
}
