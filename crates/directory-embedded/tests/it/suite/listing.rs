//! What a person sees who looks in.

use directory::{Change, Directory};
use directory_embedded::{ListedGroup, ListedUser};
use model::Relation;
use scratch_database::Scratch;

use crate::{create_class, create_user, in_class, make, open};

#[tokio::test]
async fn listed_objects_have_the_fields_of_the_command_line() {
    let scratch = Scratch::new();
    let directory = open(&scratch, 1).await;
    let ids = make(&directory, &[create_user("ada"), create_class("math")]).await;
    make(&directory, &[Change::CreateTeam { group: ids[1].clone() }]).await;
    make(&directory, &[Change::AddMember(in_class(&ids[1], &ids[0], Relation::Owner))]).await;

    let user = directory.users(None, 1).await.unwrap().map(ListedUser::from).items.remove(0);
    insta::assert_json_snapshot!(user, @r#"
    {
      "id": "00000000-0000-0001-0000-000000000001",
      "anchor": "User_ada",
      "userPrincipalName": "ada@contoso.com",
      "displayName": "ada",
      "mail": null,
      "accountEnabled": true,
      "userType": "Member",
      "attributes": {
        "displayName": "ada",
        "mailNickname": "ada",
        "userPrincipalName": "ada@contoso.com",
        "accountEnabled": "true",
        "Education_AnchorId": "User_ada"
      }
    }
    "#);
    let group = directory.groups(None, 1).await.unwrap().map(ListedGroup::from).items.remove(0);
    assert_eq!((group.display_name.as_deref(), group.team), (Some("Class math"), true));
    let member = directory.listed_members(None, 10).await.unwrap().items.remove(0);
    insta::assert_json_snapshot!(member, @r#"
    {
      "containerId": "00000000-0000-0001-0000-000000000002",
      "containerKind": "classGroup",
      "containerAnchor": "Section_math",
      "containerDisplayName": "Class math",
      "memberId": "00000000-0000-0001-0000-000000000001",
      "memberAnchor": "User_ada",
      "userPrincipalName": "ada@contoso.com",
      "relation": "owner"
    }
    "#);
}

#[tokio::test]
async fn members_are_listed_in_pages() {
    let scratch = Scratch::new();
    let directory = open(&scratch, 1).await;
    let ids = make(&directory, &[create_class("math"), create_user("ada"), create_user("bob")]).await;
    let join = |user: usize| Change::AddMember(in_class(&ids[0], &ids[user], Relation::Member));
    make(&directory, &[join(1), join(2)]).await;

    let first = directory.listed_members(None, 1).await.unwrap();
    let second = directory.listed_members(first.next, 1).await.unwrap();
    let third = directory.listed_members(second.next, 1).await.unwrap();
    assert_eq!(
        (first.items[0].member_id.clone(), second.items[0].member_id.clone()),
        (ids[1].clone(), ids[2].clone())
    );
    assert!(third.items.is_empty() && third.next.is_none());
}
