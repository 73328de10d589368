//! The document for machines: every route is in it, and answers as it says.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};
use server::routes::declarations;

use crate::document::Document;
use crate::harness::{SETS, Server};

/// Every reference within a value.
fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_route_and_every_type_is_described() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path()).await;
    let answer = server.stranger().get("/openapi.json").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    assert_eq!(server.stranger().get("/openapi.json").await.text, answer.text, "it is always the same");
    let document = Document::of(&server).await;
    assert_eq!(document.json()["servers"], json!([{ "url": "https://graph.microsoft.com" }]));
    let operations: Vec<_> = document.operations().collect();
    // A route that casts is there for each type.
    let types = |path: &str| match path.contains("<{type}>") {
        true if path.contains("/provisioningFlows/") => 4,
        true => 2,
        false => 1,
    };
    assert_eq!(operations.len(), declarations().iter().map(|route| types(route.path)).sum::<usize>());
    let names: BTreeSet<_> =
        operations.iter().map(|(_, _, operation)| operation["operationId"].as_str()).collect();
    assert_eq!(names.len(), operations.len(), "each has a name of its own");

    let mut found = BTreeSet::new();
    references(document.json(), &mut found);
    assert!(found.len() > 60, "{found:?}");
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.json().pointer(pointer).is_some_and(Value::is_object), "{reference}");
    }
    server.stop().await;
}

