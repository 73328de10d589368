//! Lists that grow without bound: pages that the database finds, as they would be found in memory.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use model::{OperationId, RunId};
use odata::query::{
    Evaluation, Listing, Properties, QueryOptions, SqlColumn, SqlCompiler, SqlDialect, SqlItems, SqlTable,
    SqlType, SqlValue,
};
use serde_json::{Value, json};
use store::lists::{
    ACTIVITIES_OF_RUNS, Column, Condition, FIRST_PLACEHOLDER, Given, Holds, OPERATIONS, RUNS, Selection,
};
use store::{
    ActivityOf, ActivityRecord, Dialect, Lease, NewActivity, NewRun, OperationStep, RunEnd, RunFailure,
    RunKind, RunOutcome, RunOverview, RunState, TenantStore,
};

use crate::home::{Home, MINUTE, noon_and, riverside, tenant};
use crate::versions::execute;

/// Columns as properties, under their own names.
struct Columns {
    of: &'static [Column],
    /// Those of the activities, where there are some.
    activities: Option<&'static Self>,
}

static OF_ACTIVITIES: Columns = Columns { of: ACTIVITIES_OF_RUNS.columns, activities: None };
static OF_RUNS: Columns = Columns { of: RUNS, activities: Some(&OF_ACTIVITIES) };
static OF_OPERATIONS: Columns = Columns { of: OPERATIONS, activities: None };

impl SqlTable for Columns {
    fn column(&self, path: &[&str]) -> Option<SqlColumn> {
        let column = self.of.iter().find(|column| path == [column.name])?;
        let holds = match column.holds {
            Holds::Text => SqlType::Text,
            Holds::Word => SqlType::Word,
            Holds::Instant => SqlType::Instant,
        };
        Some(SqlColumn { sql: column.sql, holds })
    }

    fn items(&self, path: &[&str]) -> Option<SqlItems<'_>> {
        let table = self.activities.filter(|_| path == ["activities"])?;
        Some(SqlItems { from: ACTIVITIES_OF_RUNS.from, belong: ACTIVITIES_OF_RUNS.belong, table })
    }
}

impl Properties for Columns {
    fn is_property(&self, path: &[&str]) -> bool {
        match path {
            ["activities"] => self.activities.is_some(),
            ["activities", rest @ ..] => self.activities.is_some_and(|of| of.is_property(rest)),
            path => self.column(path).is_some(),
        }
    }

    fn declared_type(&self, _path: &[&str]) -> Option<&str> {
        None
    }
}

impl Columns {
    fn listing(&self, page_size: usize) -> Listing<'_> {
        let evaluation = Evaluation { now: noon_and(90), properties: self };
        Listing { evaluation, searched: &[], page_size: Some(page_size), has_order: false }
    }

    /// What a store is asked for a page, and for the number of rows on all pages.
    fn asked(
        &self,
        store: &TenantStore,
        options: &QueryOptions,
        page_size: usize,
    ) -> Option<(Selection, Condition)> {
        let dialect = match store.dialect() {
            Dialect::Sqlite => SqlDialect::Sqlite,
            Dialect::Postgres => SqlDialect::Postgres,
        };
        let compiler = SqlCompiler { dialect, table: self, now: noon_and(90), first: FIRST_PLACEHOLDER };
        let asked = compiler.page(&self.listing(page_size), options).unwrap()?;
        let condition = |text, values: Vec<SqlValue>| Condition {
            sql: text,
            values: values.into_iter().map(given).collect(),
        };
        let page = condition(asked.page.text, asked.page.values);
        let selection =
            Selection { condition: page, order: asked.order, limit: asked.limit, offset: asked.offset };
        Some((selection, condition(asked.found.text, asked.found.values)))
    }
}

fn given(value: SqlValue) -> Given {
    match value {
        SqlValue::Text(text) => Given::Text(text),
        SqlValue::Integer(number) => Given::Integer(number),
        SqlValue::Boolean(truth) => Given::Boolean(truth),
        SqlValue::Instant(instant) => Given::Instant(instant),
    }
}

