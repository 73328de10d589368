//! Guards that a named person let go.

use chrono::{DateTime, Utc};
use database::{query, query_as};
use model::RunId;

use crate::{AuditEntry, StoreError, TenantStore, time};

/// A person's word that what a guard held in a run may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The run whose plan was held.
    pub run: RunId,
    /// The guard's code.
    pub guard: String,
    /// Who released it.
    pub by: String,
    /// Why.
    pub why: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl TenantStore {
    /// Records a release, and audits it. Says whether it is the first of this guard for this run: a second
    /// changes nothing, but is audited too. Needs no lease, since a person may decide while a run goes on.
    ///
    /// # Errors
    /// When the run is unknown or the database fails.
    pub async fn release(&self, release: &Release) -> Result<bool, StoreError> {
        self.run(&release.run).await?;
        let mut transaction = self.database.write().await?;
        let inserted = query(
            "INSERT INTO releases (run, guard, by, why, at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (run, guard) DO NOTHING",
        )
        .bind(release.run.as_str())
        .bind(&release.guard)
        .bind(&release.by)
        .bind(&release.why)
        .bind(time::text(release.at))
        .execute(&mut transaction)
        .await?;
        self.insert_audit(&mut transaction, &audit_entry(release)).await?;
        transaction.commit().await?;
        Ok(inserted == 1)
    }

    /// The releases of `run`, by guard.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn releases(&self, run: &RunId) -> Result<Vec<Release>, StoreError> {
        let rows: Vec<(String, String, String, String)> = query_as(
            "SELECT e.guard, e.by, e.why, e.at FROM releases AS e JOIN runs AS r ON r.id = e.run
            WHERE r.tenant = $1 AND e.run = $2 ORDER BY e.guard",
        )
        .bind(self.tenant.as_str())
        .bind(run.as_str())
        .fetch_all(self.database.read())
        .await?;
        let release = |(guard, by, why, at): (String, String, String, String)| {
            Ok(Release { run: run.clone(), guard, by, why, at: time::instant(&at)? })
        };
        rows.into_iter().map(release).collect()
    }
}

fn audit_entry(release: &Release) -> AuditEntry {
    AuditEntry {
        at: release.at,
        who: release.by.clone(),
        what: "release".to_owned(),
        detail: serde_json::json!({
            "run": release.run,
            "guard": release.guard,
            "why": release.why,
        }),
    }
}
