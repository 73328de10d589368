//! The view of the newest run: its tables, what it planned with, and the inputs of its planner, for a few ids.

use std::collections::HashMap;

use chrono::NaiveDate;
use formats::Table;
use model::{FlowSetId, ObjectId, ObjectKind, PersonId, Rule, Severity};
use provisioning::{
    Containers, Link, LinkedBy, MatchOutcome, ObjectKey, PersonBucket, PersonPlan, Planner, Reference,
    SectionBucket, Settings, Standings,
};
use store::RunRecord;

use super::ExplainRequest;
use super::explanation::{FlowName, SeenBy};
use crate::load::Which;
use crate::observe::ObservedContainer;
use crate::planning::organization_keys;
use crate::query::{Query, any_of, quoted};
use crate::resume::versions_of;
use crate::runner::Runner;
use crate::tables::columns::{Columns, word};
use crate::{RunError, load, tables};

/// How many runs are looked back on for operations.
const RUNS: u32 = 10;

/// What the newest run that published looked at.
pub(super) struct Look<'a> {
    pub(super) runner: &'a Runner,
    pub(super) request: &'a ExplainRequest,
    pub(super) seen_by: SeenBy,
    /// The last runs that published, the newest first.
    pub(super) runs: Vec<RunRecord>,
    pub(super) settings: Settings,
    pub(super) reference: Reference,
    /// The roster's tables.
    pub(super) roster: Query<'a>,
    /// The copy of the directory, and what was last applied before the run.
    pub(super) directory: Query<'a>,
    /// What the run found wrong.
    pub(super) findings: Query<'a>,
    /// The groups and units of ours.
    keys: HashMap<ObjectId, ObjectKey>,
    pub(super) containers: Containers,
}

impl<'a> Look<'a> {
    pub(super) async fn of_newest_run(
        runner: &'a Runner,
        request: &'a ExplainRequest,
    ) -> Result<Self, RunError> {
        let runs = runner.store.published_runs(RUNS).await?;
        let newest = runs.first().ok_or(RunError::NothingVisible)?;
        let versions = versions_of(newest)?;
        let before = runs.get(1).map(versions_of).transpose()?.unwrap_or_default();
        let seen_by = SeenBy { run: newest.id.clone(), today: newest.today, started_at: newest.started_at };
        let (engine, lake) = (runner.engine.as_ref(), &runner.lake);

        let stored: Vec<_> = Table::ALL.into_iter().map(roster::tables::stored).collect();
        let roster = Query::new(engine).with(lake, &versions, &stored).await?;
        let applied = [tables::applied_objects(), tables::applied_memberships()];
        let copied = [
            tables::observed_users(),
            tables::observed_groups(),
            tables::observed_memberships(),
            tables::links(),
            tables::class_groups(),
        ];
        let directory = Query::new(engine).with(lake, &versions, &copied).await?;
        let directory = directory.with(lake, &before, &applied).await?;
        let noted = [roster::tables::findings(), tables::settings::table()];
        let findings = Query::new(engine).with(lake, &versions, &noted).await?;

        let settings =
            tables::settings::read(&findings).await?.ok_or(RunError::stored("a run's settings"))?;
        let reference = load::reference(&roster).await?;
        let observed = observed_containers(&directory).await?;
        let keys = organization_keys(&observed);
        let bucket = load::organizations::bucket(&directory, &observed, &keys).await?;
        let containers = Planner::new(&settings, &reference).organizations(&bucket).containers;
        Ok(Self {
            runner,
            request,
            seen_by,
            runs,
            settings,
            reference,
            roster,
            directory,
            findings,
            keys,
            containers,
        })
    }

