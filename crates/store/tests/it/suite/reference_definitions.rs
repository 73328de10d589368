//! What tenants add to the lists of values, and change of them.

use model::codes::{GRADE_LEVELS, ReferenceDefinition, ReferenceType, TENANT_DEFINED, built_in};
use store::{CreateReferenceDefinition, ReferenceDefinitionRecord, Taken, TenantStore};

use crate::home::{Home, by_admin, noon_and, riverside, tenant};

fn nursery() -> ReferenceDefinition {
    ReferenceDefinition {
        reference_type: ReferenceType::GradeLevel,
        code: "nursery".into(),
        display_name: Some("Nursery".into()),
        is_disabled: false,
        sort_index: 5,
        source: TENANT_DEFINED.into(),
    }
}

async fn create(tenant: &TenantStore, definition: &ReferenceDefinition) -> CreateReferenceDefinition {
    tenant.create_reference_definition(definition, &by_admin(1)).await.unwrap()
}

/// Changes a grade level `seconds` after noon.
async fn update(
    tenant: &TenantStore,
    code: &str,
    seconds: i64,
    edit: impl FnOnce(&mut ReferenceDefinition) + Send,
) -> Option<Result<ReferenceDefinitionRecord, Taken>> {
    let key = (ReferenceType::GradeLevel, code);
    let edit = |record: &mut ReferenceDefinitionRecord| {
        edit(&mut record.definition);
        Ok(())
    };
    tenant.update_reference_definition(key, &by_admin(seconds), edit).await.unwrap()
}

#[tokio::test]
async fn a_tenant_begins_with_what_is_built_in() {
    let home = Home::new();
    let all = riverside(&home).await.reference_definitions().await.unwrap();
    let built_in: Vec<_> = ReferenceType::ALL.iter().flat_map(|list| built_in(*list)).collect();
    assert_eq!(all.iter().map(|record| &record.definition).collect::<Vec<_>>(), built_in);
    assert!(all.iter().all(|record| record.created_at.is_none() && record.modified_at.is_none()));
}

#[tokio::test]
async fn a_code_of_a_tenant_stands_in_its_list_for_him_alone() {
    let home = Home::new();
    let store = home.open().await;
    let (ours, theirs) = (tenant(&store, "ours").await, tenant(&store, "theirs").await);
    let expected = ReferenceDefinitionRecord {
        definition: nursery(),
        created_at: Some(noon_and(1)),
        modified_at: Some(noon_and(1)),
    };
    assert_eq!(create(&ours, &nursery()).await, CreateReferenceDefinition::Created(expected.clone()));
    let found = ours.reference_definition(ReferenceType::GradeLevel, "NURSERY").await.unwrap();
    assert_eq!(found, Some(expected));
    let all = ours.reference_definitions().await.unwrap();
    let grades = all.iter().filter(|record| record.definition.reference_type == ReferenceType::GradeLevel);
    assert_eq!(grades.map(|record| &*record.definition.code).take(2).collect::<Vec<_>>(), ["nursery", "it"]);
    assert_eq!(ours.code_book().await.unwrap().usable(&GRADE_LEVELS, "Nursery"), Some("nursery"));
    assert_eq!(theirs.code_book().await.unwrap().usable(&GRADE_LEVELS, "nursery"), None);
    assert_eq!(theirs.reference_definition(ReferenceType::GradeLevel, "nursery").await.unwrap(), None);
    assert_eq!(ours.audit_entries(1).await.unwrap()[0].what, "createReferenceDefinition");
}

#[tokio::test]
async fn codes_and_sort_indexes_are_unique_in_a_list() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    create(&riverside, &nursery()).await;
    for (code, sort_index, taken) in [
        ("NURSERY", 6, Taken::Code),
        ("Pk", 6, Taken::Code),
        ("cot", 5, Taken::SortIndex),
        ("cot", 10, Taken::SortIndex),
    ] {
        let refused = ReferenceDefinition { code: code.into(), sort_index, ..nursery() };
        assert_eq!(create(&riverside, &refused).await, CreateReferenceDefinition::Taken(taken), "{code}");
    }
    let elsewhere = ReferenceDefinition { reference_type: ReferenceType::OrgType, ..nursery() };
    assert!(matches!(create(&riverside, &elsewhere).await, CreateReferenceDefinition::Created(_)));
}

#[tokio::test]
async fn what_is_built_in_changes_for_the_tenant() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let changed = update(&riverside, "PK", 2, |grade| grade.display_name = Some("Pre-K".into())).await;
    let changed = changed.unwrap().unwrap();
    assert_eq!((changed.created_at, changed.modified_at), (None, Some(noon_and(2))));
    assert_eq!((&*changed.definition.code, &*changed.definition.source), ("pk", "CEDS"));

    let disabled = update(&riverside, "pk", 2, |grade| grade.is_disabled = true).await.unwrap().unwrap();
    assert!(disabled.modified_at > changed.modified_at, "two states never carry one time");
    assert_eq!(disabled.definition.display_name.as_deref(), Some("Pre-K"));
    let book = riverside.code_book().await.unwrap();
    assert_eq!((book.usable(&GRADE_LEVELS, "pk"), book.usable(&GRADE_LEVELS, "tk")), (None, Some("tk")));
    let all = riverside.reference_definitions().await.unwrap();
    assert_eq!(all.len(), 530);
}

#[tokio::test]
async fn a_change_that_is_refused_leaves_nothing() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let place = |code: &'static str| {
        let riverside = riverside.clone();
        async move {
            let found = riverside.reference_definition(ReferenceType::GradeLevel, code).await.unwrap();
            found.unwrap().definition.sort_index
        }
    };
    let taken = place("tk").await;
    assert_eq!(
        update(&riverside, "pk", 2, |grade| grade.sort_index = taken).await,
        Some(Err(Taken::SortIndex))
    );
    assert_ne!(place("pk").await, taken);
    assert!(update(&riverside, "shoe", 2, |_| ()).await.is_none());
    assert!(update(&riverside, "pk", 2, |grade| grade.sort_index = 7).await.unwrap().is_ok());
    assert_eq!(place("pk").await, 7);
}

#[tokio::test]
async fn of_two_who_take_one_place_at_once_one_gets_it() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let mut creating = tokio::task::JoinSet::new();
    for number in 0..8 {
        let (riverside, code) = (riverside.clone(), format!("level{number}").into());
        creating.spawn(async move { create(&riverside, &ReferenceDefinition { code, ..nursery() }).await });
    }
    let made = creating.join_all().await;
    let created = made.iter().filter(|one| matches!(one, CreateReferenceDefinition::Created(_)));
    assert_eq!(created.count(), 1);
}
