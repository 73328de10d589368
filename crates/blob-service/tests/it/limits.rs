//! Limits.

use axum::body::Body;
use blob_service::{Limits, Permissions};
use futures::stream;

use crate::harness::{Home, small};

#[tokio::test]
async fn a_file_has_a_longest_length() {
    let home = Home::with(small(), Permissions::all());
    assert_eq!(home.put("users.csv", &[], vec![b'x'; 1000]).await.status, 201);
    let long = home.put("users.csv", &[], vec![b'x'; 1001]).await;
    assert_eq!(long.refusal(), (413, "RequestBodyTooLarge"));
    home.send("PUT", "orgs.csv", "&comp=block&blockid=QUE%3D", &[], vec![b'x'; 600]).await;
    let list = "<BlockList><Latest>QUE=</Latest><Latest>QUE=</Latest></BlockList>";
    let twice = home.send("PUT", "orgs.csv", "&comp=blocklist", &[], list).await;
    assert_eq!(
        twice.refusal(),
        (413, "RequestBodyTooLarge"),
        "a list cannot make more than what may be sent"
    );
    assert_eq!(home.names(), ["users.csv"]);
    assert_eq!(home.left_in("incoming"), 0);
}

#[tokio::test]
async fn a_container_takes_so_many_files() {
    let home = Home::with(small(), Permissions::all());
    for name in ["a.csv", "b.csv", "c.csv", "a.csv"] {
        assert_eq!(home.put(name, &[], "x").await.status, 201);
    }
    assert_eq!(home.put("d.csv", &[], "x").await.refusal(), (409, "ContainerQuotaExceeded"));
    assert_eq!(home.send("DELETE", "a.csv", "", &[], "").await.status, 202);
    assert_eq!(home.put("d.csv", &[], "x").await.status, 201);
}

#[tokio::test]
async fn a_container_takes_so_many_bytes_whatever_became_of_them() {
    let limits = Limits { files: 10, file_bytes: 1 << 20, bytes: 1 << 20 };
    let home = Home::with(limits, Permissions::all());
    let half = vec![b'x'; 1 << 19];
    home.put("a.csv", &[], half.clone()).await;
    for _ in 0..3 {
        assert_eq!(
            home.put("b.csv", &[], vec![b'x'; (1 << 19) + 1]).await.refusal(),
            (409, "ContainerQuotaExceeded")
        );
    }
    assert_eq!(home.put("b.csv", &[], half.clone()).await.status, 201, "what was refused is given back");
    home.send("DELETE", "a.csv", "", &[], "").await;
    assert_eq!(home.send("PUT", "c.csv", "&comp=block&blockid=QUE%3D", &[], half).await.status, 201);
    assert_eq!(home.put("d.csv", &[], "x").await.refusal().0, 409, "blocks count");
    home.send("PUT", "c.csv", "&comp=blocklist", &[], "<BlockList></BlockList>").await;
    assert_eq!(home.put("d.csv", &[], "x").await.status, 201);
}

#[tokio::test]
async fn there_can_be_only_so_many_parts_however_small() {
    let home = Home::with(small(), Permissions::all());
    for number in 0..16 {
        let parameters = format!("&comp=block&blockid=QUE{number:01x}");
        assert_eq!(home.send("PUT", &format!("f{number}.csv"), &parameters, &[], "x").await.status, 201);
    }
    let more = home.send("PUT", "g.csv", "&comp=block&blockid=QUE%3D", &[], "x").await;
    assert_eq!(more.refusal(), (409, "ContainerQuotaExceeded"));
}

#[tokio::test]
async fn a_body_that_breaks_off_leaves_nothing() {
    let home = Home::new();
    let pieces = stream::iter([Ok("half"), Err(std::io::Error::other("gone"))]);
    let broken = home.put("users.csv", &[], Body::from_stream(pieces)).await;
    assert_eq!(broken.refusal(), (400, "InvalidInput"));
    assert!(home.names().is_empty());
    assert_eq!(home.left_in("incoming"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_falls_silent_is_not_waited_for() {
    let home = Home::new();
    let silent = Body::from_stream(stream::pending::<std::io::Result<&str>>());
    assert_eq!(home.put("users.csv", &[], silent).await.refusal(), (408, "OperationTimedOut"));
    assert_eq!(home.left_in("incoming"), 0);
}

#[tokio::test]
async fn a_list_of_blocks_is_not_read_forever() {
    let home = Home::new();
    let endless = stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b' '; 1 << 20]));
    let answer = home.send("PUT", "users.csv", "&comp=blocklist", &[], Body::from_stream(endless)).await;
    assert_eq!(answer.refusal(), (413, "RequestBodyTooLarge"));
}
