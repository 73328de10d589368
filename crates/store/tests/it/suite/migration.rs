//! Stores of earlier versions.

use database::Schema;
use model::DataConnectorId;
use model::codes::SectionRole;
use model::flow::{AgeGroup, Flow, FlowSet, OrgFilter, Readiness, UserAttribute};
use sqlx::migrate::Migrator;
use store::{OutcomeStatus, RunState};

use crate::home::{Home, MINUTE, noon_and, start, tenant};
use crate::versions::{execute_at, schema, versions};

/// What each version's tables held that an earlier version did not have.
const WRITTEN_AT: [(i64, &[&str]); 10] = [
    (
        1,
        &[
            "INSERT INTO tenants (id, created_at) VALUES ('riverside', '2026-09-01T12:00:05.000000Z')",
            r#"INSERT INTO flow_sets (tenant, id, position, body) VALUES ('riverside', 'set-2', 1,
                '{"display_name":"South","organizations":["south","far south"],
                "users":{"id":"flow-1","create_unmatched_users":true,"additional_attributes":["userGradeLevel"],
                    "allow_student_contact_association":false,"student_age_group":"minor",
                    "configurations":[{"role_group":"students","license_skus":["SKU"]}]},
                "class_groups":{"id":"flow-2","additional_attributes":[],"create_team":true,
                    "write_display_name_on_create_only":false,"owner_roles":["teacher"],"member_roles":["student"]},
                "security_groups":{"id":"flow-3","by_role_group":true,"by_organization_and_role_group":false},
                "administrative_units":{"id":"flow-4","by_organization":false,
                    "by_organization_and_role_group":true}}')"#,
            r#"INSERT INTO flow_sets (tenant, id, position, body)
                VALUES ('riverside', 'set-1', 0, '{"display_name":"North"}')"#,
            "INSERT INTO leases (tenant, holder, since, expires_at, fencing)
                VALUES ('riverside', NULL, '2026-09-01T12:00:00.000000Z', '2026-09-01T12:01:00.000000Z', 41)",
            "INSERT INTO runs (id, tenant, kind, roster, today, state, started_at, table_versions, published_at)
                VALUES ('run-1', 'riverside', 'sync', 'examples/riverside', '2026-09-01', 'running',
                    '2026-09-01T12:00:01.000000Z', '{}', '2026-09-01T12:00:02.000000Z')",
            r#"INSERT INTO outcome_batches (run, number, succeeded, failed, skipped, body)
                VALUES ('run-1', 0, 1, 0, 0, '[[7,"succeeded","object-7",false,null,null]]')"#,
            "INSERT INTO releases (run, guard, by, why, at)
                VALUES ('run-1', 'GUARD-DROP', 'principal', 'closed', '2026-09-01T12:00:03.000000Z')",
            "INSERT INTO audit (tenant, at, who, what, detail)
                VALUES ('riverside', '2026-09-01T12:00:03.000000Z', 'principal', 'release', '{}')",
        ],
    ),
    (
        2,
        &["INSERT INTO flow_secrets (tenant, flow, role_group, sealed)
            VALUES ('riverside', 'flow-1', 'students', 'v1.k.AAAA')"],
    ),
    (3, &["UPDATE runs SET pending = '{}' WHERE id = 'run-1'"]),
    (
        4,
        &[
            "INSERT INTO source_systems (tenant, id, display_name, matching)
                VALUES ('riverside', 'system-1', 'SIS', '[]')",
            "INSERT INTO years (tenant, id, display_name, start_date, end_date, code)
                VALUES ('riverside', 'year-1', 'This', '2026-08-01', '2027-07-31', '2027')",
        ],
    ),
    (
        5,
        &["INSERT INTO apps (tenant, id, display_name, roles, secret_hash, secret_since, created_at)
            VALUES ('riverside', 'app-1', 'Timetable', '[]', 'x', '2026-09-01T12:00:03.000000Z',
                '2026-09-01T12:00:03.000000Z')"],
    ),
    (
        6,
        &[r#"INSERT INTO operations (tenant, id, created_at, acted_at, resource, status, validation)
            VALUES ('riverside', 'operation-1', '2026-09-01T12:00:03.000000Z', '2026-09-01T12:00:03.000000Z',
                'external/industryData/inboundFlows/1', 'succeeded',
                '{"validated_files":[],"errors":[],"warnings":[]}')"#],
    ),
    (
        7,
        &[
            r#"INSERT INTO data_connectors (tenant, id, display_name, source_system, kind, connection)
                VALUES ('riverside', 'connector-1', 'Files', 'system-1', 'files', '{}')"#,
            "INSERT INTO deliveries (tenant, data_connector, container, at)
                VALUES ('riverside', 'connector-1', 'container-1', '2026-09-01T12:00:03.000000Z')",
        ],
    ),
    (
        8,
        &["INSERT INTO runs (id, tenant, kind, roster, today, state, started_at, looker, looks_until)
            VALUES ('plan-1', 'riverside', 'plan', 'examples/riverside', '2026-09-01', 'running',
                '2026-09-01T12:00:01.000000Z', 'here', '2026-09-01T12:00:02.000000Z')"],
    ),
    (9, &["UPDATE operations SET kept_until = '2026-09-01T12:01:03.000000Z' WHERE id = 'operation-1'"]),
    (10, &[]),
];

/// A store that was used at every version up to `version`, and is of that.
async fn write_up_to(version: i64, home: &Home) {
    for (at, statements) in WRITTEN_AT.into_iter().filter(|(at, _)| *at <= version) {
        execute_at(at, home, statements).await;
    }
    execute_at(version, home, &[]).await;
}

#[tokio::test]
async fn a_store_of_any_earlier_version_keeps_what_it_held() {
    for version in versions() {
        let home = Home::new();
        write_up_to(version, &home).await;
        let riverside = tenant(&home.open().await, "riverside").await;

        let sets = riverside.flow_set_records().await.unwrap();
        let flows: Vec<usize> = sets.iter().map(|set| set.flows.len()).collect();
        assert_eq!(flows, [0, 4], "version {version}");
        let run = riverside.run(&"run-1".into()).await.unwrap();
        assert_eq!(
            (run.state, run.pending.is_some()),
            (RunState::Running, version >= 3),
            "version {version}"
        );
        assert_eq!(riverside.latest_snapshot().await.unwrap().unwrap().run, run.id);
        let outcome = riverside.outcomes(&run.id).await.unwrap().remove(0);
        assert_eq!((outcome.sequence, outcome.status), (7, OutcomeStatus::Succeeded));
        assert_eq!(riverside.releases(&run.id).await.unwrap().len(), 1);
        assert_eq!(riverside.audit_entries(10).await.unwrap().len(), 1);
        assert_eq!(riverside.lookers().await.unwrap().len(), usize::from(version >= 8));
        let lease = riverside.acquire_lease("here", noon_and(0), MINUTE).await.unwrap();
        assert_eq!(lease.fencing, 42);
        assert_eq!(riverside.source_systems().await.unwrap().len(), usize::from(version >= 4));
        assert_eq!(riverside.operations().await.unwrap().len(), usize::from(version >= 6));
        let delivery = riverside.delivery(&DataConnectorId::from("connector-1")).await.unwrap();
        assert_eq!(delivery.is_some(), version >= 7);
        let next = start(&riverside, &lease, "run-2").await;
        assert_eq!(riverside.runs(1).await.unwrap().remove(0).id, next, "the newest run is first");
    }
}

#[test]
fn every_version_is_written_at() {
    assert_eq!(WRITTEN_AT.map(|(version, _)| version).as_slice(), versions());
}

#[test]
fn both_engines_have_the_same_versions() {
    let Schema { sqlite, postgres, .. } = schema(i64::MAX);
    let names = |all: &Migrator| -> Vec<String> {
        all.iter().map(|migration| format!("{} {}", migration.version, migration.description)).collect()
    };
    assert_eq!(names(&sqlite), names(&postgres));
}

#[tokio::test]
async fn a_store_of_the_first_version_keeps_its_flow_sets() {
    let home = Home::new();
    write_up_to(1, &home).await;

    let riverside = tenant(&home.open().await, "riverside").await;
    let [north, south]: [FlowSet; 2] = riverside.flow_sets().await.unwrap().try_into().unwrap();
    assert_eq!((north.id.as_str(), north.display_name.as_str()), ("set-1", "North"));
    assert_eq!((&north.filter, &north.users, &north.class_groups), (&OrgFilter::All, &None, &None));

    assert_eq!((south.id.as_str(), south.display_name.as_str()), ("set-2", "South"));
    assert_eq!(south.filter, OrgFilter::only(["south".into(), "far south".into()]));
    let users = south.users.unwrap();
    assert_eq!((users.id.as_str(), users.create_unmatched_users), ("flow-1", true));
    assert_eq!(users.additional_attributes, [UserAttribute::UserGradeLevel]);
    assert_eq!(users.student_age_group, Some(AgeGroup::Minor));
    assert_eq!(users.license_skus(model::RoleGroup::Students), ["SKU"]);
    let classes = south.class_groups.unwrap();
    assert_eq!((classes.id.as_str(), classes.create_team), ("flow-2", true));
    assert_eq!(classes.owner_roles, [SectionRole::parse("teacher").unwrap()]);
    let groups = south.security_groups.unwrap();
    assert!(groups.create_based_on_role_group && !groups.create_based_on_org_plus_role_group);
    let units = south.administrative_units.unwrap();
    assert!(!units.create_based_on_org && units.create_based_on_org_plus_role_group);
}

#[tokio::test]
async fn what_the_first_version_did_not_know_is_filled_in() {
    let home = Home::new();
    write_up_to(1, &home).await;
    let riverside = tenant(&home.open().await, "riverside").await;
    let south = riverside.flow_set_record(&"set-2".into()).await.unwrap().unwrap();
    assert_eq!((south.created_at, south.modified_at), (noon_and(5), noon_and(5)));
    let kinds: Vec<&str> = south.flows.iter().map(|record| record.flow.kind().as_str()).collect();
    assert_eq!(kinds, ["users", "classGroups", "securityGroups", "administrativeUnits"]);
    for record in south.flows {
        assert_eq!((record.readiness, record.created_at), (Readiness::NotReady, noon_and(5)));
        if let Flow::Users(users) = record.flow {
            assert!(!users.configurations[0].has_default_password);
        }
    }
    assert_eq!(riverside.pending_resets().await.unwrap(), []);
}
