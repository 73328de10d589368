//! Containers, and what is in them.

use crate::harness::Home;

async fn filled() -> Home {
    let home = Home::new();
    home.put("users.csv", &[], "u").await;
    home.put("orgs.csv", &[], "oo").await;
    home
}

#[tokio::test]
async fn files_are_listed_in_xml() {
    let home = filled().await;
    home.put("M%C3%BCller%20%26%20Co.csv", &[], "").await;
    let list = home.send("GET", "", "&restype=container&comp=list", &[], "").await;
    assert_eq!(list.header("content-type"), "application/xml");
    let text = list.text().replace("><", ">\n<").replace(&home.id.to_string(), "ID");
    insta::assert_snapshot!(text, @r#"
    <?xml version="1.0" encoding="utf-8"?>
    <EnumerationResults ContainerName="ID">
    <Prefix>
    </Prefix>
    <Blobs>
    <Blob>
    <Name>Müller &amp; Co.csv</Name>
    <Properties>
    <Last-Modified>Tue, 01 Sep 2026 12:00:00 GMT</Last-Modified>
    <Etag>0x65A6AA87C1002</Etag>
    <Content-Length>0</Content-Length>
    <Content-Type>application/octet-stream</Content-Type>
    <BlobType>BlockBlob</BlobType>
    <LeaseStatus>unlocked</LeaseStatus>
    <LeaseState>available</LeaseState>
    <ServerEncrypted>false</ServerEncrypted>
    </Properties>
    </Blob>
    <Blob>
    <Name>orgs.csv</Name>
    <Properties>
    <Last-Modified>Tue, 01 Sep 2026 12:00:00 GMT</Last-Modified>
    <Etag>0x65A6AA87C1001</Etag>
    <Content-Length>2</Content-Length>
    <Content-Type>application/octet-stream</Content-Type>
    <BlobType>BlockBlob</BlobType>
    <LeaseStatus>unlocked</LeaseStatus>
    <LeaseState>available</LeaseState>
    <ServerEncrypted>false</ServerEncrypted>
    </Properties>
    </Blob>
    <Blob>
    <Name>users.csv</Name>
    <Properties>
    <Last-Modified>Tue, 01 Sep 2026 12:00:00 GMT</Last-Modified>
    <Etag>0x65A6AA87C1000</Etag>
    <Content-Length>1</Content-Length>
    <Content-Type>application/octet-stream</Content-Type>
    <BlobType>BlockBlob</BlobType>
    <LeaseStatus>unlocked</LeaseStatus>
    <LeaseState>available</LeaseState>
    <ServerEncrypted>false</ServerEncrypted>
    </Properties>
    </Blob>
    </Blobs>
    <NextMarker>
    </NextMarker>
    </EnumerationResults>
    "#);
}

#[tokio::test]
async fn files_are_listed_in_json() {
    let home = filled().await;
    let list = home.send("GET", "", "&resource=filesystem&recursive=true&directory=", &[], "").await;
    insta::assert_snapshot!(list.text(), @r#"{"paths":[{"name":"orgs.csv","contentLength":"2","etag":"0x65A6AA87C1001","lastModified":"Tue, 01 Sep 2026 12:00:00 GMT"},{"name":"users.csv","contentLength":"1","etag":"0x65A6AA87C1000","lastModified":"Tue, 01 Sep 2026 12:00:00 GMT"}]}"#);
    let folder = home.send("GET", "", "&resource=filesystem&recursive=true&directory=folder", &[], "").await;
    assert_eq!(folder.refusal(), (404, "PathNotFound"));
}

#[tokio::test]
async fn a_list_goes_on_page_by_page() {
    let home = filled().await;
    let page = "&restype=container&comp=list&maxresults=1";
    let first = home.send("GET", "", page, &[], "").await;
    assert!(first.text().contains("<Name>orgs.csv</Name>") && !first.text().contains("users.csv"));
    assert!(first.text().contains("<NextMarker>orgs.csv</NextMarker>"));
    let second = home.send("GET", "", &format!("{page}&marker=orgs.csv"), &[], "").await;
    assert!(
        second.text().contains("<Name>users.csv</Name>")
            && second.text().contains("<NextMarker></NextMarker>")
    );

    let page = "&resource=filesystem&recursive=true&maxResults=1";
    let first = home.send("GET", "", page, &[], "").await;
    assert_eq!(first.header("x-ms-continuation"), "orgs.csv");
    let second = home.send("GET", "", &format!("{page}&continuation=orgs.csv"), &[], "").await;
    assert!(second.text().contains("users.csv") && second.header("x-ms-continuation").is_empty());
}

#[tokio::test]
async fn names_may_start_so() {
    let home = filled().await;
    let list = home.send("GET", "", "&restype=container&comp=list&prefix=us", &[], "").await;
    assert!(list.text().contains("users.csv") && !list.text().contains("orgs.csv"));
}

#[tokio::test]
async fn a_container_is_there_and_is_a_directory() {
    let home = filled().await;
    let asked = [
        ("HEAD", ""),
        ("GET", "&restype=container"),
        ("HEAD", "&restype=container"),
        ("HEAD", "&resource=filesystem"),
        ("HEAD", "&action=getStatus"),
    ];
    for (method, parameters) in asked {
        let answer = home.send(method, "", parameters, &[], "").await;
        assert_eq!(answer.status, 200, "{method} {parameters}");
        assert_eq!(answer.header("x-ms-resource-type"), "directory");
        assert!(!answer.header("etag").is_empty() && !answer.header("last-modified").is_empty());
    }
}

#[tokio::test]
async fn a_client_may_look_from_above() {
    let home = filled().await;
    let id = home.id.to_string();
    let signed = &home.query;
    for (uri, name) in [
        (
            format!("/default?{signed}&resource=filesystem&recursive=true&directory=conn/{id}"),
            format!("conn/{id}/users.csv"),
        ),
        (
            format!("/default?{signed}&restype=container&comp=list&prefix=conn%2F{id}%2Fus"),
            format!("conn/{id}/users.csv"),
        ),
        (
            format!("/default/conn/?{signed}&restype=container&comp=list&prefix={id}/"),
            format!("{id}/users.csv"),
        ),
    ] {
        let list = home.send_to("GET", &uri, &[], "").await;
        assert!(list.text().contains(&name), "{uri}: {}", list.text());
    }
    let encoded = format!("/default/conn%2F{id}%2Fusers.csv?{signed}");
    assert_eq!(home.send_to("GET", &encoded, &[], "").await.text(), "u");
    for uri in [
        format!("/default?{signed}&restype=container&comp=list"),
        format!("/default?{signed}&restype=container&comp=list&prefix=other/{id}/"),
        format!("/other?{signed}&restype=container&comp=list&prefix=conn/{id}/"),
        format!("/default?{signed}&resource=filesystem&directory=conn"),
    ] {
        assert_eq!(
            home.send_to("GET", &uri, &[], "").await.refusal(),
            (403, "AuthenticationFailed"),
            "{uri}"
        );
    }
}
