//! Where rosters come from.

mod new_inbound;
mod secrets;

use model::codes::{AcademicYear, FileFormat, IdentifierType, UserMatchTarget};
use model::flow::Readiness;
use model::inbound::{
    ClientCredential, ClientGrant, Connection, ConnectorKind, DataConnector, FileConnection, InboundFlow,
    OneRosterConnection, OneRosterVersion, SourceSystem, UserMatchingSetting, Year,
};
use model::{InboundFlowId, RoleGroup};
use store::{CreateConnector, CreateInboundFlow, Deletion, TenantStore};

use crate::home::{Home, by_admin, noon_and, riverside, tenant};

fn system() -> SourceSystem {
    let setting = |priority_order, role_group, source, target: Option<&str>, domain: Option<&str>| {
        UserMatchingSetting {
            priority_order,
            role_group,
            source_identifier: IdentifierType::parse(source).unwrap(),
            match_target: target.and_then(UserMatchTarget::parse),
            domain: domain.map(str::to_owned),
        }
    };
    SourceSystem {
        id: "system-1".into(),
        display_name: "North SIS".to_owned(),
        vendor: Some("Acme".to_owned()),
        matching: vec![
            setting(7, RoleGroup::Students, "LTIId", Some("mail"), Some("school.test")),
            setting(-1, RoleGroup::Staff, "username", None, None),
        ],
    }
}

fn files() -> DataConnector {
    DataConnector {
        id: "connector-1".into(),
        display_name: "CSV".to_owned(),
        source_system: "system-1".into(),
        connection: Connection::Files(FileConnection { format: FileFormat::SDS_V2_1 }),
    }
}

fn api(grant: ClientGrant) -> DataConnector {
    let credential = ClientCredential {
        display_name: "Client".to_owned(),
        client_id: "client-1".to_owned(),
        grant,
        is_valid: true,
        last_valid_at: None,
    };
    let connection = OneRosterConnection {
        base_url: "https://sis.example.org/".to_owned(),
        version: OneRosterVersion::V1_2,
        reads_contacts: true,
        reads_demographics: false,
        reads_flags: true,
        credential,
    };
    DataConnector { id: "connector-2".into(), connection: Connection::OneRoster(connection), ..files() }
}

fn year() -> Year {
    Year {
        id: "year-1".into(),
        display_name: "2026".to_owned(),
        start: "2026-08-17".parse().unwrap(),
        end: "2027-06-30".parse().unwrap(),
        code: AcademicYear::parse("2026").unwrap(),
    }
}

fn flow() -> InboundFlow {
    InboundFlow {
        id: "inbound-1".into(),
        display_name: "Rostering".to_owned(),
        kind: ConnectorKind::Files,
        data_connector: "connector-1".into(),
        year: "year-1".into(),
        effective_at: "2026-08-17T06:00:00.1234567Z".parse().unwrap(),
        expires_at: None,
    }
}

/// Creates one of each.
async fn create_all(tenant: &TenantStore) {
    tenant.create_source_system(&system(), &by_admin(1)).await.unwrap();
    let created = tenant.create_data_connector(&files(), None, &by_admin(2)).await.unwrap();
    assert_eq!(created, CreateConnector::Created);
    tenant.create_year(&year(), &by_admin(3)).await.unwrap();
    let created = tenant.create_inbound_flow(&flow(), &by_admin(4)).await.unwrap();
    assert!(matches!(created, CreateInboundFlow::Created(record) if record.readiness == Readiness::NotReady));
}

