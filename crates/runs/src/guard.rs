//! Guards: what keeps a wrong roster from taking things away.
//!
//! A guard looks at what a plan removes, compared with what there is to remove, and holds removals; creations
//! and additions go on. It is judged once, when the plan is made, and its [`Verdict`] is stored with the run:
//! the same verdict tells apply what to leave and release what to let go.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use model::OrgId;
use provisioning::{Operation, OperationKind};
use serde::{Deserialize, Serialize};

use crate::summary::Held;

/// When removals are held.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GuardSettings {
    /// Percent of what there is; more is too many.
    pub percent: f64,
    /// Fewer than this are never too many.
    pub minimum: u64,
    /// More than this are always too many.
    pub maximum: u64,
    /// Percent of the roster's rows that may be dropped with an error.
    pub error_percent: f64,
    /// More errors than this are always too many.
    pub error_maximum: u64,
}

impl Default for GuardSettings {
    fn default() -> Self {
        Self { percent: 10.0, minimum: 20, maximum: 5_000, error_percent: 10.0, error_maximum: 15_000 }
    }
}

/// A guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Guard {
    /// Too many removals of a kind.
    #[serde(rename = "GUARD-DROP")]
    Drop,
    /// A removal that follows from a record dropped with an error.
    #[serde(rename = "GUARD-DROPPED")]
    Dropped,
    /// Too many errors in the roster for any removal to be believed.
    #[serde(rename = "GUARD-ERRORS")]
    Errors,
}

impl Guard {
    /// Every guard.
    pub const ALL: [Self; 3] = [Self::Drop, Self::Dropped, Self::Errors];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Drop => "GUARD-DROP",
            Self::Dropped => "GUARD-DROPPED",
            Self::Errors => "GUARD-ERRORS",
        }
    }

    /// The guard with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|guard| guard.code() == code)
    }
}

impl fmt::Display for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a guard asks of one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Removal {
    /// What is removed.
    pub(crate) kind: OperationKind,
    /// From which school.
    pub(crate) school: Option<OrgId>,
    /// Whether it follows from a record that an error dropped.
    pub(crate) from_dropped: bool,
}

impl Removal {
    /// The removal that `operation` is, in the school that it counts for; `None` when it takes nothing away.
    pub(crate) fn of(operation: &Operation, school: Option<&OrgId>) -> Option<Self> {
        is_removal(operation.kind).then(|| Self {
            kind: operation.kind,
            school: school.cloned(),
            from_dropped: operation.root_cause().is_some(),
        })
    }
}

/// Whether operations of this kind take something away.
pub(crate) const fn is_removal(kind: OperationKind) -> bool {
    kind.removes_membership()
        || matches!(
            kind,
            OperationKind::DisableUser
                | OperationKind::DeleteUser
                | OperationKind::RemoveLicense
                | OperationKind::ArchiveGroup
        )
}

/// Counts by kind and school.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Census(BTreeMap<OperationKind, BTreeMap<Option<OrgId>, u64>>);

impl Census {
    /// Counts one more.
    pub(crate) fn count(&mut self, kind: OperationKind, school: Option<&OrgId>) {
        *self.0.entry(kind).or_default().entry(school.cloned()).or_default() += 1;
    }

    fn of_school(&self, kind: OperationKind, school: Option<&OrgId>) -> u64 {
        let schools = self.0.get(&kind);
        schools.and_then(|schools| schools.get(&school.cloned())).copied().unwrap_or_default()
    }

    fn whole(&self, kind: OperationKind) -> u64 {
        self.0.get(&kind).map(|schools| schools.values().sum()).unwrap_or_default()
    }
}

/// What guards are judged by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// What there is that could be removed.
    pub(crate) standing: Census,
    /// What the plan removes.
    pub(crate) removals: Census,
    /// Of that, what follows from dropped records.
    pub(crate) from_dropped: u64,
    /// Rows of the roster.
    pub(crate) rows: u64,
    /// Rows dropped with an error.
    pub(crate) errors: u64,
}

impl Evidence {
    /// Adds an operation of the plan.
    pub(crate) fn add(&mut self, removal: &Removal) {
        self.removals.count(removal.kind, removal.school.as_ref());
        self.from_dropped += u64::from(removal.from_dropped);
    }
}

/// What the guards hold of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Verdict {
    /// Kinds of which every removal is held, and why.
    whole: BTreeMap<OperationKind, String>,
    /// Kinds and schools of which every removal is held, and why.
    schools: BTreeMap<OperationKind, BTreeMap<String, String>>,
    /// Why every removal is held, if it is.
    errors: Option<String>,
}

