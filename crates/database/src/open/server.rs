//! A schema of a PostgreSQL server.

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, PgPool};

use super::{BUSY_TIMEOUT, READERS, refusal};
use crate::{OpenError, Place, Schema, ServerUrl};

/// Opens the schema on the server at `url`: its writer, its readers, and what writers lock.
pub(crate) async fn open(
    url: &ServerUrl,
    schema: &Schema,
) -> Result<(PgPool, PgPool, (i32, i32)), OpenError> {
    let place = Place::Server { schema: schema.name, database: url.to_string() };
    let failed = |error| OpenError::new(&place, error);
    let options = session(url, schema);
    // A pool would try for long to reach a server that is not there.
    let mut connection = options.connect().await.map_err(failed)?;
    migrate(&mut connection, &place, schema).await?;
    let of_schema = oid(&mut connection, schema).await.map_err(failed)?;
    connection.close().await.map_err(failed)?;
    let read_only = options.clone().options([("default_transaction_read_only", "on")]);
    let writer = PgPoolOptions::new().max_connections(1).connect_lazy_with(options);
    let readers = PgPoolOptions::new().max_connections(READERS).connect_lazy_with(read_only);
    Ok((writer, readers, (schema.application_id, of_schema)))
}

/// What every connection is told, whatever the server's own settings.
fn session(url: &ServerUrl, schema: &Schema) -> PgConnectOptions {
    let timeout = BUSY_TIMEOUT.as_secs();
    url.options()
        .options([("search_path", schema.name), ("synchronous_commit", "on")])
        // With a snapshot older than its lock, a transaction would not see what the last writer wrote.
        .options([("default_transaction_isolation", "read committed")])
        .options([("lock_timeout", format!("{timeout}s"))])
        // A machine that vanished while it wrote does not keep the others out.
        .options([("idle_in_transaction_session_timeout", format!("{timeout}s"))])
}

/// Makes the schema, stamps it and applies the migrations that it lacks, all or nothing. Of two processes
/// that open a new one, one migrates and the other finds it done.
async fn migrate(connection: &mut PgConnection, place: &Place, schema: &Schema) -> Result<(), OpenError> {
    let failed = |error| OpenError::new(place, error);
    let mut transaction = connection.begin().await.map_err(failed)?;
    if !claim(&mut transaction, schema).await.map_err(failed)? {
        return Err(OpenError::Foreign { place: place.clone() });
    }
    // Its own lock would outlive the transaction.
    let mut migrations = sqlx::migrate::Migrator::with_migrations(schema.postgres.iter().cloned().collect());
    migrations.set_locking(false);
    let migrated = migrations.run_direct(None, &mut *transaction, false).await;
    migrated.map_err(|error| refusal(place, &migrations, error))?;
    transaction.commit().await.map_err(failed)
}

/// Whether the schema is ours; one that is not there or empty becomes so.
async fn claim(connection: &mut PgConnection, schema: &Schema) -> Result<bool, sqlx::Error> {
    sqlx::query("SELECT pg_advisory_xact_lock($1, 0)")
        .bind(schema.application_id)
        .execute(&mut *connection)
        .await?;
    let tables: Option<i64> = sqlx::query_scalar(
        "SELECT count(c.oid) FROM pg_namespace AS n LEFT JOIN pg_class AS c ON c.relnamespace = n.oid
        WHERE n.nspname = $1 GROUP BY n.oid",
    )
    .bind(schema.name)
    .fetch_optional(&mut *connection)
    .await?;
    if tables.is_none() {
        let create = AssertSqlSafe(format!("CREATE SCHEMA {}", schema.name));
        sqlx::query(create).execute(&mut *connection).await?;
    }
    if tables.unwrap_or_default() > 0 {
        return is_stamped(connection, schema).await;
    }
    stamp(connection, schema).await?;
    Ok(true)
}

async fn stamp(connection: &mut PgConnection, schema: &Schema) -> Result<(), sqlx::Error> {
    let create = "CREATE TABLE identity (application_id INTEGER NOT NULL)";
    sqlx::query(create).execute(&mut *connection).await?;
    let insert = sqlx::query("INSERT INTO identity (application_id) VALUES ($1)");
    insert.bind(schema.application_id).execute(connection).await?;
    Ok(())
}

async fn is_stamped(connection: &mut PgConnection, schema: &Schema) -> Result<bool, sqlx::Error> {
    let columns: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM information_schema.columns
        WHERE table_schema = $1 AND table_name = 'identity' AND column_name = 'application_id'",
    )
    .bind(schema.name)
    .fetch_one(&mut *connection)
    .await?;
    if columns == 0 {
        return Ok(false);
    }
    let stamp: Option<i64> = sqlx::query_scalar("SELECT CAST(application_id AS BIGINT) FROM identity")
        .fetch_optional(connection)
        .await?;
    Ok(stamp == Some(i64::from(schema.application_id)))
}

/// A number that only this schema of the database has.
async fn oid(connection: &mut PgConnection, schema: &Schema) -> Result<i32, sqlx::Error> {
    sqlx::query_scalar("SELECT CAST(oid AS INTEGER) FROM pg_namespace WHERE nspname = $1")
        .bind(schema.name)
        .fetch_one(connection)
        .await
}
