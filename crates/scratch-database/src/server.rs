//! A database on the server, for one test.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::SERVER_VARIABLE;

#[derive(Debug)]
pub(crate) struct ServerDatabase {
    pub(crate) url: String,
    name: String,
}

impl ServerDatabase {
    pub(crate) async fn create() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("homeroom_test_{}_{number}", std::process::id());
        // Sorted by a language, as a server may be: whoever relies on the order of texts has to say so.
        let create = format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
        );
        execute(&[format!("DROP DATABASE IF EXISTS {name}"), create]).await;
        Self { url: server().database(&name).to_url_lossy().into(), name }
    }
}

impl Drop for ServerDatabase {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // The test's own runtime cannot be waited for from within.
        let dropped = std::thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(execute(&[drop]));
        });
        assert!(dropped.join().is_ok() || std::thread::panicking(), "{} is left behind", self.name);
    }
}

async fn execute(statements: &[String]) {
    let mut connection = server().connect().await.expect("the server of the tests");
    for statement in statements {
        let statement = AssertSqlSafe(statement.as_str());
        sqlx::query(statement).execute(&mut connection).await.expect("a database of its own for the test");
    }
    connection.close().await.expect("an end of the connection");
}

fn server() -> PgConnectOptions {
    let url = std::env::var(SERVER_VARIABLE).unwrap_or_else(|_| {
        panic!("{SERVER_VARIABLE} is not set: run scripts/test, or name a server to make databases on")
    });
    let options: PgConnectOptions = url.parse().expect("the URL of a server");
    options.disable_statement_logging()
}
