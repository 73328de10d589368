//! What should the directory hold, as the roster and the flow sets have it?
//!
//! Intending looks at the roster, the options and who has an account; it does not ask what was applied or
//! what is there, with two exceptions that are facts about an account and not about its values: whether it
//! may sign in, and whether we made it.

pub(crate) mod account;
pub(crate) mod class_group;
mod contacts;
pub(crate) mod enrollments;
mod names;
mod new_account;
mod nickname;
pub(crate) mod organizations;
pub(crate) mod roles;
pub(crate) mod section;
mod sign_in_name;

use std::collections::BTreeMap;

use model::{AttributeDiff, Attributes, RoleGroup};

use crate::{Keeper, Membership, ObjectKey, Reason, SourceRow, Withheld};

pub(crate) use names::DISPLAY_NAME_LIMIT;
pub(crate) use nickname::is_safe as is_safe_nickname;
pub(crate) use sign_in_name::SIGN_IN_NAME_LIMIT;

/// An object as it should be.
pub(crate) struct IntendedObject {
    /// Which object.
    pub(crate) key: ObjectKey,
    /// Values to keep in line. `None` stands for a value that should be missing; an attribute that is not
    /// listed is none of our business.
    pub(crate) kept: AttributeDiff,
    /// Further values for an object that is yet to be made; afterwards they are the directory's own.
    pub(crate) at_creation: Attributes,
    /// Whether it may be made if it is missing.
    pub(crate) may_create: bool,
    /// Whose doing it is.
    pub(crate) keeper: Keeper,
    /// The row behind it.
    pub(crate) source: Option<SourceRow>,
    /// The role group whose default password a new account gets.
    pub(crate) password_of: Option<RoleGroup>,
}

/// The memberships that rows speak of.
#[derive(Default)]
pub(crate) struct SpokenMemberships {
    intended: BTreeMap<Membership, (Reason, Option<SourceRow>)>,
    withheld: BTreeMap<Membership, (Withheld, Option<SourceRow>)>,
}

impl SpokenMemberships {
    /// A row asks for a membership. Of several such rows the first in a fixed order is named.
    pub(crate) fn intend(&mut self, membership: Membership, reason: Reason, source: Option<&SourceRow>) {
        self.intended.entry(membership).or_insert_with(|| (reason, source.cloned()));
    }

    /// A row speaks of a membership that it does not justify; another row may.
    pub(crate) fn withhold(
        &mut self,
        membership: Membership,
        withheld: Withheld,
        source: Option<&SourceRow>,
    ) {
        let entry = match self.withheld.remove(&membership) {
            Some((known, row)) if known.clone().weightier(withheld.clone()) == known => (known, row),
            _ => (withheld, source.cloned()),
        };
        self.withheld.insert(membership, entry);
    }

    /// Drops every doubt about memberships that another row justifies.
    pub(crate) fn settle_doubts(&mut self) {
        let intended = &self.intended;
        self.withheld.retain(|membership, _| !intended.contains_key(membership));
    }

    /// The memberships to have, each with its reason and row.
    pub(crate) const fn intended(&self) -> &BTreeMap<Membership, (Reason, Option<SourceRow>)> {
        &self.intended
    }

    /// The memberships that rows speak of and that are not to be, each with why not.
    pub(crate) const fn withheld(&self) -> &BTreeMap<Membership, (Withheld, Option<SourceRow>)> {
        &self.withheld
    }
}
