//! Default passwords: given to new accounts by role group, and found nowhere else.

use lake::{LakeTable, column};
use model::RoleGroup;
use model::flow::FlowKind;
use runs::Confirm;
use runs::summary::RunSummary;

use crate::district::District;
use crate::town::{Town, kinds};

const PASSWORD: &str = "Welcome-7-Rivers";

/// A town whose tenant has its flows, and nobody in it.
async fn town() -> Town {
    let town = Town::new().await;
    town.plan(&District::three_schools()).await;
    town
}

#[tokio::test]
async fn a_role_group_gets_its_licence_and_password_and_nothing_else_ever_holds_that() {
    let (town, mut district) = (town().await, District::three_schools());
    town.configure(RoleGroup::Students, "student-a1", Some(PASSWORD)).await;
    town.configure(RoleGroup::Staff, "staff-a3", None).await;
    let run = town.sync(&district).await;
    assert_eq!((run.applied.failed, run.plan.by_kind.get("assignLicense")), (0, Some(&135)));

    let heard = town.listener.heard();
    assert_eq!(heard["s-a-01@three-rivers.example"].as_deref(), Some(PASSWORD));
    assert_eq!(heard.values().filter(|password| password.is_some()).count(), 120);
    assert_eq!(heard["t-a-1@three-rivers.example"], None);
    let licenses = |user| town.of_user(user, model::Attribute::LicenseSkus);
    assert_eq!(licenses("User_S-A-01").await.as_deref(), Some("student-a1"));
    assert_eq!(licenses("User_T-A-1").await.as_deref(), Some("staff-a3"));
    assert!(!town.files_holding("s-a-01@three-rivers.example").is_empty(), "files are searched");
    assert_eq!(town.files_holding(PASSWORD), Vec::<std::path::PathBuf>::new());
    let plan = LakeTable::new("plan", ["before", "after", "why"].map(column::text));
    let rows = town.rows_of(&plan, "before, after, why").await;
    assert!(
        rows.iter().any(|row| row.contains("students")) && !rows.iter().any(|row| row.contains(PASSWORD))
    );

    // A new password is for those who come from now on, and is no change of anybody.
    town.edit_users(|flow| flow.configurations.clear()).await;
    town.configure(RoleGroup::Students, "student-a1", Some("Another-7-Rivers")).await;
    district.add_person("S-A-99", "A", "student");
    let run = town.sync(&district).await;
    assert_eq!(kinds(&run), "addMember 2, addUnitMember 2, assignLicense 1, createUser 1");
    assert_eq!(town.listener.heard()["s-a-99@three-rivers.example"].as_deref(), Some("Another-7-Rivers"));
}

#[tokio::test]
async fn a_password_that_does_not_open_fails_its_account_and_not_the_run() {
    let (mut town, district) = (town().await, District::three_schools());
    town.configure(RoleGroup::Staff, "staff-a3", Some(PASSWORD)).await;
    let others = town.other_keys();
    let keys = std::mem::replace(&mut town.runner.keys, others);
    let run = town.sync(&district).await;
    assert_eq!(run.applied.failed, 15);
    let outcomes = town.runner.store.outcomes(&run.run_id).await.expect("outcomes");
    let codes = outcomes.iter().filter(|outcome| outcome.status == store::OutcomeStatus::Failed);
    assert!(codes.clone().all(|outcome| outcome.code.as_deref() == Some("KEY-UNKNOWN")));
    assert!(!town.listener.heard().contains_key("t-a-1@three-rivers.example"), "no account without");
    assert_eq!(town.security_group("All_Students").await.len(), 120);

    town.runner.keys = keys;
    let run = town.sync(&district).await;
    assert_eq!((run.plan.by_kind.get("createUser"), run.applied.failed), (Some(&15), 0));
    assert_eq!(town.listener.heard()["t-a-1@three-rivers.example"].as_deref(), Some(PASSWORD));
}

/// Says yes, and takes the user flow away.
struct Deleting<'a>(&'a Town);

impl Confirm for Deleting<'_> {
    fn confirm(&self, _: &RunSummary) -> bool {
        let delete = self.0.delete_flow(FlowKind::Users);
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(delete));
        true
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_is_gone_when_the_plan_is_applied_fails_its_account_too() {
    let (town, district) = (town().await, District::three_schools());
    town.configure(RoleGroup::Staff, "staff-a3", Some(PASSWORD)).await;
    let run = town.sync_asking(&district, &Deleting(&town)).await;
    assert_eq!(run.applied.failed, 15);
    let outcomes = town.runner.store.outcomes(&run.run_id).await.expect("outcomes");
    assert!(outcomes.iter().any(|outcome| outcome.code.as_deref() == Some("APPLY-PASSWORD")));
}