impl Verdict {
    /// Judges a plan.
    pub(crate) fn of(evidence: &Evidence, settings: &GuardSettings) -> Self {
        let mut verdict = Self { errors: too_many_errors(evidence, settings), ..Self::default() };
        for (&kind, schools) in &evidence.removals.0 {
            let (removed, standing) = (evidence.removals.whole(kind), evidence.standing.whole(kind));
            if let Some(why) = settings.too_many(removed, standing) {
                verdict.whole.insert(kind, format!("{kind}: {why} of the tenant"));
            }
            for (school, &removed) in
                schools.iter().filter_map(|(school, removed)| Some((school.as_ref()?, removed)))
            {
                let standing = evidence.standing.of_school(kind, Some(school));
                if let Some(why) = settings.too_many(removed, standing) {
                    let why = format!("{kind}: {why} of school {school}");
                    verdict.schools.entry(kind).or_default().insert(school.to_string(), why);
                }
            }
        }
        verdict
    }

    /// How many removals of the plan each guard holds.
    pub(crate) fn holds(&self, evidence: &Evidence) -> BTreeMap<Guard, u64> {
        let scopes = evidence.removals.0.iter().flat_map(|(&kind, schools)| {
            schools.iter().map(move |(school, &count)| (kind, school.as_ref(), count))
        });
        let (mut all, mut by_threshold) = (0, 0);
        for (kind, school, count) in scopes {
            all += count;
            by_threshold += if self.is_over_threshold(kind, school) { count } else { 0 };
        }
        let by_errors = if self.errors.is_some() { all } else { 0 };
        BTreeMap::from([
            (Guard::Drop, by_threshold),
            (Guard::Dropped, evidence.from_dropped),
            (Guard::Errors, by_errors),
        ])
    }

    fn is_over_threshold(&self, kind: OperationKind, school: Option<&OrgId>) -> bool {
        let of_school = self.schools.get(&kind).zip(school.map(OrgId::as_str));
        self.whole.contains_key(&kind) || of_school.is_some_and(|(held, school)| held.contains_key(school))
    }

    /// The guards that hold this removal; none, and it may go ahead.
    pub(crate) fn on(&self, removal: &Removal) -> BTreeSet<Guard> {
        let by_threshold = self.is_over_threshold(removal.kind, removal.school.as_ref());
        [
            (Guard::Drop, by_threshold),
            (Guard::Dropped, removal.from_dropped),
            (Guard::Errors, self.errors.is_some()),
        ]
        .into_iter()
        .filter_map(|(guard, holds)| holds.then_some(guard))
        .collect()
    }

    /// Why `guard` holds what it holds.
    pub(crate) fn reason(&self, guard: Guard) -> String {
        match guard {
            Guard::Drop => {
                let schools = self.schools.values().flat_map(BTreeMap::values);
                self.whole.values().chain(schools).cloned().collect::<Vec<_>>().join("; ")
            }
            Guard::Dropped => {
                "the rows behind these removals were dropped with an error; nobody asked to remove them"
                    .to_owned()
            }
            Guard::Errors => self.errors.clone().unwrap_or_default(),
        }
    }

    /// The summary's lines for counts of held operations.
    pub(crate) fn held(&self, counts: &BTreeMap<Guard, u64>) -> Vec<Held> {
        let line = |(&guard, &operations): (&Guard, &u64)| Held {
            guard: guard.code().to_owned(),
            operations,
            reason: self.reason(guard),
        };
        counts.iter().filter(|(_, operations)| **operations > 0).map(line).collect()
    }
}

impl GuardSettings {
    /// Why `removed` of `standing` are too many, if they are.
    fn too_many(&self, removed: u64, standing: u64) -> Option<String> {
        if removed > self.maximum {
            return Some(format!("{removed} removals, more than {}", self.maximum));
        }
        let share = percent(removed, standing);
        (removed >= self.minimum && share > self.percent)
            .then(|| format!("{removed} removals, {share:.0} % of {standing}"))
    }
}

fn too_many_errors(evidence: &Evidence, settings: &GuardSettings) -> Option<String> {
    let share = percent(evidence.errors, evidence.rows);
    let too_many = evidence.errors > settings.error_maximum
        || (evidence.errors >= settings.minimum && share > settings.error_percent);
    too_many.then(|| format!("{} of {} rows have errors", evidence.errors, evidence.rows))
}

/// `part` of `whole` in percent; of nothing, all.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more digits than a float has")]
fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 { 100.0 } else { part as f64 * 100.0 / whole as f64 }
}

#[cfg(test)]
mod tests;
