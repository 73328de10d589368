use odata::csdl::{Mutability, Property, Role, TypeRef};
use odata::query::Properties;

use super::*;

#[test]
fn a_path_leads_through_bases_complex_values_and_types() {
    for path in [
        &["id"][..],
        &["DisplayName"],
        &["filter", "microsoft.graph.industryData.basicFilter", "attribute"],
        &["provisioningFlows", "readinessStatus"],
    ] {
        assert!(FLOW_SETS.is_property(path), "{path:?}");
    }
    for path in [
        &["shoeSize"][..],
        &["filter", "attribute"],
        &["filter", "microsoft.graph.industryData.roleGroup", "displayName"],
        &["provisioningFlows", "configuration"],
    ] {
        assert!(!FLOW_SETS.is_property(path), "{path:?}");
    }
    let cast = "microsoft.graph.industryData.classGroupProvisioningFlow";
    assert!(FLOWS.is_property(&[cast, "configuration", "additionalOptions", "createTeam"]));
    assert!(FLOWS.is_a(cast, "microsoft.graph.industryData.provisioningFlow"));
    assert!(!FLOWS.is_a("microsoft.graph.industryData.provisioningFlow", cast));
}

/// Every property, with the name of its type.
fn properties() -> impl Iterator<Item = (&'static str, &'static Property)> {
    MODEL.structures().flat_map(|of| of.properties.iter().map(|property| (of.name, property)))
}

#[test]
fn every_type_that_is_named_is_there_once() {
    let mut names: Vec<&str> = MODEL.structures().map(|of| of.name).collect();
    names.extend(MODEL.0.iter().flat_map(|schema| schema.enums).map(|of| of.name));
    let known = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), known, "a name stands for one type");

    let operations = || MODEL.0.iter().flat_map(|schema| schema.operations);
    let used = properties().map(|(_, property)| property.of);
    let used = used.chain(operations().map(|of| of.bound_to));
    let used = used.chain(operations().filter_map(|of| of.returns)).map(|of: TypeRef| of.name);
    let used = used.chain(MODEL.structures().filter_map(|of| of.base));
    let used = used.chain(MODEL.singletons().map(|singleton| singleton.type_name));
    for name in used.filter(|name| !name.starts_with("Edm.")) {
        assert!(names.binary_search(&name).is_ok(), "{name}");
    }
}

#[test]
fn a_navigation_property_leads_to_entities_and_any_other_does_not() {
    for (name, property) in properties() {
        let leads_to_entities = MODEL.is_entity(property.of.name);
        assert_eq!(property.is_navigation(), leads_to_entities, "{name}/{}", property.name);
    }
}

#[test]
fn every_entity_has_one_key_and_every_enumeration_room_for_more() {
    for of in MODEL.structures().filter(|of| MODEL.is_entity(of.name)) {
        let keys = MODEL.lineage(of.name).filter(|of| of.key.is_some()).count();
        // What the API lies in is the only one of its kind.
        let expected = usize::from(of.name != "microsoft.graph.externalConnectors.external");
        assert_eq!(keys, expected, "{}", of.name);
    }
    for of in MODEL.0.iter().flat_map(|schema| schema.enums) {
        assert_eq!(of.members.last().map(|(name, _)| *name), Some("unknownFutureValue"), "{}", of.name);
    }
}

#[test]
fn a_reference_is_bound_to_a_collection_that_holds_what_it_leads_to() {
    let mut bound = 0;
    for singleton in MODEL.singletons() {
        for binding in singleton.bindings {
            let path: Vec<&str> = binding.path.split('/').collect();
            let leads_to = MODEL.leads_to(singleton.type_name, &path);
            let target: Vec<&str> = binding.target.split('/').skip(1).collect();
            let holds = MODEL.leads_to(singleton.type_name, &target);
            let fits = leads_to.zip(holds).is_some_and(|(to, held)| MODEL.is_a(held, to));
            assert!(fits, "{}: {leads_to:?} in {holds:?}", binding.path);
            bound += 1;
        }
    }
    assert_eq!(bound, 10);
}

#[test]
fn what_generated_clients_rely_on_is_there() {
    let property = |of: &str, name: &str| *MODEL.property(of, name).unwrap();
    let sets = property(ns!("industryDataRoot"), "outboundProvisioningFlowSets");
    assert_eq!((sets.role, sets.of.is_collection), (Role::Containment, true));
    let system = property(ns!("azureDataLakeConnector"), "sourceSystem");
    assert_eq!((system.role, system.of.is_nullable), (Role::Reference, false));
    assert_eq!(property(ns!("referenceDefinition"), "code").mutability, Mutability::Immutable);
    assert_eq!(property(ns!("inboundFileFlow"), "readinessStatus").mutability, Mutability::Computed);
    assert!(MODEL.structure(ns!("provisioningFlow")).unwrap().is_abstract);
    assert_eq!(MODEL.enumeration(ns!("filterOptions")).unwrap().members[0], ("orgExternalId", 1));
}

#[test]
fn the_document_says_what_the_tables_say() {
    let xml = MODEL.to_xml();
    let element = |begin: &str, end: &str| {
        let (_before, from) = xml.split_once(begin).unwrap();
        let (inside, _behind) = from.split_once(end).unwrap();
        format!("{begin}{inside}{end}")
    };
    insta::assert_snapshot!(element("<EntityType Name=\"inboundFlow\"", "</EntityType>"), @r#"
    <EntityType Name="inboundFlow" BaseType="microsoft.graph.industryData.industryDataActivity" Abstract="true">
            <Property Name="dataDomain" Type="microsoft.graph.industryData.inboundDomain" Nullable="false">
              <Annotation Term="Org.OData.Core.V1.Immutable" Bool="true" />
            </Property>
            <Property Name="effectiveDateTime" Type="Edm.DateTimeOffset" Nullable="false" />
            <Property Name="expirationDateTime" Type="Edm.DateTimeOffset" />
            <NavigationProperty Name="dataConnector" Type="microsoft.graph.industryData.industryDataConnector" Nullable="false" />
            <NavigationProperty Name="year" Type="microsoft.graph.industryData.yearTimePeriodDefinition" Nullable="false" />
          </EntityType>
    "#);
    insta::assert_snapshot!(element("<Function Name=\"getUploadSession\"", "</Function>"), @r#"
    <Function Name="getUploadSession" IsBound="true">
            <Parameter Name="bindingParameter" Type="microsoft.graph.industryData.azureDataLakeConnector" Nullable="false" />
            <Parameter Name="resetSession" Type="Edm.Boolean">
              <Annotation Term="Org.OData.Core.V1.OptionalParameter" />
            </Parameter>
            <ReturnType Type="microsoft.graph.industryData.fileUploadSession" Nullable="false" />
          </Function>
    "#);
    insta::assert_snapshot!(element("<EnumType Name=\"readinessStatus\"", "</EnumType>"), @r#"
    <EnumType Name="readinessStatus">
            <Member Name="notReady" Value="0" />
            <Member Name="ready" Value="1" />
            <Member Name="failed" Value="2" />
            <Member Name="disabled" Value="3" />
            <Member Name="expired" Value="4" />
            <Member Name="unknownFutureValue" Value="5" />
          </EnumType>
    "#);
}
