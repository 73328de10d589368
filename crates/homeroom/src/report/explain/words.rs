//! The planner's machine words, as sentences.

use model::{Cause, RunId};
use provisioning::{MatchTarget, Reason, SourceIdentifier, Withheld};
use runs::explain::{Fate, MembershipState, RecordLine, RecordState};

/// Why something is done or intended.
pub(super) fn change(reason: &Reason) -> String {
    match reason {
        Reason::Missing => "nothing in the directory stood for it".to_owned(),
        Reason::Adopted => {
            "it was found in the directory and is brought in line for the first time".to_owned()
        }
        Reason::RosterChanged => "the roster, or an option, changed".to_owned(),
        Reason::DirectoryChanged => {
            "somebody changed it by hand, and the mode enforces the roster".to_owned()
        }
        Reason::Reset => "somebody changed it by hand, and its flow begins anew".to_owned(),
        Reason::Enrolled { role } => format!("enrolled as {}", role.as_str()),
        Reason::HoldsRole { role, org } => format!("{} at {org}", role.as_str()),
        Reason::SectionOf { org } => format!("a class of {org}"),
        Reason::Withheld { withheld } => because(withheld),
    }
}

/// Why something is not intended.
pub(super) fn because(withheld: &Withheld) -> String {
    match withheld {
        Withheld::PersonDropped { root } => format!("an error dropped the person's row: {}", cause(root)),
        Withheld::RoleDropped { root } => format!("an error dropped the role's row: {}", cause(root)),
        Withheld::EnrollmentDropped { root } => {
            format!("an error dropped the enrollment's row: {}", cause(root))
        }
        Withheld::SectionDropped { root } => format!("an error dropped the class's row: {}", cause(root)),
        Withheld::RoleUnmapped { role } => {
            format!("the flow gives no such place to the role {}", role.as_str())
        }
        other => plain(other).to_owned(),
    }
}

const fn plain(withheld: &Withheld) -> &'static str {
    match withheld {
        Withheld::PersonDropped { .. }
        | Withheld::RoleDropped { .. }
        | Withheld::EnrollmentDropped { .. }
        | Withheld::SectionDropped { .. } => "an error dropped a row",
        Withheld::RoleUnmapped { .. } => "the flow gives no such place to the role",
        Withheld::SectionGone => "the roster no longer has the class",
        Withheld::SectionNotCurrent => "none of the class's sessions contains the day",
        Withheld::SectionOutOfScope => "no flow set with a class group flow covers the class's organization",
        Withheld::SectionMoved => "the class belongs to another organization now",
        Withheld::EnrollmentGone => "the roster no longer has the enrollment",
        Withheld::PersonGone => "the roster no longer has the person",
        Withheld::RoleGone => "the roster no longer has the role",
        Withheld::RoleNotCurrent => "the dates of the role or of its session do not contain the day",
        Withheld::RoleNotProvisioned => "the role is in no role group",
        Withheld::OutOfScope => "no flow set that asks for it covers the organization",
        Withheld::NoRole => "the person has no role",
        Withheld::NotInRoster => "no row speaks of it: somebody added it by hand",
        Withheld::Unmatched => "no account matched, and the flow makes none",
        Withheld::MatchUnclear => "several accounts match, or one that is somebody else's",
        Withheld::NotCreatable => {
            "the roster lacks something that a new account needs; the finding says what"
        }
        Withheld::AccountDeleted => "somebody deleted the account",
        Withheld::AccountDisabled => "the account may not sign in; it joins nothing and stays where it is",
    }
}

fn cause(root: &Cause) -> String {
    match root.line {
        Some(line) => format!("{} at {}:{line}", root.rule.code(), root.file),
        None => format!("{} at {}", root.rule.code(), root.file),
    }
}

/// What became of an operation.
pub(super) fn became(fate: &Fate, run: &RunId) -> String {
    match fate {
        Fate::Held { guards } => {
            let release =
                guards.iter().map(|guard| format!("--guard {guard}")).collect::<Vec<_>>().join(", then ");
            format!("held; if it is right: homeroom release {run} {release}")
        }
        other => done(other),
    }
}

fn done(fate: &Fate) -> String {
    match fate {
        Fate::Succeeded => "done".to_owned(),
        Fate::Failed { code, message } => format!("refused, {code}: {message}"),
        Fate::Skipped { code, message } => format!("skipped, {code}: {message}"),
        Fate::Held { guards } => format!("held by {}", guards.join(" and ")),
        Fate::Pending => "not attempted yet".to_owned(),
    }
}

/// What is so of a membership.
pub(super) fn state(state: MembershipState, change: Option<&Fate>) -> String {
    let fate = change.map(done).unwrap_or_default();
    match state {
        MembershipState::There => "there".to_owned(),
        MembershipState::Adding => format!("to be added, {fate}"),
        MembershipState::Removing => format!("to be removed, {fate}"),
        MembershipState::RemovedByHand => "removed by hand, and left so".to_owned(),
        MembershipState::Missing => "should be there, but what it needs is not".to_owned(),
        MembershipState::AddedByHand => "added by hand, and left so".to_owned(),
        MembershipState::Kept => "stays, though no longer intended".to_owned(),
        MembershipState::Out => "not there".to_owned(),
    }
}

/// Whether a record is there, and since or until when.
pub(super) fn whether_there(record: &RecordLine) -> String {
    let day = |instant: Option<chrono::DateTime<chrono::Utc>>| {
        instant.map_or_else(|| "an unknown day".to_owned(), |instant| instant.date_naive().to_string())
    };
    match &record.state {
        RecordState::Present => format!("present since {}", day(record.first_seen)),
        RecordState::Absent => format!("absent, last seen {}", day(record.last_seen)),
        RecordState::Dropped { root } => {
            format!("dropped by {}, last good {}", cause(root), day(record.last_seen))
        }
    }
}

/// A column of the roster.
pub(super) const fn source(source: SourceIdentifier) -> &'static str {
    match source {
        SourceIdentifier::Username => "username",
        SourceIdentifier::Email => "email",
        SourceIdentifier::ActiveDirectoryMatchId => "activeDirectoryMatchId",
    }
}

/// An attribute of the directory.
pub(super) const fn target(target: MatchTarget) -> &'static str {
    match target {
        MatchTarget::UserPrincipalName => "userPrincipalName",
        MatchTarget::Mail => "mail",
    }
}