/// What a route is refused with follows from what it takes, so this shows mistakes in both.
#[tokio::test]
async fn each_route_tells_its_statuses() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path()).await;
    let document = Document::of(&server).await;
    let mut listed = String::new();
    // With a type in the path they are the same.
    for route in declarations().iter().filter(|route| !route.path.contains("<{type}>")) {
        let responses = document.operation(route)["responses"].as_object().unwrap();
        let statuses: Vec<&str> = responses.keys().map(String::as_str).collect();
        let path =
            route.path.replace("/external/industryData", "…").replace("microsoft.graph.industryData.", "");
        writeln!(listed, "{} {path}: {}", route.method, statuses.join(" ")).unwrap();
    }
    insta::assert_snapshot!(listed, @r"
    GET /: 200 400 406
    GET /$metadata: 200 400
    POST /$batch: 200 400 401 408 413 415 503
    GET /external: 200 400 401 403 406 503
    GET …: 200 400 401 403 406 503
    GET …/outboundProvisioningFlowSets: 200 400 401 403 406 503
    GET …/outboundProvisioningFlowSets/$count: 200 400 401 403 503
    GET …/outboundProvisioningFlowSets/{set}: 200 304 400 401 403 404 406 412 503
    POST …/outboundProvisioningFlowSets: 201 204 400 401 403 408 409 413 415 503
    PATCH …/outboundProvisioningFlowSets/{set}: 200 204 400 401 403 404 408 412 413 415 503
    DELETE …/outboundProvisioningFlowSets/{set}: 204 400 401 403 404 412 503
    GET …/outboundProvisioningFlowSets/{set}/provisioningFlows: 200 400 401 403 404 406 503
    GET …/outboundProvisioningFlowSets/{set}/provisioningFlows/$count: 200 400 401 403 404 503
    GET …/outboundProvisioningFlowSets/{set}/provisioningFlows/{flow}: 200 304 400 401 403 404 406 412 503
    POST …/outboundProvisioningFlowSets/{set}/provisioningFlows: 201 204 400 401 403 404 408 409 413 415 503
    PATCH …/outboundProvisioningFlowSets/{set}/provisioningFlows/{flow}: 200 204 400 401 403 404 408 412 413 415 503
    DELETE …/outboundProvisioningFlowSets/{set}/provisioningFlows/{flow}: 204 400 401 403 404 412 503
    POST …/outboundProvisioningFlowSets/{set}/provisioningFlows/{flow}/reset: 202 400 401 403 404 412 503
    GET …/sourceSystems: 200 400 401 403 406 503
    GET …/sourceSystems/$count: 200 400 401 403 503
    GET …/sourceSystems/{sourceSystem}: 200 304 400 401 403 404 406 412 503
    GET …/sourceSystems/{sourceSystem}/sourceSystem: 200 304 400 401 403 404 406 412 503
    POST …/sourceSystems: 201 204 400 401 403 408 413 415 503
    PATCH …/sourceSystems/{sourceSystem}: 200 204 400 401 403 404 408 412 413 415 503
    DELETE …/sourceSystems/{sourceSystem}: 204 400 401 403 404 409 412 503
    GET …/dataConnectors: 200 400 401 403 406 503
    GET …/dataConnectors/$count: 200 400 401 403 503
    GET …/dataConnectors/{dataConnector}: 200 304 400 401 403 404 406 412 503
    GET …/dataConnectors/{dataConnector}/sourceSystem: 200 304 400 401 403 404 406 412 503
    POST …/dataConnectors: 201 204 400 401 403 408 413 415 503
    PATCH …/dataConnectors/{dataConnector}: 200 204 400 401 403 404 408 412 413 415 503
    DELETE …/dataConnectors/{dataConnector}: 204 400 401 403 404 409 412 503
    GET …/dataConnectors/{dataConnector}/<azureDataLakeConnector>/getUploadSession: 200 400 401 403 404 503
    POST …/dataConnectors/{dataConnector}/validate: 202 400 401 403 404 409 412 503
    POST …/inboundFlows/{inboundFlow}/dataConnector/validate: 202 400 401 403 404 409 412 503
    GET …/years: 200 400 401 403 406 503
    GET …/years/$count: 200 400 401 403 503
    GET …/years/{year}: 200 304 400 401 403 404 406 412 503
    POST …/years: 201 204 400 401 403 408 413 415 503
    PATCH …/years/{year}: 200 204 400 401 403 404 408 412 413 415 503
    DELETE …/years/{year}: 204 400 401 403 404 409 412 503
    GET …/inboundFlows: 200 400 401 403 406 503
    GET …/inboundFlows/$count: 200 400 401 403 503
    GET …/inboundFlows/{inboundFlow}: 200 304 400 401 403 404 406 412 503
    GET …/inboundFlows/{inboundFlow}/dataConnector: 200 304 400 401 403 404 406 412 503
    GET …/inboundFlows/{inboundFlow}/year: 200 304 400 401 403 404 406 412 503
    POST …/inboundFlows: 201 204 400 401 403 408 413 415 503
    PATCH …/inboundFlows/{inboundFlow}: 200 204 400 401 403 404 408 412 413 415 503
    PATCH …/inboundFlows/{inboundFlow}/dataConnector: 200 204 400 401 403 404 408 412 413 415 503
    DELETE …/inboundFlows/{inboundFlow}: 204 400 401 403 404 412 503
    GET …/referenceDefinitions: 200 400 401 403 406 503
    GET …/referenceDefinitions/$count: 200 400 401 403 503
    GET …/referenceDefinitions/{referenceDefinition}: 200 304 400 401 403 404 406 412 503
    POST …/referenceDefinitions: 201 204 400 401 403 408 409 413 415 503
    PATCH …/referenceDefinitions/{referenceDefinition}: 200 204 400 401 403 404 408 409 412 413 415 503
    DELETE …/referenceDefinitions/{referenceDefinition}: 204 400 401 403 404 412 503
    GET …/roleGroups: 200 400 401 403 406 503
    GET …/roleGroups/$count: 200 400 401 403 503
    GET …/roleGroups/{roleGroup}: 200 304 400 401 403 404 406 412 503
    GET …/operations: 200 400 401 403 406 503
    GET …/operations/$count: 200 400 401 403 503
    GET …/operations/{operation}: 200 304 400 401 403 404 406 412 503
    DELETE …/operations/{operation}: 204 400 401 403 404 409 412 503
    GET …/runs: 200 400 401 403 406 503
    GET …/runs/$count: 200 400 401 403 503
    GET …/runs/{run}: 200 304 400 401 403 404 406 412 503
    POST …/runs/start: 202 400 401 403 409 429 503
    GET …/runs/getStatistics: 200 400 401 403 404 503
    GET …/runs/{run}/getStatistics: 200 400 401 403 404 503
    GET …/runs/{run}/activities: 200 400 401 403 404 406 503
    GET …/runs/{run}/activities/$count: 200 400 401 403 404 503
    GET …/runs/{run}/activities/{activity}: 200 304 400 401 403 404 406 412 503
    GET …/runs/{run}/activities/{activity}/activity: 200 304 400 401 403 404 406 412 503
    GET /homeroom/v1/runs/{run}/findings: 200 400 401 403 404 503
    ");
    server.stop().await;
}

#[tokio::test]
async fn a_route_is_described_with_all_that_it_takes() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path()).await;
    let document = Document::of(&server).await;
    let set = "/beta/external/industryData/outboundProvisioningFlowSets/{set}";
    let get = &document.json()["paths"][set]["get"];
    let names: Vec<&Value> =
        get["parameters"].as_array().unwrap().iter().map(|of| &document.resolved(of)["name"]).collect();
    assert_eq!(
        names,
        ["set", "$expand", "$format", "$select", "If-Match", "If-None-Match", "client-request-id"]
    );
    assert_eq!(
        get["responses"]["200"]["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/microsoft.graph.industryData.outboundProvisioningFlowSet"
    );
    assert_eq!(
        get["security"],
        json!([
            { "bearer": ["IndustryData-OutboundFlow.Read.All"] },
            { "clientCredentials": ["IndustryData-OutboundFlow.Read.All"] },
            { "bearer": ["IndustryData-OutboundFlow.ReadWrite.All"] },
            { "clientCredentials": ["IndustryData-OutboundFlow.ReadWrite.All"] },
        ])
    );
    server.stop().await;
}

