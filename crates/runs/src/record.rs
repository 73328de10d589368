//! Record: what the kernel plans, shard by shard, becomes the stored plan, its hash, its lint and the evidence
//! for the guards. Nothing of a shard stays in memory but counts and digests.

mod csv_file;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lake::{PartWriter, TableVersions, TableWrite, TenantLake};
use model::{Finding, OrgId, PersonId, RunId};
use provisioning::{
    BucketPlan, LintNote, LintSeverity, Linter, Membership, Operation, OperationKind, PlanHash, Statistics,
};

use self::csv_file::PlanFile;
use crate::RunError;
use crate::guard::{Evidence, Removal};
use crate::summary::PlanSummary;
use crate::tables::plan::Planned;
use crate::tables::{self, Shard};

/// Takes a plan as it is made.
pub(crate) struct Recorder {
    tables: Writes,
    file: PlanFile,
    sequence: u64,
    hash: PlanHash,
    linter: Linter,
    summary: PlanSummary,
    recorded: Recorded,
}

/// A plan that is whole.
#[derive(Default)]
pub(crate) struct Recorded {
    /// Its counts and hash.
    pub(crate) summary: PlanSummary,
    /// What guards are judged by, as far as the plan and the applied state tell.
    pub(crate) evidence: Evidence,
    /// Counts of people and objects.
    pub(crate) statistics: Statistics,
    /// What is wrong with single records.
    pub(crate) findings: Vec<Finding>,
    /// What lint has to say that does not stop the run.
    pub(crate) notes: Vec<LintNote>,
}

/// For which school an operation counts that belongs to the whole tenant: that of its person.
pub(crate) type Homes = BTreeMap<PersonId, OrgId>;

/// The school that something about `person` counts for.
fn school_of<'a>(school: Option<&'a OrgId>, person: Option<PersonId>, homes: &'a Homes) -> Option<&'a OrgId> {
    school.or_else(|| homes.get(&person?))
}

impl Recorder {
    /// A recorder of one run's plan; the file for people goes to `path`.
    pub(crate) async fn begin(lake: &TenantLake, run: &RunId, path: &Path) -> Result<Self, RunError> {
        Ok(Self {
            tables: Writes::begin(lake, run).await?,
            file: PlanFile::create(path)?,
            sequence: 0,
            hash: PlanHash::default(),
            linter: Linter::new(),
            summary: PlanSummary::default(),
            recorded: Recorded::default(),
        })
    }

    /// The linter, to be told of the names that are taken.
    pub(crate) fn linter(&mut self) -> &mut Linter {
        &mut self.linter
    }

    /// Counts a membership that was last applied: something that could be removed.
    pub(crate) fn count_standing(&mut self, membership: &Membership, school: Option<&OrgId>, homes: &Homes) {
        let (kind, _) = OperationKind::removing(membership.container.kind, membership.relation);
        let school = school_of(school, membership.member.anchor.person(), homes);
        self.recorded.evidence.standing.count(kind, school);
    }

    /// Takes the plan of a shard.
    pub(crate) fn take(&mut self, shard: Shard, plan: BucketPlan, homes: &Homes) -> Result<(), RunError> {
        self.linter.check(&plan);
        let operations: Vec<Planned> =
            plan.operations.into_iter().map(|operation| self.number(operation, homes)).collect();
        for planned in &operations {
            self.count(planned);
            self.file.write(planned)?;
        }
        self.tables.plan.write(&tables::plan::encode(shard, &operations)?)?;
        self.tables.settle(shard, &plan.settled)?;
        for drift in &plan.drift {
            *self.summary.drift.entry(drift.word().to_owned()).or_default() += 1;
        }
        self.recorded.statistics.absorb(&plan.statistics);
        self.recorded.findings.extend(plan.findings);
        Ok(())
    }

    fn number(&mut self, operation: Operation, homes: &Homes) -> Planned {
        let person = operation.membership.as_ref().map_or(&operation.object, |end| &end.member);
        let person = person.key.anchor.person();
        let school = school_of(operation.why.keeper.school.as_ref(), person, homes).cloned();
        let sequence = self.sequence;
        self.sequence += 1;
        Planned { sequence, school, operation }
    }

    fn count(&mut self, planned: &Planned) {
        let kind = planned.operation.kind.as_str();
        let school = planned.school.as_ref().map(ToString::to_string).unwrap_or_default();
        self.hash.add(&planned.operation);
        self.summary.operations += 1;
        *self.summary.by_kind.entry(kind.to_owned()).or_default() += 1;
        *self.summary.by_school.entry(school).or_default().entry(kind.to_owned()).or_default() += 1;
        if let Some(removal) = Removal::of(&planned.operation, planned.school.as_ref()) {
            self.recorded.evidence.add(&removal);
        }
    }

    /// Ends the plan, and names the versions of its tables in `versions`.
    ///
    /// # Errors
    /// When lint finds an error: such a plan must not be written.
    pub(crate) async fn finish(mut self, versions: &mut TableVersions) -> Result<Recorded, RunError> {
        self.file.finish()?;
        self.tables.finish(versions).await?;
        let notes = self.linter.finish();
        if let Some(note) = notes.iter().find(|note| note.severity == LintSeverity::Error) {
            return Err(RunError::Lint { code: note.code.code(), message: note.to_string() });
        }
        self.summary.hash = self.hash.finish();
        Ok(Recorded { summary: self.summary, notes, ..self.recorded })
    }
}

/// The tables of a plan, being written.
struct Writes {
    begun: Vec<(&'static str, TableWrite)>,
    plan: PartWriter,
    settled_objects: PartWriter,
    settled_memberships: PartWriter,
}

impl Writes {
    async fn begin(lake: &TenantLake, run: &RunId) -> Result<Self, RunError> {
        let mut plan = lake.begin(&tables::plan::table(), run).await?;
        let mut objects = lake.begin(&tables::settled_objects(), run).await?;
        let mut memberships = lake.begin(&tables::settled_memberships(), run).await?;
        Ok(Self {
            plan: plan.part_writer(),
            settled_objects: objects.part_writer(),
            settled_memberships: memberships.part_writer(),
            begun: vec![("plan", plan), ("settled_objects", objects), ("settled_memberships", memberships)],
        })
    }

    fn settle(&mut self, shard: Shard, settled: &provisioning::Settled) -> Result<(), RunError> {
        self.settled_objects.write(&tables::objects::encode_settled(shard, &settled.objects)?)?;
        let forgotten = tables::objects::encode_forgotten(shard, &settled.forgotten_objects)?;
        self.settled_objects.write(&forgotten)?;
        for (what, memberships) in [("settled", &settled.memberships), ("forgotten", &settled.forgotten)] {
            let rows = tables::memberships::encode_settled(shard, memberships, what)?;
            self.settled_memberships.write(&rows)?;
        }
        Ok(())
    }

    async fn finish(self, versions: &mut TableVersions) -> Result<(), RunError> {
        self.plan.finish()?;
        self.settled_objects.finish()?;
        self.settled_memberships.finish()?;
        for (name, write) in self.begun {
            versions.set(name, write.overwrite().await?);
        }
        Ok(())
    }
}

/// Where the files of a run for people lie.
pub(crate) fn folder(files: &Path, run: &RunId) -> PathBuf {
    files.join(run.as_str())
}
