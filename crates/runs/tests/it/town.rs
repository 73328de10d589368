//! A data directory with everything in it, and a few ways to look at what a run left there.

mod flows;
mod place;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta, TimeZone, Utc};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use directory::{Change, Directory, Membership};
use directory_embedded::EmbeddedDirectory;
use keys::SecretKeys;
use lake::{EmbeddedEngine, EngineSettings, Lake, LakeTable, TableVersions};
use model::flow::FlowSet;
use model::{
    Anchor, Attribute, AttributeDiff, Attributes, Clock, FixedClock, IdSource, ObjectId, ObjectKind,
    Relation, RunId, SeededIds, TenantId, Undisturbed,
};
use provisioning::Mode;
use runs::summary::RunSummary;
use runs::{
    Busy, Confirm, Guard, Holder, ReleaseRequest, RowsPerBucket, RunError, RunRequest, RunSettings, Runner,
    Silent, Stop, Unasked,
};
use store::Store;

use crate::district::District;
use crate::listener::Listener;
use place::Place;

/// A day in the first term.
pub(crate) fn autumn() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 1).expect("a day")
}

/// A tenant with an empty directory.
pub(crate) struct Town {
    place: Arc<Place>,
    clock: Arc<FixedClock>,
    pub(crate) directory: EmbeddedDirectory,
    pub(crate) listener: Arc<Listener>,
    pub(crate) runner: Runner,
}

impl Town {
    /// With the default flow set.
    pub(crate) async fn new() -> Self {
        Self::with_flows(|_| ()).await
    }

    /// With the default flow set, changed.
    pub(crate) async fn with_flows(change: impl FnOnce(&mut FlowSet)) -> Self {
        Self::founded(Place::in_files(), change).await
    }

    /// The same as a new one, its databases on a server.
    pub(crate) async fn on_server() -> Self {
        Self::founded(Place::on_server(), |_| ()).await
    }

    async fn founded(place: Place, change: impl FnOnce(&mut FlowSet)) -> Self {
        let ids = SeededIds::new(7);
        let mut flows = FlowSet::default_set(&ids, true);
        change(&mut flows);
        Self::at(Arc::new(place), Arc::new(ids), flows).await
    }

    /// Over a data directory that may hold something already.
    async fn at(place: Arc<Place>, ids: Arc<dyn IdSource>, flows: FlowSet) -> Self {
        let start = Utc.with_ymd_and_hms(2026, 10, 1, 6, 0, 0).single().expect("an instant");
        let clock = Arc::new(FixedClock::at(start));
        let time: Arc<dyn Clock> = clock.clone();
        let path = |name: &str| place.path().join(name);
        let directory = place.database("directory.db").await;
        let directory =
            EmbeddedDirectory::open(directory, ids.clone(), time.clone()).await.expect("a directory");
        let tenant = TenantId::from("default");
        let store = Store::open(place.database("homeroom.db").await).await.expect("a store");
        let listener = Arc::new(Listener::new(directory.clone()));
        let keys = SecretKeys::open(&path("keys"), None, clock.now()).expect("keys");
        let runner = Runner {
            store: store.tenant(tenant.clone(), clock.now()).await.expect("a tenant"),
            lake: Lake::open(&path("lake")).expect("a lake").tenant(&tenant),
            engine: Arc::new(EmbeddedEngine::new(&EngineSettings::new(path("spill"))).expect("an engine")),
            directory: listener.clone(),
            keys: Arc::new(keys),
            clock: time,
            ids,
            files: path("runs"),
            steps: Arc::new(Undisturbed),
            stop: Stop::default(),
            holder: Holder::this_process(),
            settings: RunSettings { seed: vec![flows], ..RunSettings::default() },
        };
        Self { place, clock, directory, listener, runner }
    }

    /// A copy of everything, as another process would find it some minutes later; its fresh ids begin at `seed`.
    pub(crate) async fn copy(&self, seed: u64) -> Self {
        let place = Place::in_files();
        copy(self.place.path(), place.path());
        self.later(Arc::new(place), seed).await
    }

    /// Another process over the same data directory, some minutes later; its fresh ids begin at `seed`.
    pub(crate) async fn beside(&self, seed: u64) -> Self {
        self.later(Arc::clone(&self.place), seed).await
    }

    async fn later(&self, place: Arc<Place>, seed: u64) -> Self {
        let flows = self.runner.settings.seed.first().expect("a flow set").clone();
        let town = Self::at(place, Arc::new(SeededIds::new(seed)), flows).await;
        town.clock.set(self.clock.now() + TimeDelta::minutes(5));
        town
    }

    /// The folder of its tables.
    pub(crate) fn tables(&self) -> PathBuf {
        self.place.path().join("lake")
    }

    /// The clock of the town.
    pub(crate) fn clock(&self) -> Arc<FixedClock> {
        Arc::clone(&self.clock)
    }

    /// Turns the clock forward, or back.
    pub(crate) fn turn_clock(&self, by: TimeDelta) {
        self.clock.set(self.clock.now() + by);
    }

