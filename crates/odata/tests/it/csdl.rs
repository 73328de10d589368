//! A schema as a document.

use odata::control::{Described, Place, at_level};
use odata::csdl::{
    Binding, Container, EnumType, Model, Operation, OperationKind, Parameter, Property, Schema, Singleton,
    StructuredType, TypeRef,
};
use odata::headers::Metadata;
use odata::{ContextPath, ServiceRoot};

const MODEL: Model = Model(&[Schema {
    namespace: "school",
    enums: &[EnumType { name: "school.Size", members: &[("small", 0), ("large", 2)] }],
    types: &[
        &[StructuredType::entity("school.Thing", &[Property::one("id", "Edm.String").required()])
            .keyed_by("id")
            .as_abstract()],
        &[
            StructuredType::entity(
                "school.House",
                &[
                    Property::one("size", "school.Size").computed(),
                    Property::many("names", "Edm.String").immutable(),
                    Property::one("place", "school.Place"),
                    Property::one("built", "Edm.Date"),
                    Property::many("rooms", "school.Room").contained(),
                ],
            )
            .extending("school.Thing"),
            StructuredType::entity(
                "school.Room",
                &[Property::one("nextTo", "school.Room").required().reference()],
            )
            .extending("school.Thing"),
            StructuredType::complex("school.Place", &[Property::one("height", "Edm.Int32")]).as_open(),
            StructuredType::entity("school.Castle", &[Property::many("towers", "school.Room").contained()])
                .extending("school.House"),
        ],
    ],
    operations: &[
        Operation {
            name: "close",
            kind: OperationKind::Action,
            bound_to: TypeRef::many("school.Room"),
            parameters: &[],
            returns: None,
        },
        Operation {
            name: "find",
            kind: OperationKind::ComposableFunction,
            bound_to: TypeRef::one("school.House").required(),
            parameters: &[Parameter { name: "again", of: TypeRef::one("Edm.Boolean") }],
            returns: Some(TypeRef::many("school.Room").required()),
        },
    ],
    container: Some(Container {
        name: "Town",
        singletons: &[Singleton {
            name: "hall",
            type_name: "school.House",
            bindings: &[Binding { path: "rooms/nextTo", target: "hall/rooms" }],
        }],
    }),
}]);