    pub(super) const fn planner(&self) -> Planner<'_> {
        Planner::new(&self.settings, &self.reference)
    }

    pub(super) const fn today(&self) -> NaiveDate {
        self.settings.today
    }

    /// The id that is asked about.
    pub(super) fn id(&self) -> &str {
        &self.request.id
    }

    /// The name of a flow set.
    pub(super) fn set_name(&self, id: &FlowSetId) -> String {
        let set = self.settings.flow_sets.iter().find(|set| set.id == *id);
        set.map_or_else(|| id.to_string(), |set| set.display_name.clone())
    }

    /// The flow of a keeper.
    pub(super) fn flow_name(&self, keeper: &provisioning::Keeper) -> FlowName {
        FlowName { flow_set: self.set_name(&keeper.flow_set), flow: keeper.flow.to_string() }
    }

    /// All that the planner was given about some people.
    pub(super) async fn people(&self, ids: &[&str]) -> Result<PersonBucket, RunError> {
        let which = Which::Ids(ids);
        let mut people = load::people::roster_rows(&self.roster, &which).await?;
        let mut outcomes = self.outcomes(ids, &people).await?;
        load::people::add_directory(&self.directory, &which, &mut outcomes, &self.keys, &mut people).await?;
        Ok(people)
    }

    /// All that the planner was given about some sections.
    pub(super) async fn sections(&self, ids: &[&str]) -> Result<SectionBucket, RunError> {
        let which = Which::Ids(ids);
        let mut sections = load::sections::roster_rows(&self.roster, &which).await?;
        load::sections::add_directory(&self.directory, &which, &self.keys, &mut sections).await?;
        Ok(sections)
    }

    /// What the planner says about some people.
    pub(super) fn plan_people(&self, people: &PersonBucket) -> PersonPlan {
        self.planner().people(people, &self.containers)
    }

    /// How everybody in some sections takes part in groups.
    pub(super) async fn standings(&self, sections: &SectionBucket) -> Result<Standings, RunError> {
        let records = sections.sections.values();
        let enrolled = records.clone().flat_map(|record| &record.enrollments).map(|row| row.person.clone());
        let of_groups = records.flat_map(|record| record.memberships.applied.iter());
        let members = of_groups.filter_map(|membership| membership.member.anchor.person());
        let ids: std::collections::BTreeSet<PersonId> = enrolled.chain(members).collect();
        let ids: Vec<&str> = ids.iter().map(PersonId::as_str).collect();
        Ok(self.plan_people(&self.people(&ids).await?).standings.into_iter().collect())
    }

    /// What came of looking for the accounts of some people: a link, a finding, or nothing.
    async fn outcomes(
        &self,
        ids: &[&str],
        people: &PersonBucket,
    ) -> Result<HashMap<PersonId, MatchOutcome>, RunError> {
        let planner = self.planner();
        let mut outcomes = HashMap::new();
        for (id, record) in &people.people {
            let seeker = record.person.as_ref().map(|person| planner.seeker(person, &record.roles));
            if seeker.is_some_and(|seeker| seeker.is_eligible) {
                outcomes.insert(id.clone(), MatchOutcome::NotFound { alias_is_shared: false });
            }
        }
        for person in self.unclear(ids).await? {
            outcomes.insert(person, MatchOutcome::Unclear);
        }
        outcomes.extend(self.links(ids).await?);
        Ok(outcomes)
    }

    /// Those whose account is not clear.
    async fn unclear(&self, ids: &[&str]) -> Result<Vec<PersonId>, RunError> {
        let rules = [Rule::MatchMulti, Rule::MatchConflict].map(Rule::code);
        let sql = format!(
            "SELECT record FROM findings WHERE severity = {} AND {} AND {}",
            quoted(Severity::Error.as_str()),
            any_of("code", rules),
            any_of("record", ids.iter().copied())
        );
        let mut people = Vec::new();
        self.findings
            .each(&sql, |batch| {
                let columns = Columns::of(batch);
                let record = columns.text("record")?;
                people.extend(columns.rows().map(|row| PersonId::from(record.required(row))));
                Ok(())
            })
            .await?;
        Ok(people)
    }

    async fn links(&self, ids: &[&str]) -> Result<Vec<(PersonId, MatchOutcome)>, RunError> {
        let sql = format!("SELECT * FROM links WHERE {}", any_of("person_id", ids.iter().copied()));
        let mut links = Vec::new();
        self.directory
            .each(&sql, |batch| {
                let columns = Columns::of(batch);
                let (account, person) = (columns.text("object_id")?, columns.text("person_id")?);
                let found_by = columns.text("found_by")?;
                for row in columns.rows() {
                    let by = match found_by.required(row) {
                        "anchor" => LinkedBy::Anchor,
                        "rule" => LinkedBy::Rule,
                        // Only the memory of an account that carries no anchor any more.
                        _ => continue,
                    };
                    let link = Link { account: account.required(row).into(), by };
                    links.push((person.required(row).into(), MatchOutcome::Linked(link)));
                }
                Ok(())
            })
            .await?;
        Ok(links)
    }
}

/// The security groups and units of the directory.
async fn observed_containers(
    directory: &Query<'_>,
) -> Result<HashMap<ObjectId, ObservedContainer>, RunError> {
    let class_group = quoted(ObjectKind::ClassGroup.as_str());
    let sql = format!("SELECT * FROM observed_groups WHERE kind <> {class_group}");
    let mut containers = HashMap::new();
    directory
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (id, kind) = (columns.text("id")?, columns.text("kind")?);
            let (anchor, attributes) = (columns.text("anchor")?, columns.text("attributes")?);
            for row in columns.rows() {
                let container = ObservedContainer {
                    kind: word(ObjectKind::parse, &kind, row)?,
                    anchor: anchor.get(row).map(Into::into),
                    attributes: tables::objects::values(attributes.required(row))?,
                };
                containers.insert(id.required(row).into(), container);
            }
            Ok(())
        })
        .await?;
    Ok(containers)
}