    /// Shows the same time as another town's clock.
    pub(crate) fn set_clock_like(&self, other: &Self) {
        self.clock.set(other.clock.now());
    }

    /// The request of a sync in autumn.
    pub(crate) fn autumn_request(&self, district: &District) -> RunRequest {
        self.request(district, autumn())
    }

    /// Cuts the tenant's large tables from now on, so that a bucket holds so many rows.
    pub(crate) fn cut_at(&mut self, rows: u64) {
        self.runner.settings.rows_per_bucket = RowsPerBucket(NonZeroU64::new(rows).expect("some rows"));
    }

    /// Into how many buckets the visible tables are cut.
    pub(crate) async fn buckets(&self) -> usize {
        self.rows_of(&roster::tables::layout(), "buckets").await[0].parse().expect("a count")
    }

    /// `columns` of a visible table's rows, joined by `|`, sorted.
    pub(crate) async fn rows_of(&self, table: &LakeTable, columns: &str) -> Vec<String> {
        let runner = &self.runner;
        let snapshot = runner.store.latest_snapshot().await.expect("a store").expect("a run that published");
        let versions: TableVersions = serde_json::from_str(&snapshot.table_versions).expect("versions");
        let session = runner.engine.session();
        let rows = runner.lake.read(table, &versions).await.expect("a table");
        session.register_table("rows", rows).expect("a name");
        let query = session.sql(&format!("SELECT {columns} FROM rows")).await.expect("a query");
        let batches = runner.engine.collect(query.into_unoptimized_plan()).await.expect("rows");
        let mut rows: Vec<String> = batches.iter().flat_map(texts).collect();
        rows.sort();
        rows
    }

    fn request(&self, district: &District, today: NaiveDate) -> RunRequest {
        let roster: PathBuf = self.place.path().join("roster");
        drop(std::fs::remove_dir_all(&roster));
        district.write(&roster);
        self.clock.set(self.clock.now() + TimeDelta::hours(12));
        RunRequest {
            roster,
            format: None,
            today,
            mode: Mode::Previous,
            allow: Vec::new(),
            busy: Busy::Refuse,
            candidate: None,
            inbound: None,
            others: Vec::new(),
        }
    }

    /// Syncs in autumn.
    pub(crate) async fn sync(&self, district: &District) -> RunSummary {
        self.sync_on(district, autumn()).await
    }

    /// Syncs on some day.
    pub(crate) async fn sync_on(&self, district: &District, today: NaiveDate) -> RunSummary {
        self.run(&self.request(district, today)).await
    }

    /// Syncs in some mode.
    pub(crate) async fn sync_in(&self, district: &District, mode: Mode) -> RunSummary {
        self.run(&RunRequest { mode, ..self.request(district, autumn()) }).await
    }

    /// Syncs in autumn, if somebody agrees.
    pub(crate) async fn sync_asking(&self, district: &District, confirm: &dyn Confirm) -> RunSummary {
        let request = self.request(district, autumn());
        Box::pin(self.runner.sync(&request, confirm, &Silent)).await.expect("a run")
    }

    async fn run(&self, request: &RunRequest) -> RunSummary {
        Box::pin(self.runner.sync(request, &Unasked, &Silent)).await.expect("a run")
    }

    /// Plans in autumn.
    pub(crate) async fn plan(&self, district: &District) -> RunSummary {
        let request = self.request(district, autumn());
        Box::pin(self.runner.plan(&request, &Silent)).await.expect("a plan")
    }

    /// Why each operation of a run was planned, sorted.
    pub(crate) fn reasons(&self, run: &RunId) -> Vec<String> {
        let path = self.runner.files.join(run.as_str()).join("plan.csv");
        let mut plan = csv::Reader::from_path(path).expect("a plan");
        let mut reasons: Vec<String> =
            plan.records().map(|row| row.expect("a row").get(10).expect("a reason").to_owned()).collect();
        reasons.sort();
        reasons
    }

    /// Releases what `guard` held of `run`.
    pub(crate) async fn release(&self, run: &RunId, guard: Guard) -> Result<RunSummary, RunError> {
        let request = ReleaseRequest {
            run: run.clone(),
            guard,
            by: "Ada Lovelace".to_owned(),
            why: "it is right".to_owned(),
        };
        Box::pin(self.runner.release(&request, &Silent)).await
    }

    /// Does something by hand.
    pub(crate) async fn by_hand(&self, change: Change) -> ObjectId {
        let mut answers = self.directory.apply(&[change]).await.expect("an answer");
        answers.remove(0).expect("a change that is made").id
    }

    /// Makes an account by hand.
    pub(crate) async fn account(&self, user_principal_name: &str) -> ObjectId {
        let nickname = user_principal_name.split('@').next().unwrap_or_default();
        let attributes = Attributes::default()
            .with(Attribute::UserPrincipalName, user_principal_name)
            .with(Attribute::DisplayName, "By hand")
            .with(Attribute::MailNickname, nickname)
            .with(Attribute::AccountEnabled, "true");
        self.by_hand(Change::CreateUser { attributes, password: None }).await
    }