/// What makes something says what it must; what changes something need not.
#[tokio::test]
async fn bodies_are_described_as_they_are_read() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path()).await;
    let document = Document::of(&server).await;
    let schema = |name: &str| {
        &document.json()["components"]["schemas"][format!("microsoft.graph.industryData.{name}")]
    };
    insta::assert_json_snapshot!(schema("azureDataLakeConnector.create"), @r##"
    {
      "type": "object",
      "properties": {
        "@odata.type": {
          "type": "string",
          "const": "#microsoft.graph.industryData.azureDataLakeConnector"
        },
        "displayName": {
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        },
        "sourceSystem@odata.bind": {
          "type": "string",
          "minLength": 1
        },
        "fileFormat": {
          "anyOf": [
            {
              "$ref": "#/components/schemas/microsoft.graph.industryData.fileFormatReferenceValue.create"
            },
            {
              "type": "null"
            }
          ]
        }
      },
      "additionalProperties": false,
      "required": [
        "@odata.type",
        "displayName",
        "sourceSystem@odata.bind"
      ]
    }
    "##);
    insta::assert_json_snapshot!(schema("azureDataLakeConnector.update"), @r##"
    {
      "type": "object",
      "properties": {
        "@odata.type": {
          "type": "string",
          "const": "#microsoft.graph.industryData.azureDataLakeConnector"
        },
        "displayName": {
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        },
        "fileFormat": {
          "anyOf": [
            {
              "$ref": "#/components/schemas/microsoft.graph.industryData.fileFormatReferenceValue.update"
            },
            {
              "type": "null"
            }
          ]
        }
      },
      "additionalProperties": false
    }
    "##);
    insta::assert_json_snapshot!(schema("userMatchingSetting.create"), @r##"
    {
      "type": "object",
      "properties": {
        "@odata.type": {
          "type": "string",
          "const": "#microsoft.graph.industryData.userMatchingSetting"
        },
        "matchTarget": {
          "anyOf": [
            {
              "$ref": "#/components/schemas/microsoft.graph.industryData.userMatchTargetReferenceValue.create"
            },
            {
              "type": "null"
            }
          ]
        },
        "priorityOrder": {
          "type": "integer",
          "format": "int32",
          "minimum": -2147483648,
          "maximum": 2147483647
        },
        "sourceIdentifier": {
          "$ref": "#/components/schemas/microsoft.graph.industryData.identifierTypeReferenceValue.create"
        },
        "roleGroup@odata.bind": {
          "type": "string",
          "minLength": 1
        }
      },
      "additionalProperties": false,
      "required": [
        "priorityOrder",
        "sourceIdentifier",
        "roleGroup@odata.bind"
      ]
    }
    "##);
    server.stop().await;
}

#[tokio::test]
async fn nonsense_is_answered_with_a_status_that_is_described() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path()).await;
    let document = Document::of(&server).await;
    let client = server.client();
    let bodies: [Option<&[u8]>; 4] =
        [None, Some(b"{}"), Some(b"[1"), Some(b"{\"displayName\":7,\"x\":[{}]}")];
    let queries = ["", "?$filter=", "?$top=-1", "?$format=xml", "?$skiptoken=x", "?$select=shoe", "?%"];
    for (method, path, operation) in document.operations() {
        let mut filled = path.to_owned();
        while let Some((start, rest)) = filled.split_once('{') {
            filled = format!("{start}nobody{}", rest.split_once('}').unwrap().1);
        }
        let reads = method == "get";
        let queries = queries.iter().filter(|_| reads).map(|query| (*query, None));
        let bodies = bodies.iter().filter(|_| !reads).map(|body| ("", *body));
        for (query, body) in queries.chain(bodies) {
            let url = format!("{filled}{query}");
            let answer = client.send(&method.to_uppercase(), &url, body.map(<[u8]>::to_vec)).await;
            let status = answer.status.to_string();
            let is_described = operation["responses"].get(&status).is_some();
            assert!(is_described, "{method} {url} with {body:?}: {status} {}", answer.text);
        }
    }
    assert_eq!(client.get(&format!("{SETS}/$count")).await.text, "0");
    server.stop().await;
}
