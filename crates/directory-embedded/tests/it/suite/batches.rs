//! A batch is a sequence of single changes, only faster.

use directory::{Change, Directory, DirectoryError};
use directory_embedded::EmbeddedDirectory;
use model::{Attribute, ObjectId, Relation};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use scratch_database::Scratch;

use crate::{create_class, create_user, in_class, make, open, set};

#[tokio::test]
async fn two_users_swap_their_sign_in_names_in_one_batch() {
    let scratch = Scratch::new();
    let directory = open(&scratch, 1).await;
    let ids = make(&directory, &[create_user("ada"), create_user("bob")]).await;
    let rename = |id: &ObjectId, name: &str| Change::UpdateUser {
        id: id.clone(),
        diff: set(Attribute::UserPrincipalName, name),
    };
    let swap = [
        rename(&ids[0], "parked@contoso.com"),
        rename(&ids[1], "ada@contoso.com"),
        rename(&ids[0], "bob@contoso.com"),
    ];
    make(&directory, &swap).await;

    let users = directory.users(None, 10).await.unwrap().items;
    let names: Vec<&str> = users.iter().map(|user| user.user_principal_name.as_str()).collect();
    assert_eq!(names, ["bob@contoso.com", "ada@contoso.com"]);
}

#[tokio::test]
async fn a_name_freed_in_a_batch_is_free_for_a_new_user_of_the_same_batch() {
    let scratch = Scratch::new();
    let directory = open(&scratch, 1).await;
    let ids = make(&directory, &[create_class("math")]).await;
    let diff = set(Attribute::MailNickname, "Exp0926_Section_math");
    let mut expire = vec![Change::UpdateGroup { id: ids[0].clone(), diff }];
    let diff = set(Attribute::EducationAnchorId, "Exp0926_Section_math");
    expire.push(Change::UpdateGroup { id: ids[0].clone(), diff });
    expire.push(create_class("math"));
    let made = make(&directory, &expire).await;
    assert_ne!(made[2], ids[0]);
}

/// One change among few objects, so that changes meet.
#[derive(Debug, Clone)]
enum Step {
    CreateUser(usize),
    CreateClass(usize),
    Rename(usize, usize),
    Delete(usize),
    Restore(usize),
    Add(usize, usize, Relation),
    Remove(usize, usize, Relation),
}

const OBJECTS: usize = 4;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let object = 0..OBJECTS;
    let relation = prop_oneof![Just(Relation::Owner), Just(Relation::Member)];
    let step = prop_oneof![
        object.clone().prop_map(Step::CreateUser),
        object.clone().prop_map(Step::CreateClass),
        (object.clone(), object.clone()).prop_map(|(id, name)| Step::Rename(id, name)),
        object.clone().prop_map(Step::Delete),
        object.clone().prop_map(Step::Restore),
        (object.clone(), object.clone(), relation.clone()).prop_map(|(c, m, r)| Step::Add(c, m, r)),
        (object.clone(), object, relation).prop_map(|(c, m, r)| Step::Remove(c, m, r)),
    ];
    prop::collection::vec(step, 1..24)
}

/// The change that a step stands for, among these first users and classes.
fn change(step: &Step, users: &[ObjectId], classes: &[ObjectId]) -> Change {
    match *step {
        Step::CreateUser(name) => create_user(&name.to_string()),
        Step::CreateClass(name) => create_class(&name.to_string()),
        Step::Rename(id, name) => Change::UpdateUser {
            id: users[id].clone(),
            diff: set(Attribute::UserPrincipalName, &format!("{name}@contoso.com")),
        },
        Step::Delete(id) => Change::DeleteUser { id: users[id].clone() },
        Step::Restore(id) => Change::RestoreUser { id: users[id].clone() },
        Step::Add(class, user, relation) => {
            Change::AddMember(in_class(&classes[class], &users[user], relation))
        }
        Step::Remove(class, user, relation) => {
            Change::RemoveMember(in_class(&classes[class], &users[user], relation))
        }
    }
}

/// Half of the objects that steps name by number.
async fn populate(directory: &EmbeddedDirectory) -> (Vec<ObjectId>, Vec<ObjectId>) {
    let names: Vec<String> = (0..OBJECTS).map(|number| format!("{}", number + OBJECTS / 2)).collect();
    let users: Vec<Change> = names.iter().map(|name| create_user(name)).collect();
    let classes: Vec<Change> = names.iter().map(|name| create_class(name)).collect();
    (make(directory, &users).await, make(directory, &classes).await)
}

async fn everything(directory: &EmbeddedDirectory) -> Result<String, DirectoryError> {
    let users = directory.users(None, 100).await?;
    let groups = directory.groups(None, 100).await?;
    let memberships = directory.memberships(None, 100).await?;
    Ok(format!("{users:#?}{groups:#?}{memberships:#?}"))
}

#[test]
fn a_batch_answers_and_leaves_what_its_changes_do_one_by_one() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // A database on a server takes long to make.
    let cases = if scratch_database::on_server() { 12 } else { 48 };
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let run = |steps: Vec<Step>| {
        runtime.block_on(async {
            let homes = [Scratch::new(), Scratch::new()];
            let at_once = open(&homes[0], 1).await;
            let one_by_one = open(&homes[1], 1).await;
            let (users, classes) = populate(&at_once).await;
            assert_eq!(populate(&one_by_one).await, (users.clone(), classes.clone()));
            let changes: Vec<Change> = steps.iter().map(|step| change(step, &users, &classes)).collect();

            let answers = at_once.apply(&changes).await.unwrap();
            let mut single_answers = Vec::new();
            for change in changes {
                single_answers.extend(one_by_one.apply(&[change]).await.unwrap());
            }
            prop_assert_eq!(answers, single_answers);
            prop_assert_eq!(everything(&at_once).await.unwrap(), everything(&one_by_one).await.unwrap());
            Ok(())
        })
    };
    TestRunner::new_with_rng(config, rng).run(&steps(), run).unwrap();
}