#[test]
fn a_model_is_written_as_csdl() {
    insta::assert_snapshot!(MODEL.to_xml(), @r#"
    <?xml version="1.0" encoding="utf-8"?>
    <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
      <edmx:Reference Uri="https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml">
        <edmx:Include Namespace="Org.OData.Core.V1" Alias="Core" />
      </edmx:Reference>
      <edmx:DataServices>
        <Schema Namespace="school" xmlns="http://docs.oasis-open.org/odata/ns/edm">
          <EnumType Name="Size">
            <Member Name="small" Value="0" />
            <Member Name="large" Value="2" />
          </EnumType>
          <EntityType Name="Thing" Abstract="true">
            <Key>
              <PropertyRef Name="id" />
            </Key>
            <Property Name="id" Type="Edm.String" Nullable="false" />
          </EntityType>
          <EntityType Name="House" BaseType="school.Thing">
            <Property Name="size" Type="school.Size">
              <Annotation Term="Org.OData.Core.V1.Computed" Bool="true" />
            </Property>
            <Property Name="names" Type="Collection(Edm.String)">
              <Annotation Term="Org.OData.Core.V1.Immutable" Bool="true" />
            </Property>
            <Property Name="place" Type="school.Place" />
            <Property Name="built" Type="Edm.Date" />
            <NavigationProperty Name="rooms" Type="Collection(school.Room)" ContainsTarget="true" />
          </EntityType>
          <EntityType Name="Room" BaseType="school.Thing">
            <NavigationProperty Name="nextTo" Type="school.Room" Nullable="false" />
          </EntityType>
          <ComplexType Name="Place" OpenType="true">
            <Property Name="height" Type="Edm.Int32" />
          </ComplexType>
          <EntityType Name="Castle" BaseType="school.House">
            <NavigationProperty Name="towers" Type="Collection(school.Room)" ContainsTarget="true" />
          </EntityType>
          <Action Name="close" IsBound="true">
            <Parameter Name="bindingParameter" Type="Collection(school.Room)" />
          </Action>
          <Function Name="find" IsBound="true" IsComposable="true">
            <Parameter Name="bindingParameter" Type="school.House" Nullable="false" />
            <Parameter Name="again" Type="Edm.Boolean">
              <Annotation Term="Org.OData.Core.V1.OptionalParameter" />
            </Parameter>
            <ReturnType Type="Collection(school.Room)" Nullable="false" />
          </Function>
          <EntityContainer Name="Town">
            <Singleton Name="hall" Type="school.House">
              <NavigationPropertyBinding Path="rooms/nextTo" Target="hall/rooms" />
            </Singleton>
          </EntityContainer>
        </Schema>
      </edmx:DataServices>
    </edmx:Edmx>
    "#);
}

#[test]
fn the_service_document_tells_what_lies_at_the_root() {
    let root = ServiceRoot::new("https://school.example/beta").unwrap();
    insta::assert_json_snapshot!(MODEL.service_document(&root), @r#"
    {
      "@odata.context": "https://school.example/beta/$metadata",
      "value": [
        {
          "name": "hall",
          "kind": "Singleton",
          "url": "hall"
        }
      ]
    }
    "#);
}

#[test]
fn a_path_is_followed_through_bases_and_types_in_any_case() {
    let cases = [
        (&["id"][..], Some("Edm.String")),
        (&["ROOMS", "nextto", "school.room", "ID"], Some("Edm.String")),
        (&["school.Thing"], None),
        (&["rooms", "size"], None),
        (&["size", "small"], None),
        (&[], Some("school.House")),
    ];
    for (path, leads_to) in cases {
        assert_eq!(MODEL.leads_to("school.House", path), leads_to, "{path:?}");
    }
    assert!(MODEL.is_a("school.room", "SCHOOL.THING"));
    assert!(!MODEL.is_a("school.Thing", "school.Room"));
    assert!(MODEL.is_entity("school.Room") && !MODEL.is_entity("school.Place"));
}

fn told(level: Metadata, answer: serde_json::Value) -> serde_json::Value {
    let root = ServiceRoot::new("https://school.example/beta").unwrap();
    let described =
        Described { type_name: "school.House", place: Place::Among(ContextPath::new("town/houses")) };
    at_level(level, answer, Some(&described), &MODEL, &root)
}

fn castle() -> serde_json::Value {
    serde_json::json!({
        "@odata.context": "c",
        "@odata.count": 1,
        "value": [{
            "@odata.type": "#school.Castle",
            "id": "1",
            "size": "large",
            "names": ["a"],
            "built": null,
            "place": { "height": 7 },
            "rooms@odata.context": "d",
            "rooms": [{ "id": "2", "nextTo": { "id": "3" } }],
            "towers": [{ "id": "4" }]
        }]
    })
}

#[test]
fn a_client_can_have_all_there_is_to_tell() {
    insta::assert_json_snapshot!(told(Metadata::Full, castle()), @r##"
    {
      "@odata.context": "c",
      "@odata.count": 1,
      "value": [
        {
          "@odata.type": "#school.Castle",
          "@odata.id": "https://school.example/beta/town/houses('1')",
          "@odata.editLink": "https://school.example/beta/town/houses('1')",
          "id": "1",
          "size@odata.type": "#school.Size",
          "size": "large",
          "names@odata.type": "#Collection(String)",
          "names": [
            "a"
          ],
          "built": null,
          "place": {
            "@odata.type": "#school.Place",
            "height@odata.type": "#Int32",
            "height": 7
          },
          "rooms@odata.context": "d",
          "rooms": [
            {
              "@odata.type": "#school.Room",
              "@odata.id": "https://school.example/beta/town/houses('1')/rooms('2')",
              "@odata.editLink": "https://school.example/beta/town/houses('1')/rooms('2')",
              "id": "2",
              "nextTo": {
                "@odata.type": "#school.Room",
                "@odata.id": "https://school.example/beta/hall/rooms('3')",
                "@odata.editLink": "https://school.example/beta/hall/rooms('3')",
                "id": "3",
                "nextTo@odata.navigationLink": "https://school.example/beta/hall/rooms('3')/nextTo"
              },
              "nextTo@odata.navigationLink": "https://school.example/beta/town/houses('1')/rooms('2')/nextTo"
            }
          ],
          "towers": [
            {
              "@odata.type": "#school.Room",
              "@odata.id": "https://school.example/beta/town/houses('1')/school.Castle/towers('4')",
              "@odata.editLink": "https://school.example/beta/town/houses('1')/school.Castle/towers('4')",
              "id": "4",
              "nextTo@odata.navigationLink": "https://school.example/beta/town/houses('1')/school.Castle/towers('4')/nextTo"
            }
          ],
          "towers@odata.navigationLink": "https://school.example/beta/town/houses('1')/school.Castle/towers",
          "rooms@odata.navigationLink": "https://school.example/beta/town/houses('1')/rooms"
        }
      ]
    }
    "##);
    let mut one = castle()["value"][0].take();
    one["@odata.context"] = "e".into();
    let one = told(Metadata::Full, one);
    let first: Vec<&String> = one.as_object().unwrap().keys().take(4).collect();
    assert_eq!(first, ["@odata.context", "@odata.type", "@odata.id", "@odata.editLink"]);
}

#[test]
fn a_client_can_have_nothing_but_data() {
    assert_eq!(told(Metadata::Minimal, castle()), castle());
    insta::assert_json_snapshot!(told(Metadata::None, castle()), @r#"
    {
      "@odata.count": 1,
      "value": [
        {
          "id": "1",
          "size": "large",
          "names": [
            "a"
          ],
          "built": null,
          "place": {
            "height": 7
          },
          "rooms": [
            {
              "id": "2",
              "nextTo": {
                "id": "3"
              }
            }
          ],
          "towers": [
            {
              "id": "4"
            }
          ]
        }
      ]
    }
    "#);
}
