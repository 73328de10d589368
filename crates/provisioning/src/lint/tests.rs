use model::{
    Anchor, Attribute, AttributeDiff, Attributes, FlowId, FlowSetId, ObjectId, ObjectKind, Relation,
};

use super::*;
use crate::{Keeper, MembershipEnd, ObjectRef, OperationKind, Phase, Reason, Tally, TallyOf, Why, Withheld};

fn key(kind: ObjectKind, anchor: &str) -> ObjectKey {
    ObjectKey::new(kind, Anchor::from(anchor))
}

fn user(anchor: &str) -> ObjectKey {
    key(ObjectKind::User, anchor)
}

fn class_group(anchor: &str) -> ObjectKey {
    key(ObjectKind::ClassGroup, anchor)
}

fn operation(kind: OperationKind, object: ObjectKey, reason: Reason) -> Operation {
    Operation {
        kind,
        phase: Phase::Users,
        object: ObjectRef { key: object, object_id: None },
        membership: None,
        before: Attributes::default(),
        after: AttributeDiff::default(),
        why: Why {
            reason,
            source: None,
            keeper: Keeper { flow: FlowId::from("f"), flow_set: FlowSetId::from("s"), school: None },
            password_of: None,
        },
    }
}

fn create_user(id: &str, sign_in_name: &str) -> Operation {
    let attributes = Attributes::default()
        .with(Attribute::DisplayName, "Ada")
        .with(Attribute::MailNickname, "ada")
        .with(Attribute::UserPrincipalName, sign_in_name)
        .with(Attribute::AccountEnabled, "true")
        .with(Attribute::EducationAnchorId, format!("User_{id}"));
    let after = AttributeDiff::setting(&attributes);
    Operation { after, ..operation(OperationKind::CreateUser, user(&format!("User_{id}")), Reason::Missing) }
}

fn create_class_group(id: &str, nickname: &str) -> Operation {
    let attributes = Attributes::default()
        .with(Attribute::DisplayName, "Maths")
        .with(Attribute::MailNickname, nickname)
        .with(Attribute::EducationAnchorId, format!("Section_{id}"));
    let after = AttributeDiff::setting(&attributes);
    Operation {
        after,
        ..operation(OperationKind::CreateGroup, class_group(&format!("Section_{id}")), Reason::Missing)
    }
}

fn without(mut operation: Operation, attribute: Attribute) -> Operation {
    operation.after.set(attribute, None);
    operation
}

fn update_user(before: &str, after: &str) -> Operation {
    let mut update = operation(OperationKind::UpdateUser, user("User_1"), Reason::RosterChanged);
    update.object.object_id = Some(ObjectId::from("a"));
    update.before.set(Attribute::EducationGrade, before);
    update.after.set(Attribute::EducationGrade, Some(after.to_owned()));
    update
}

fn member(kind: OperationKind, reason: Reason, group_id: Option<&str>, member_id: Option<&str>) -> Operation {
    let mut operation = operation(kind, class_group("Section_1"), reason);
    operation.object.object_id = group_id.map(ObjectId::from);
    let member = ObjectRef { key: user("User_1"), object_id: member_id.map(ObjectId::from) };
    operation.membership = Some(MembershipEnd { member, relation: Relation::Member });
    operation
}

fn codes(operations: &[Operation]) -> Vec<&'static str> {
    let mut linter = Linter::new();
    operations.iter().for_each(|operation| linter.check_operation(operation));
    linter.finish().iter().map(|note| note.code.code()).collect()
}

#[test]
fn a_good_plan_passes() {
    let mut add = member(OperationKind::AddMember, Reason::Missing, None, None);
    add.phase = Phase::ClassMembersAdded;
    let plan = [create_user("1", "ada@school.test"), create_class_group("1", "Section_1"), add];
    assert_eq!(codes(&plan), [""; 0]);
}

#[test]
fn the_same_is_not_done_twice() {
    let plan = [create_class_group("1", "Section_1"), create_class_group("1", "Section_1b")];
    assert_eq!(codes(&plan), ["PLAN-TWICE"]);
}