#[tokio::test]
async fn what_is_created_is_there_when_opened_again() {
    let home = Home::new();
    create_all(&riverside(&home).await).await;
    let grants = [
        ClientGrant::OAuth1,
        ClientGrant::OAuth2 { token_url: "https://sis.example.org/token".to_owned(), scope: None },
        ClientGrant::OAuth2 {
            token_url: "https://sis.example.org/token".to_owned(),
            scope: Some("roster".to_owned()),
        },
    ];
    let apis = grants.into_iter().enumerate().map(|(number, grant)| DataConnector {
        id: format!("connector-{}", number + 2).into(),
        ..api(grant)
    });
    let connectors: Vec<DataConnector> = std::iter::once(files()).chain(apis).collect();
    for api in connectors.iter().skip(1) {
        riverside(&home).await.create_data_connector(api, None, &by_admin(5)).await.unwrap();
    }

    let again = riverside(&home).await;
    assert_eq!(again.source_systems().await.unwrap(), [system()]);
    assert_eq!(again.data_connectors().await.unwrap(), connectors);
    assert_eq!(again.years().await.unwrap(), [year()]);
    assert_eq!(again.inbound_flow_records().await.unwrap().remove(0).flow, flow());
    assert_eq!(again.source_system(&"system-1".into()).await.unwrap(), Some(system()));
    assert_eq!(again.source_system_of(&flow().id).await.unwrap(), Some(system()));
    assert_eq!(again.source_system_of(&"inbound-9".into()).await.unwrap(), None);
    assert_eq!(again.data_connector(&"connector-9".into()).await.unwrap(), None);
    assert_eq!(again.year(&"year-9".into()).await.unwrap(), None);
    assert_eq!(again.inbound_flow_record(&"inbound-9".into()).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_referred_to_must_be_there() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let connector = riverside.create_data_connector(&files(), None, &by_admin(1)).await.unwrap();
    assert_eq!(connector, CreateConnector::NoSuchSourceSystem);
    let create = |flow: InboundFlow| {
        let riverside = riverside.clone();
        async move { riverside.create_inbound_flow(&flow, &by_admin(2)).await.unwrap() }
    };
    assert_eq!(create(flow()).await, CreateInboundFlow::NoSuchConnector);
    create_all(&riverside).await;
    let other = || InboundFlow { id: "inbound-2".into(), ..flow() };
    let of_api = InboundFlow { kind: ConnectorKind::Api, ..other() };
    assert_eq!(create(of_api).await, CreateInboundFlow::ConnectorOfOtherKind);
    let of_no_year = InboundFlow { year: "year-9".into(), ..other() };
    assert_eq!(create(of_no_year).await, CreateInboundFlow::NoSuchYear);
    assert_eq!(riverside.inbound_flow_records().await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_update_is_whole_or_not_at_all() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    create_all(&riverside).await;
    let edited = SourceSystem { vendor: None, matching: Vec::new(), ..system() };
    let edit = |_| Ok::<_, ()>(edited.clone());
    assert_eq!(riverside.update_source_system(&system().id, &by_admin(5), edit).await.unwrap(), Some(Ok(())));
    assert_eq!(riverside.source_systems().await.unwrap(), [edited]);
    let refuse = |_| Err::<SourceSystem, _>("no");
    let refused = riverside.update_source_system(&system().id, &by_admin(6), refuse).await.unwrap();
    assert_eq!(refused, Some(Err("no")));
    assert_eq!(riverside.update_source_system(&"none".into(), &by_admin(6), refuse).await.unwrap(), None);

    let longer = Year { end: "2027-07-16".parse().unwrap(), ..year() };
    riverside.update_year(&year().id, &by_admin(7), |_| Ok::<_, ()>(longer.clone())).await.unwrap();
    assert_eq!(riverside.years().await.unwrap(), [longer]);

    let ending = InboundFlow { expires_at: Some(noon_and(60)), ..flow() };
    riverside.update_inbound_flow(&flow().id, &by_admin(8), |_| Ok::<_, ()>(ending.clone())).await.unwrap();
    assert_eq!(riverside.inbound_flow_records().await.unwrap().remove(0).flow, ending);

    let words: Vec<String> =
        riverside.audit_entries(9).await.unwrap().into_iter().map(|entry| entry.what).collect();
    insta::assert_snapshot!(words.join(" "), @"updateInboundFlow updateYear updateSourceSystem createInboundFlow createYear createDataConnector createSourceSystem");
}

#[tokio::test]
async fn what_is_referred_to_is_not_deleted() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    create_all(&riverside).await;
    let used = Deletion::UsedBy(vec![InboundFlowId::from("inbound-1")]);
    assert_eq!(riverside.delete_year(&year().id, &by_admin(5)).await.unwrap(), used);
    assert_eq!(riverside.delete_data_connector(&files().id, &by_admin(5)).await.unwrap(), used);
    let used = Deletion::UsedBy(vec![files().id]);
    assert_eq!(riverside.delete_source_system(&system().id, &by_admin(5)).await.unwrap(), used);

    assert!(riverside.delete_inbound_flow(&flow().id, &by_admin(6)).await.unwrap());
    assert!(!riverside.delete_inbound_flow(&flow().id, &by_admin(6)).await.unwrap());
    assert_eq!(riverside.delete_year(&year().id, &by_admin(7)).await.unwrap(), Deletion::Deleted);
    assert_eq!(riverside.delete_data_connector(&files().id, &by_admin(7)).await.unwrap(), Deletion::Deleted);
    assert_eq!(riverside.delete_source_system(&system().id, &by_admin(7)).await.unwrap(), Deletion::Deleted);
    assert_eq!(riverside.delete_year(&year().id, &by_admin(8)).await.unwrap(), Deletion::NotThere);
}

#[tokio::test]
async fn readiness_is_set_from_what_it_was() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    create_all(&riverside).await;
    let set = |expected, readiness| {
        let riverside = riverside.clone();
        async move { riverside.set_inbound_readiness(&flow().id, expected, readiness).await.unwrap() }
    };
    assert!(set(Readiness::NotReady, Readiness::Ready).await);
    assert!(!set(Readiness::NotReady, Readiness::Failed).await, "somebody else was faster");
    let record = riverside.inbound_flow_record(&flow().id).await.unwrap().unwrap();
    assert_eq!(record.readiness, Readiness::Ready);
}

#[tokio::test]
async fn another_tenants_are_not_there() {
    let home = Home::new();
    create_all(&riverside(&home).await).await;
    let hillcrest = tenant(&home.open().await, "hillcrest").await;
    assert_eq!(hillcrest.source_systems().await.unwrap(), []);
    assert_eq!(
        hillcrest.create_data_connector(&files(), None, &by_admin(5)).await.unwrap(),
        CreateConnector::NoSuchSourceSystem
    );
    assert_eq!(
        hillcrest.create_inbound_flow(&flow(), &by_admin(5)).await.unwrap(),
        CreateInboundFlow::NoSuchConnector
    );
    assert_eq!(hillcrest.delete_year(&year().id, &by_admin(5)).await.unwrap(), Deletion::NotThere);
    create_all(&hillcrest).await;
    assert!(hillcrest.delete_inbound_flow(&flow().id, &by_admin(6)).await.unwrap());
    assert_eq!(riverside(&home).await.inbound_flow_records().await.unwrap().len(), 1);
}
