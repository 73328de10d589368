//! What does not happen: an account that no flow makes, and one that could not be made.

use model::RoleGroup;
use runs::history;

use super::ask;
use crate::district::District;
use crate::town::Town;

#[tokio::test]
async fn without_accounts_for_the_unmatched() {
    let town = Town::with_flows(|set| {
        set.users.as_mut().expect("a user flow").create_unmatched_users = false;
    })
    .await;
    town.sync(&District::three_schools()).await;
    let told = ask(&town, "S-A-01").await;
    assert_eq!(told.text("/person/matching/found"), "nothing");
    assert_eq!(told.findings(), ["MATCH-NONE"]);
    assert_eq!(told.text("/person/account/whyNot/cause"), "unmatched");
    assert_eq!(told.membership("member", "Section_A-ART", "User_S-A-01"), "out unmatched");
    assert_eq!(told.operations(), Vec::<String>::new());
}

#[tokio::test]
async fn when_an_account_cannot_be_made() {
    let (mut town, district) = (Town::new().await, District::three_schools());
    town.plan(&district).await;
    town.configure(RoleGroup::Staff, "staff-a3", Some("Welcome-7-Rivers")).await;
    town.runner.keys = town.other_keys();
    let run = town.sync(&district).await;

    let told = ask(&town, "T-A-1").await;
    assert_eq!(told.text("/person/operations/0/kind"), "createUser");
    assert_eq!(told.text("/person/operations/0/code"), "KEY-UNKNOWN");
    assert_eq!(told.membership("owner", "Section_A-ART", "User_T-A-1"), "adding enrolled skipped");

    let detail = history::run(&town.runner.store, &run.run_id).await.expect("a run");
    let refused = detail.failures.iter().map(|refusal| (refusal.code.as_str(), refusal.operations));
    let refused: Vec<_> = refused.collect();
    assert_eq!(refused.last(), Some(&("KEY-UNKNOWN", 15)));
    assert_eq!(refused.iter().map(|(_, count)| count).sum::<u64>(), run.applied.failed + run.applied.skipped);
    let lines = history::runs(&town.runner.store, 10).await.expect("runs");
    let kinds: Vec<&str> = lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, ["sync", "plan"], "the newest first");
    assert_eq!((lines[0].outcome, lines[0].operations), (Some("applied"), run.plan.operations));
}