fn text(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// Enters runs one after another, some of which have ended, each with as many activities as its number says.
async fn enter_runs(store: &TenantStore, lease: &Lease, count: i64) {
    for number in 0..count {
        let id = RunId::from(format!("run-{number:02}"));
        // Not all at their own time: what began together is told apart by its id.
        let started_at = noon_and(number / 2) + TimeDelta::microseconds(number % 3);
        let run = NewRun {
            id: id.clone(),
            kind: RunKind::Sync,
            roster: "riverside".to_owned(),
            today: "2026-09-01".parse().unwrap(),
            started_at,
        };
        store.create_run(lease, &run).await.unwrap();
        let activities: Vec<NewActivity> = (0..number % 3)
            .map(|index| NewActivity {
                id: format!("{id}-{index}").into(),
                display_name: format!("Flow {index}"),
                of: if index == 0 { ActivityOf::Inbound(None) } else { ActivityOf::Outbound("set-1".into()) },
            })
            .collect();
        store.begin_activities(lease, &id, &activities).await.unwrap();
        if number % 4 != 0 {
            let failure = (number % 4 == 1).then(|| RunFailure {
                code: "FILE-MISSING".to_owned(),
                message: "Add ÉCOLE.csv.".to_owned(),
            });
            let state = if failure.is_some() { RunState::Failed } else { RunState::Completed };
            let at = noon_and(100 - number);
            let end = RunEnd { state, outcome: RunOutcome::Applied, at, summary: None, failure };
            store.finish_run(lease, &id, &end).await.unwrap();
        }
    }
}

fn run_row(run: &RunOverview, activities: &[ActivityRecord]) -> Value {
    let failure = |failure: &Option<RunFailure>| {
        let failure = failure.as_ref();
        (failure.map(|it| it.code.clone()), failure.map(|it| it.message.clone()))
    };
    let of_activity = |activity: &ActivityRecord| {
        let (code, message) = failure(&activity.failure);
        json!({
            "id": activity.id.as_str(), "display_name": activity.display_name,
            "status": activity.status.as_str(), "error_code": code, "error_message": message,
        })
    };
    let (code, message) = failure(&run.failure);
    json!({
        "id": run.id.as_str(), "state": run.state.as_str(), "started_at": text(run.started_at),
        "ended_at": run.ended_at.map(text), "error_code": code, "error_message": message,
        "activities": activities.iter().map(of_activity).collect::<Value>(),
    })
}

/// The rows of runs, as memory looks through them.
async fn run_rows(store: &TenantStore, runs: &[RunOverview]) -> Vec<Value> {
    let ids: Vec<&RunId> = runs.iter().map(|run| &run.id).collect();
    let activities = store.activities_of_runs(&ids).await.unwrap();
    let of = |run: &RunOverview| activities.get(&run.id).map_or(&[][..], Vec::as_slice);
    runs.iter().map(|run| run_row(run, of(run))).collect()
}

#[tokio::test]
async fn a_page_of_runs_is_what_it_would_be_in_memory() {
    let home = Home::new();
    let store = home.open().await;
    let riverside = tenant(&store, "riverside").await;
    let lease = riverside.acquire_lease("here", noon_and(0), MINUTE).await.unwrap();
    enter_runs(&riverside, &lease, 30).await;
    let other = tenant(&store, "northend").await;
    let others = other.acquire_lease("here", noon_and(0), MINUTE).await.unwrap();
    let run = NewRun {
        id: "of-another".into(),
        kind: RunKind::Sync,
        roster: "northend".to_owned(),
        today: "2026-09-01".parse().unwrap(),
        started_at: noon_and(3),
    };
    other.create_run(&others, &run).await.unwrap();
    let all = run_rows(&riverside, &riverside.run_overviews().await.unwrap()).await;
    for query in [
        "$orderby=started_at desc",
        "$orderby=ended_at",
        "$orderby=ended_at desc,state",
        "$orderby=error_code desc,started_at&$skip=3&$top=20",
        "$orderby=second(started_at) mod 3,id desc",
        "$orderby=length(id)&$filter=state eq 'running'",
        "$orderby=started_at&$filter=state eq n.state'FAILED' and ended_at gt 2026-09-01T12:01:20Z",
        "$orderby=started_at&$filter=error_code ne null or started_at le 2026-09-01T12:00:03.000001Z",
        "$orderby=id&$filter=contains(tolower(error_code),'missing') and not endswith(error_message,'x')",
        "$orderby=id&$filter=trim(concat(state,' ')) in ('completed','running',null)",
        "$orderby=id&$filter=substring(id,4,1) eq '1' and indexof(id,'2') eq -1",
        "$orderby=id&$filter=activities/any(a:a/status eq 'inProgress' and a/display_name eq 'Flow 1')",
        "$orderby=id desc&$filter=activities/all(a:a/status eq 'completed') and activities/any()",
        "$orderby=activities/$count desc&$filter=activities/$count ge 1",
        "$orderby=id&$filter=minute(ended_at) add 1 eq 2 and ended_at lt now()",
        "$orderby=id&$filter=state has n.state'running' or date(started_at) gt 2026-09-01",
        "$orderby=id&$filter=false&$top=0",
    ] {
        for page_size in [1, 7, 100] {
            let mut options = QueryOptions::parse(query).unwrap();
            loop {
                let (selection, condition) = OF_RUNS
                    .asked(&riverside, &options, page_size)
                    .unwrap_or_else(|| panic!("{query} is not asked"));
                assert!(selection.limit <= page_size + 1, "{query}");
                let runs = riverside.selected_runs(&selection).await.unwrap();
                assert!(runs.len() <= page_size + 1, "{query}");
                let count = riverside.count_runs(&condition).await.unwrap();
                let rows = run_rows(&riverside, &runs).await;
                let listing = OF_RUNS.listing(page_size);
                let found = listing.read_page(rows, Some(count), &options).unwrap();
                options.count = Some(true);
                let expected = listing.page(&all, &options).unwrap();
                assert_eq!(found, expected, "{query} by {page_size}");
                if expected.next.is_none() {
                    break;
                }
                options.skip_token = expected.next;
            }
        }
    }
}

#[tokio::test]
async fn a_page_of_operations_is_what_it_would_be_in_memory() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    for number in 0..20 {
        let id = OperationId::from(format!("operation-{number:02}"));
        riverside.create_operation(&id, "external/x", noon_and(number / 3)).await.unwrap();
        if number % 2 == 0 {
            let step = OperationStep::Fail(format!("No {number}"));
            riverside.advance_operation(&id, step, noon_and(60 - number)).await.unwrap();
        }
    }
    let all = riverside.operations().await.unwrap();
    let row = |operation: &store::OperationRecord| {
        json!({
            "id": operation.id.as_str(), "created_at": text(operation.created_at),
            "acted_at": text(operation.acted_at), "status": operation.status.as_str(),
            "status_detail": operation.status_detail,
        })
    };
    let rows: Vec<Value> = all.iter().map(row).collect();
    for query in [
        "$orderby=created_at",
        "$orderby=acted_at desc&$filter=status eq 'failed'",
        "$orderby=status,created_at desc&$filter=contains(status_detail,'1') or status_detail eq null",
    ] {
        let options = QueryOptions::parse(query).unwrap();
        let (selection, condition) = OF_OPERATIONS.asked(&riverside, &options, 6).unwrap();
        let found: Vec<Value> =
            riverside.selected_operations(&selection).await.unwrap().iter().map(row).collect();
        let listing = OF_OPERATIONS.listing(6);
        assert_eq!(listing.read_page(found, None, &options), listing.page(&rows, &options), "{query}");
        let count = listing.count(&rows, &options).unwrap();
        assert_eq!(riverside.count_operations(&condition).await.unwrap(), count, "{query}");
    }
}

/// Whoever reads more than the page would meet what cannot be understood.
#[tokio::test]
async fn a_page_alone_is_read() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let lease = riverside.acquire_lease("here", noon_and(0), MINUTE).await.unwrap();
    enter_runs(&riverside, &lease, 10).await;
    execute(&home, "UPDATE runs SET state = 'melted' WHERE id < 'run-07'").await;
    riverside.run_overviews().await.unwrap_err();
    let options = QueryOptions::parse("$orderby=started_at desc").unwrap();
    let (selection, _) = OF_RUNS.asked(&riverside, &options, 2).unwrap();
    assert_eq!(riverside.selected_runs(&selection).await.unwrap().len(), 3);
}
