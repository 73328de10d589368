//! Schools that vanish, and people who belong to several.

use model::{Attribute, ObjectKind, Relation};
use runs::summary::Outcome;
use runs::{Guard, RunError};

use crate::district::District;
use crate::town::{Town, held, kinds};

#[tokio::test]
async fn one_of_three_schools_disappears() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    district.remove_school("C");
    let planned = town.plan(&district).await;
    assert_eq!(held(&planned), "GUARD-DROP 180", "a plan tells what would be held");
    let run = town.sync(&district).await;

    // In its own groups and units everybody of school C is a member for the last time.
    assert_eq!(run.outcome, Outcome::Held);
    assert_eq!(kinds(&run), "removeMember 90, removeUnitMember 90");
    assert_eq!(held(&run), "GUARD-DROP 180");
    assert_eq!(town.security_group("All_Students").await.len(), 120);
    assert_eq!(town.class("C-ART").await.len(), 41);

    let released = town.release(&run.run_id, Guard::Drop).await.expect("a release");
    assert_eq!((released.outcome, released.applied.succeeded), (Outcome::Applied, 180));
    assert_eq!(town.security_group("All_Students").await.len(), 80);
    assert_eq!(town.security_group("School_C_Students").await.len(), 0);
    assert_eq!(town.class("C-ART").await.len(), 41, "a class that is gone is nobody's to empty");
    assert_eq!(kinds(&town.sync(&district).await), "");

    let releases = town.runner.store.releases(&run.run_id).await.expect("releases");
    assert_eq!((releases.len(), releases[0].by.as_str()), (1, "Ada Lovelace"));
}

#[tokio::test]
async fn what_is_held_stays_held_until_somebody_answers() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    district.remove_school("C");
    let first = town.sync(&district).await;
    let second = town.sync(&district).await;
    assert_eq!(held(&second), "GUARD-DROP 180");

    let late = town.release(&first.run_id, Guard::Drop).await;
    assert!(matches!(late, Err(RunError::Superseded { .. })), "{late:?}");
    let wrong = town.release(&second.run_id, Guard::Dropped).await;
    assert!(matches!(wrong, Err(RunError::NothingHeld { .. })), "{wrong:?}");
    town.release(&second.run_id, Guard::Drop).await.expect("a release");
    let twice = town.release(&second.run_id, Guard::Drop).await;
    assert!(matches!(twice, Err(RunError::NothingHeld { .. })), "{twice:?}");
}

#[tokio::test]
async fn a_guard_holds_one_school_and_lets_the_others_change() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    town.sync(&district).await;
    for number in 1..=25 {
        district.unenroll(&format!("S-A-{number:02}"), "A-ART");
    }
    district.unenroll("S-B-01", "B-ART");
    district.enroll("S-B-01", "C-ART", "student");
    let run = town.sync(&district).await;
    assert_eq!(
        (kinds(&run).as_str(), held(&run).as_str()),
        ("addMember 1, removeMember 26", "GUARD-DROP 25")
    );
    assert_eq!((town.class("A-ART").await.len(), town.class("B-ART").await.len()), (41, 40));
    assert!(town.class("C-ART").await.contains("User_S-B-01"));
}

#[tokio::test]
async fn a_person_has_several_roles_in_several_schools() {
    let (town, mut district) = (Town::new().await, District::three_schools());
    district.add_role("T-A-1", "B", "teacher");
    district.add_role("T-A-1", "B", "coach");
    district.add_role("T-A-1", "C", "student");
    district.enroll("T-A-1", "B-ART", "teacher");
    town.sync(&district).await;

    let teacher = "User_T-A-1";
    assert_eq!(town.of_user(teacher, Attribute::EducationObjectType).await.as_deref(), Some("Teacher"));
    let schools = town.of_user(teacher, Attribute::EducationSyncSourceSchoolId).await;
    assert_eq!(schools.as_deref(), Some("A,B,C"));
    for group in ["All_Staff", "School_A_Staff", "School_B_Staff", "All_Students", "School_C_Students"] {
        assert!(town.security_group(group).await.contains(teacher), "{group}");
    }
    assert!(!town.security_group("School_C_Staff").await.contains(teacher));
    let unit = town.members(ObjectKind::AdministrativeUnit, "School_C", Relation::Member).await;
    assert!(unit.contains(teacher));
    assert_eq!(town.owners("B-ART").await.len(), 2);
    assert_eq!(kinds(&town.sync(&district).await), "");
}
