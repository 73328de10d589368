//! What is in use is not deleted.

use super::{CONNECTORS, FLOWS, SYSTEMS, YEARS, files, flow, three};
use crate::data::Data;
use crate::harness::Server;

#[tokio::test]
async fn what_is_in_use_is_deleted_after_what_uses_it() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [system, connector, year] = three(&client).await;
    let flow = client.make(FLOWS, &flow(&connector, &year)).await;
    let (system, connector) = (format!("{SYSTEMS}/{system}"), format!("{CONNECTORS}/{connector}"));
    let year = format!("{YEARS}/{year}");
    for (path, user) in [
        (&system, connector.rsplit('/').next().unwrap()),
        (&connector, flow.as_str()),
        (&year, flow.as_str()),
    ] {
        let refused = client.delete(path).await;
        assert_eq!(refused.error(), (409, "Conflict".into(), String::new()), "{path}");
        assert!(refused.text.contains(user), "{path}: {}", refused.text);
        assert_eq!(client.get(path).await.status, 200, "{path}");
    }
    for path in [format!("{FLOWS}/{flow}"), connector, year, system] {
        let deleted = client.delete(&path).await;
        assert_eq!((deleted.status, deleted.text.as_str()), (204, ""), "{path}");
        assert_eq!(client.get(&path).await.error().0, 404, "{path}");
        assert_eq!(client.delete(&path).await.error().0, 404, "{path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn of_many_users_the_first_are_named() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let [system, ..] = three(&client).await;
    for _ in 0..7 {
        client.make(CONNECTORS, &files(&system)).await;
    }
    let refused = client.delete(&format!("{SYSTEMS}/{system}")).await;
    assert!(refused.text.contains(" and 3 more: delete these first."), "{}", refused.text);
    server.stop().await;
}