    /// Renames a group by hand.
    pub(crate) async fn rename(&self, group: &str, name: &str) {
        let diff: AttributeDiff = [(Attribute::DisplayName, Some(name.to_owned()))].into_iter().collect();
        let id = self.id(group).await;
        self.by_hand(Change::UpdateGroup { id, diff }).await;
    }

    /// Puts somebody into a class group by hand.
    pub(crate) async fn join(&self, group: &str, member: ObjectId) {
        let membership = Membership {
            container: self.id(group).await,
            container_kind: ObjectKind::ClassGroup,
            member,
            relation: Relation::Member,
        };
        self.by_hand(Change::AddMember(membership)).await;
    }

    /// The id of the account or group with this anchor.
    pub(crate) async fn id(&self, anchor: &str) -> ObjectId {
        let anchor = Anchor::from(anchor);
        let users = self.directory.users(None, 100_000).await.expect("users").items;
        let groups = self.directory.groups(None, 100_000).await.expect("groups").items;
        let users = users.into_iter().map(|user| (user.anchor, user.id));
        let groups = groups.into_iter().map(|group| (group.anchor, group.id));
        let found = users.chain(groups).find(|(found, _)| found.as_ref() == Some(&anchor));
        found.unwrap_or_else(|| panic!("nothing is anchored {anchor}")).1
    }

    /// An attribute of the account with this anchor.
    pub(crate) async fn of_user(&self, anchor: &str, attribute: Attribute) -> Option<String> {
        let users = self.directory.users(None, 100_000).await.expect("users").items;
        let user = users.into_iter().find(|user| user.anchor == Some(Anchor::from(anchor)));
        user.and_then(|user| user.attributes.get(attribute).map(str::to_owned))
    }

    /// An attribute of the group with this anchor.
    pub(crate) async fn of_group(&self, anchor: &str, attribute: Attribute) -> Option<String> {
        let groups = self.directory.groups(None, 100_000).await.expect("groups").items;
        let group = groups.into_iter().find(|group| group.anchor == Some(Anchor::from(anchor)));
        group.and_then(|group| group.attributes.get(attribute).map(str::to_owned))
    }

    /// Anchors of the members of the group or unit of this kind and anchor; ids where there is no anchor.
    pub(crate) async fn members(
        &self,
        kind: ObjectKind,
        anchor: &str,
        relation: Relation,
    ) -> BTreeSet<String> {
        let listed = self.directory.listed_members(None, 1_000_000).await.expect("members").items;
        listed
            .into_iter()
            .filter(|row| row.container_kind == kind && row.relation == relation)
            .filter(|row| row.container_anchor == Some(Anchor::from(anchor)))
            .map(|row| {
                row.member_anchor.map_or_else(|| row.member_id.to_string(), |anchor| anchor.to_string())
            })
            .collect()
    }

    /// Members of a class group.
    pub(crate) async fn class(&self, section: &str) -> BTreeSet<String> {
        self.members(ObjectKind::ClassGroup, &format!("Section_{section}"), Relation::Member).await
    }

    /// Owners of a class group.
    pub(crate) async fn owners(&self, section: &str) -> BTreeSet<String> {
        self.members(ObjectKind::ClassGroup, &format!("Section_{section}"), Relation::Owner).await
    }

    /// Members of a security group.
    pub(crate) async fn security_group(&self, anchor: &str) -> BTreeSet<String> {
        self.members(ObjectKind::SecurityGroup, anchor, Relation::Member).await
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    let permissions = std::fs::metadata(from).expect("a folder").permissions();
    std::fs::set_permissions(to, permissions).expect("permissions");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}

fn texts(batch: &RecordBatch) -> Vec<String> {
    let options = FormatOptions::default();
    let columns = batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options));
    let columns = columns.collect::<Result<Vec<_>, _>>().expect("columns");
    let row = |row| columns.iter().map(|column| column.value(row).to_string()).collect::<Vec<_>>().join("|");
    (0..batch.num_rows()).map(row).collect()
}

/// The kinds of a plan with their counts, as one line.
pub(crate) fn kinds(summary: &RunSummary) -> String {
    line(&summary.plan.by_kind)
}

/// The drift of a plan with its counts, as one line.
pub(crate) fn drift(summary: &RunSummary) -> String {
    line(&summary.plan.drift)
}

/// What is held, by guard, as one line.
pub(crate) fn held(summary: &RunSummary) -> String {
    let counts = summary.held.iter().map(|held| (held.guard.clone(), held.operations)).collect();
    line(&counts)
}

/// Errors and warnings by rule and entity, as one line.
pub(crate) fn rules(summary: &RunSummary) -> String {
    let counted = summary.findings_by_rule.iter().filter(|group| group.severity != "info");
    let named = counted.map(|group| format!("{} {} {}", group.code, group.entity, group.count));
    named.collect::<Vec<_>>().join(", ")
}

fn line(counts: &BTreeMap<String, u64>) -> String {
    counts.iter().map(|(word, count)| format!("{word} {count}")).collect::<Vec<_>>().join(", ")
}
