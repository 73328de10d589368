//! Why an operation is planned, and why a relation that a row speaks of is not intended.

use std::sync::Arc;

use model::codes::{Role, SectionRole};
use model::{Cause, OrgId};
use serde::{Deserialize, Serialize};

use crate::Presence;

/// Why an operation is planned: a machine word and its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", rename_all = "camelCase")]
pub enum Reason {
    /// Nothing in the directory stands for it yet.
    Missing,
    /// It was found by its anchor or its link, and is brought in line for the first time.
    Adopted,
    /// The roster, or an option, changed since it was last applied.
    RosterChanged,
    /// Somebody changed it in the directory, and the mode is to enforce the roster.
    DirectoryChanged,
    /// Somebody changed it in the directory, and its flow begins anew.
    Reset,
    /// The person is enrolled.
    Enrolled {
        /// As what.
        role: SectionRole,
    },
    /// The person has a role in an organization.
    HoldsRole {
        /// Which role.
        role: Role,
        /// Where.
        org: OrgId,
    },
    /// The section belongs to an organization.
    SectionOf {
        /// Which.
        org: OrgId,
    },
    /// The relation is there and should not be.
    Withheld {
        /// Why not.
        withheld: Withheld,
    },
}

impl Reason {
    /// The machine word; for a removal, that of what is behind it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Adopted => "adopted",
            Self::RosterChanged => "rosterChanged",
            Self::DirectoryChanged => "directoryChanged",
            Self::Reset => "reset",
            Self::Enrolled { .. } => "enrolled",
            Self::HoldsRole { .. } => "holdsRole",
            Self::SectionOf { .. } => "sectionOf",
            Self::Withheld { withheld } => withheld.word(),
        }
    }
}

/// Why something that a roster row speaks of is not intended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "camelCase")]
pub enum Withheld {
    /// An error dropped the person's record.
    PersonDropped {
        /// The error.
        root: Arc<Cause>,
    },
    /// An error dropped the role.
    RoleDropped {
        /// The error.
        root: Arc<Cause>,
    },
    /// An error dropped the enrollment.
    EnrollmentDropped {
        /// The error.
        root: Arc<Cause>,
    },
    /// An error dropped the section.
    SectionDropped {
        /// The error.
        root: Arc<Cause>,
    },
    /// The roster no longer has the section.
    SectionGone,
    /// None of the section's sessions contains today.
    SectionNotCurrent,
    /// No flow set with a class group flow covers the section's organization.
    SectionOutOfScope,
    /// The section belongs to another organization now.
    SectionMoved,
    /// The roster no longer has the enrollment.
    EnrollmentGone,
    /// The flow maps the enrollment's role neither to owner nor to member, or no longer to this one.
    RoleUnmapped {
        /// The role.
        role: SectionRole,
    },
    /// The roster no longer has the person.
    PersonGone,
    /// The roster no longer has the role.
    RoleGone,
    /// The role's dates, or those of its session, do not contain today.
    RoleNotCurrent,
    /// The role is in no role group: `other`, and the roles of contacts.
    RoleNotProvisioned,
    /// No role of the person's is in an organization that the flow set covers. He joins nothing; what he is a
    /// member of, he stays in: an edit of a filter must not look like thousands of leavers.
    OutOfScope,
    /// The person has no role.
    NoRole,
    /// No row speaks of it: somebody added it by hand.
    NotInRoster,
    /// No account matched, and the flow makes none.
    Unmatched,
    /// Several accounts matched, or one that is somebody else's.
    MatchUnclear,
    /// The roster lacks something that a new account needs.
    NotCreatable,
    /// Somebody deleted the account.
    AccountDeleted,
    /// The account may not sign in. It joins nothing; what it is a member of, it stays in.
    AccountDisabled,
}

impl Withheld {
    /// The machine word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::PersonDropped { .. } => "personDropped",
            Self::RoleDropped { .. } => "roleDropped",
            Self::EnrollmentDropped { .. } => "enrollmentDropped",
            Self::SectionDropped { .. } => "sectionDropped",
            Self::SectionGone => "sectionGone",
            Self::SectionNotCurrent => "sectionNotCurrent",
            Self::SectionOutOfScope => "sectionOutOfScope",
            Self::SectionMoved => "sectionMoved",
            Self::EnrollmentGone => "enrollmentGone",
            Self::RoleUnmapped { .. } => "roleUnmapped",
            Self::PersonGone => "personGone",
            Self::RoleGone => "roleGone",
            Self::RoleNotCurrent => "roleNotCurrent",
            Self::RoleNotProvisioned => "roleNotProvisioned",
            Self::OutOfScope => "outOfScope",
            Self::NoRole => "noRole",
            Self::NotInRoster => "notInRoster",
            Self::Unmatched => "unmatched",
            Self::MatchUnclear => "matchUnclear",
            Self::NotCreatable => "notCreatable",
            Self::AccountDeleted => "accountDeleted",
            Self::AccountDisabled => "accountDisabled",
        }
    }

    /// The error behind it, if it stems from a record that was dropped.
    #[must_use]
    pub fn root_cause(&self) -> Option<&Cause> {
        match self {
            Self::PersonDropped { root }
            | Self::RoleDropped { root }
            | Self::EnrollmentDropped { root }
            | Self::SectionDropped { root } => Some(root),
            _ => None,
        }
    }

    /// Whether a membership that is there stays there, although it would not be made.
    #[must_use]
    pub const fn keeps_what_is_there(&self) -> bool {
        matches!(self, Self::AccountDisabled | Self::OutOfScope)
    }

    /// Of two answers to one question, the one to give. A dropped record outweighs all else, since what
    /// follows from it is held; then what keeps a membership; otherwise the choice is fixed, so that the order
    /// of rows does not show.
    pub(crate) fn weightier(self, other: Self) -> Self {
        if other.weight() < self.weight() { other } else { self }
    }

    fn weight(&self) -> impl Ord + '_ {
        let root = self.root_cause().map(|root| (root.rule, &root.file, root.line, &root.record));
        let role = match self {
            Self::RoleUnmapped { role } => Some(*role),
            _ => None,
        };
        (root.is_none(), !self.keeps_what_is_there(), self.word(), root, role)
    }
}

/// What is to be said of a record that is not there.
impl Presence {
    /// Nothing if it is present; otherwise `gone`, or what `dropped` makes of the error.
    pub(crate) fn or_withheld(
        &self,
        gone: Withheld,
        dropped: impl FnOnce(Arc<Cause>) -> Withheld,
    ) -> Result<(), Withheld> {
        match self {
            Self::Present => Ok(()),
            Self::Absent => Err(gone),
            Self::Dropped(root) => Err(dropped(Arc::clone(root))),
        }
    }
}
