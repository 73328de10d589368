//! What the service tells of itself, to anyone.

use server::routes::{Access, declarations};

use crate::data::Data;
use crate::harness::Server;

#[tokio::test]
async fn the_schema_is_there_for_anyone() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    for path in ["/beta/$metadata", "/beta/%24metadata"] {
        let answer = server.stranger().get(path).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/xml"), "{path}");
        assert_eq!(answer.header("odata-version"), "4.0");
        assert_eq!(answer.text, industry_data::schema::MODEL.to_xml());
    }
    assert_eq!(server.stranger().get("/beta/$metadata?$top=1").await.error().0, 400);
    assert_eq!(server.stranger().send("POST", "/beta/$metadata", None).await.status, 401);
    assert_eq!(server.client().send("POST", "/beta/$metadata", None).await.status, 405);
    server.stop().await;
}

#[tokio::test]
async fn the_service_document_leads_to_the_api() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    for path in ["/beta", "/beta/"] {
        let answer = server.stranger().get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        assert_eq!(
            answer.json(),
            serde_json::json!({
                "@odata.context": "https://graph.microsoft.com/beta/$metadata",
                "value": [{ "name": "external", "kind": "Singleton", "url": "external" }],
            })
        );
    }
    server.stop().await;
}

#[test]
fn nothing_else_is_open() {
    let open = declarations().into_iter().filter(|route| route.access == Access::Anyone);
    assert_eq!(open.map(|route| route.path).collect::<Vec<_>>(), ["/", "/$metadata"]);
}