#[test]
fn both_ends_of_a_membership_are_there_or_are_made() {
    let add = |group, person| member(OperationKind::AddMember, Reason::Missing, group, person);
    assert_eq!(codes(&[add(Some("g"), Some("u"))]), [""; 0]);
    assert_eq!(codes(&[add(None, Some("u"))]), ["PLAN-DANGLING"]);
    assert_eq!(codes(&[add(Some("g"), None)]), ["PLAN-DANGLING"]);
    assert_eq!(codes(&[add(Some("g"), None), create_user("1", "ada@school.test")]), [""; 0]);
}

#[test]
fn nothing_is_created_incomplete() {
    let create = create_user("1", "ada@school.test");
    assert_eq!(codes(&[without(create.clone(), Attribute::MailNickname)]), ["PLAN-INCOMPLETE"]);
    assert_eq!(codes(&[without(create, Attribute::EducationAnchorId)]), ["PLAN-INCOMPLETE"]);
}

#[test]
fn no_two_accounts_sign_in_with_one_name() {
    let plan = [create_user("1", "ada@school.test"), create_user("2", "ADA@school.test")];
    assert_eq!(codes(&plan), ["PLAN-UPN"]);
    let mut linter = Linter::new();
    linter.observe_sign_in_name("Ada@School.test");
    linter.check_operation(&plan[0]);
    assert_eq!(linter.finish()[0].code, LintCode::SignInName);
}

#[test]
fn class_groups_that_would_share_a_nickname_are_warned_about() {
    let plan = [create_class_group("a", "Section_a"), create_class_group("A", "Section_A")];
    assert_eq!(codes(&plan), ["PLAN-NICKNAME"]);
    let mut linter = Linter::new();
    linter.observe_group_nickname("section_A");
    linter.check_operation(&plan[0]);
    let notes = linter.finish();
    assert_eq!((notes[0].code, notes[0].severity), (LintCode::Nickname, LintSeverity::Warning));
}

#[test]
fn names_are_those_that_directories_take() {
    let mut create = create_class_group("1", "Section 1");
    assert_eq!(codes(&[create.clone()]), ["PLAN-NAME"]);
    create.after.set(Attribute::MailNickname, Some("s".repeat(65)));
    assert_eq!(codes(&[create]), ["PLAN-NAME"]);
    let mut create = create_class_group("1", "Section_1");
    create.after.set(Attribute::DisplayName, Some("x".repeat(257)));
    assert_eq!(codes(&[create]), ["PLAN-NAME"]);
}

#[test]
fn an_operation_changes_something() {
    assert_eq!(codes(&[update_user("04", "05")]), [""; 0]);
    assert_eq!(codes(&[update_user("05", "05")]), ["PLAN-NOOP"]);
}

#[test]
fn nobody_is_removed_without_a_cause() {
    let remove = |reason| member(OperationKind::RemoveMember, reason, Some("g"), Some("u"));
    assert_eq!(codes(&[remove(Reason::Withheld { withheld: Withheld::EnrollmentGone })]), [""; 0]);
    assert_eq!(codes(&[remove(Reason::RosterChanged)]), ["PLAN-NOCAUSE"]);
}

#[test]
fn only_objects_with_an_anchor_of_ours_are_changed() {
    let mut update = update_user("04", "05");
    update.object.key = user("somebody");
    assert_eq!(codes(&[update]), ["PLAN-FOREIGN"]);
}

#[test]
fn crowded_objects_are_warned_about() {
    let crowded = |of, after| {
        let mut linter = Linter::new();
        let tallies = vec![Tally { object: class_group("Section_1"), of, after }];
        linter.check(&BucketPlan { tallies, ..BucketPlan::default() });
        linter.finish().iter().map(|note| (note.code, note.severity)).collect::<Vec<_>>()
    };
    assert_eq!(crowded(TallyOf::Owners, 100), []);
    assert_eq!(crowded(TallyOf::Owners, 101), [(LintCode::Owners, LintSeverity::Warning)]);
    assert_eq!(crowded(TallyOf::Units, 30), []);
    assert_eq!(crowded(TallyOf::Units, 31), [(LintCode::Units, LintSeverity::Warning)]);
}
