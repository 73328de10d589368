//! Whole files in the Blob dialect.

use crate::harness::Home;

#[tokio::test]
async fn a_file_goes_in_and_comes_out() {
    let home = Home::new();
    let put = home.put("users.csv", &[("content-length", "5")], "hello").await;
    assert_eq!(put.status, 201);
    assert_eq!(put.header("last-modified"), "Tue, 01 Sep 2026 12:00:00 GMT");
    let got = home.get("users.csv").await;
    assert_eq!((got.status.as_u16(), got.text()), (200, "hello"));
    assert_eq!(got.header("etag"), put.header("etag"));
    assert_eq!(got.header("content-length"), "5");
    assert_eq!(got.header("x-ms-blob-type"), "BlockBlob");
    assert_eq!(home.left_in("incoming") + home.left_in("parts"), 0);
}

#[tokio::test]
async fn every_answer_says_which_it_answers() {
    let home = Home::new();
    let sent = [("x-ms-version", "2025-01-05"), ("x-ms-client-request-id", "mine")];
    for answer in
        [home.send("HEAD", "nothing.csv", "", &sent, "").await, home.send("GET", "", "", &sent, "").await]
    {
        assert_eq!(answer.header("x-ms-version"), "2025-01-05");
        assert_eq!(answer.header("x-ms-client-request-id"), "mine");
        assert_eq!(answer.header("x-ms-request-id").len(), 36);
        assert_eq!(answer.header("date"), "Tue, 01 Sep 2026 12:00:00 GMT");
    }
    assert_eq!(home.get("nothing.csv").await.header("x-ms-version"), "2023-11-03");
}

#[tokio::test]
async fn properties_are_those_of_the_file() {
    let home = Home::new();
    home.put("users.csv", &[], "hello").await;
    let head = home.send("HEAD", "users.csv", "", &[], "").await;
    assert_eq!(head.status, 200);
    assert_eq!((head.header("content-length"), head.header("x-ms-resource-type")), ("5", "file"));
    assert!(head.body.is_empty());
    assert_eq!(home.send("HEAD", "orgs.csv", "", &[], "").await.refusal(), (404, "BlobNotFound"));
}

#[tokio::test]
async fn ranges_are_served() {
    let home = Home::new();
    home.put("users.csv", &[], "0123456789").await;
    let part =
        home.send("GET", "users.csv", "", &[("x-ms-range", "bytes=2-4"), ("range", "bytes=0-0")], "").await;
    assert_eq!((part.status.as_u16(), part.text()), (206, "234"));
    assert_eq!(part.header("content-range"), "bytes 2-4/10");
    assert_eq!(part.header("content-length"), "3");
    let beyond = home.send("GET", "users.csv", "", &[("range", "bytes=10-")], "").await;
    assert_eq!(beyond.refusal(), (416, "InvalidRange"));
    home.put("empty.csv", &[], "").await;
    assert_eq!(home.send("GET", "empty.csv", "", &[("range", "bytes=0-3")], "").await.refusal().0, 416);
    assert_eq!(home.get("empty.csv").await.status, 200);
}

#[tokio::test]
async fn a_file_is_replaced_whole_and_deleted() {
    let home = Home::new();
    let first = home.put("users.csv", &[], "a longer text").await;
    let second = home.put("users.csv", &[], "short").await;
    assert_ne!(first.header("etag"), second.header("etag"), "although the clock stood still");
    assert_eq!(home.get("users.csv").await.text(), "short");
    assert_eq!(home.send("DELETE", "users.csv", "", &[], "").await.status, 202);
    assert_eq!(home.get("users.csv").await.refusal(), (404, "BlobNotFound"));
    assert_eq!(home.send("DELETE", "users.csv", "", &[], "").await.refusal(), (404, "BlobNotFound"));
}

#[tokio::test]
async fn what_did_not_arrive_as_sent_is_not_kept() {
    let home = Home::new();
    home.put("users.csv", &[], "before").await;
    // Of "hello".
    let md5 = "XUFAKrxLKna5cZ2REBfFkg==";
    assert_eq!(home.put("users.csv", &[("content-md5", md5)], "hallo").await.refusal(), (400, "Md5Mismatch"));
    assert_eq!(home.put("users.csv", &[("x-ms-blob-content-md5", md5)], "hallo").await.refusal().0, 400);
    let crc64 = home.put("users.csv", &[("x-ms-content-crc64", "AAAAAAAAAAA=")], "hallo").await;
    assert_eq!(crc64.refusal(), (400, "Crc64Mismatch"));
    assert_eq!(home.get("users.csv").await.text(), "before");
    assert_eq!(home.put("users.csv", &[("content-md5", md5)], "hello").await.status, 201);
    assert_eq!(home.left_in("incoming"), 0);
}

#[tokio::test]
async fn what_is_not_offered_is_refused_by_name() {
    let home = Home::new();
    home.put("a.csv", &[], "a").await;
    for (method, name, parameters, headers, refusal) in [
        ("PUT", "a.csv", "", vec![], (400, "MissingRequiredHeader")),
        ("PUT", "a.csv", "", vec![("x-ms-blob-type", "AppendBlob")], (400, "InvalidHeaderValue")),
        ("PUT", "a.csv", "", vec![("x-ms-copy-source", "http://localhost/x")], (400, "UnsupportedHeader")),
        ("PUT", "a.csv", "", vec![("x-ms-rename-source", "/default/x")], (400, "UnsupportedHeader")),
        (
            "PUT",
            "a.csv",
            "",
            vec![("x-ms-structured-body", "XSM/1.0; properties=crc64")],
            (400, "UnsupportedHeader"),
        ),
        (
            "PUT",
            "a.csv",
            "",
            vec![("x-ms-blob-type", "BlockBlob"), ("content-md5", "?")],
            (400, "InvalidHeaderValue"),
        ),
        ("PUT", "a.csv", "&comp=metadata", vec![], (400, "UnsupportedQueryParameter")),
        ("PUT", "a.csv", "&comp=lease", vec![], (400, "UnsupportedQueryParameter")),
        ("PUT", "a.csv", "&resource=directory", vec![], (400, "UnsupportedQueryParameter")),
        ("PATCH", "a.csv", "&action=setProperties", vec![], (400, "UnsupportedQueryParameter")),
        ("POST", "a.csv", "", vec![], (405, "UnsupportedHttpVerb")),
        ("GET", "a.csv", "&comp=tags", vec![], (400, "UnsupportedQueryParameter")),
        ("GET", "", "&restype=container&comp=acl", vec![], (400, "UnsupportedQueryParameter")),
        ("DELETE", "", "&restype=container", vec![], (405, "UnsupportedHttpVerb")),
        ("PUT", "", "&restype=container", vec![], (409, "ContainerAlreadyExists")),
        (
            "GET",
            "",
            "&restype=container&comp=list&maxresults=many",
            vec![],
            (400, "InvalidQueryParameterValue"),
        ),
        ("GET", "a.csv", "", vec![("if-modified-since", "soon")], (400, "InvalidHeaderValue")),
    ] {
        let answer = home.send(method, name, parameters, &headers, "").await;
        assert_eq!(answer.refusal(), refusal, "{method} {name} {parameters} {headers:?}");
        assert!(answer.text().to_lowercase().contains("message"), "{}", answer.text());
    }
    assert_eq!(home.get("a.csv").await.text(), "a");
    assert_eq!(home.names(), ["a.csv"]);
}
