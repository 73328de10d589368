//! The three steps of taking in a roster.

use std::sync::Arc;

use formats::Roster;

use crate::{Checked, Intake, RosterError, Staged, TakenIn};

impl Intake<'_> {
    /// Reads every file of `roster`, row by row.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or the lake not written.
    pub async fn stage(&self, roster: &Arc<Roster>) -> Result<Staged, RosterError> {
        crate::stage::stage(self, roster).await
    }

    /// Holds the rows against each other. A roster with fatal findings is not looked into further.
    ///
    /// # Errors
    ///
    /// When a plan fails or the lake cannot be used.
    pub async fn check(&self, staged: Staged) -> Result<Checked, RosterError> {
        crate::check::check(self, staged).await
    }

    /// Writes new versions of the tenant's tables: the good rows, and of the records seen before,
    /// whatever became of them.
    ///
    /// # Errors
    ///
    /// [`RosterError::Unusable`] when the roster has fatal findings; else when a plan fails or the lake
    /// cannot be used.
    pub async fn merge(&self, checked: &Checked) -> Result<TakenIn, RosterError> {
        crate::merge::merge(self, checked).await
    }
}
