//! Writing the memberships that a batch changed.

use sqlx::SqliteConnection;

use super::{Held, Memberships};
use crate::batch::Mark;

const INSERT: &str = "
    INSERT INTO memberships (container, member, owns, changed)
    SELECT value ->> 0, value ->> 1, value ->> 2, ?2 FROM json_each(?1)";

const DELETE: &str = "
    DELETE FROM memberships
    WHERE (container, member, owns) IN (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1))";

impl Memberships {
    /// Writes every membership that differs from its row.
    pub(crate) async fn save(
        &self,
        connection: &mut SqliteConnection,
        mark: &Mark,
    ) -> Result<(), sqlx::Error> {
        if let Some(ended) = self.rows(|held| held.stored && !held.now)? {
            sqlx::query(DELETE).bind(ended).execute(&mut *connection).await?;
        }
        if let Some(begun) = self.rows(|held| held.now && !held.stored)? {
            sqlx::query(INSERT).bind(begun).bind(mark.token).execute(connection).await?;
        }
        Ok(())
    }

    /// The rows that are `wanted`, in order, as a list for `json_each`; `None` when there are none.
    fn rows(&self, wanted: impl Fn(&Held) -> bool) -> Result<Option<String>, sqlx::Error> {
        let rows: Vec<(i64, i64, u8)> = self
            .held
            .iter()
            .filter(|(_, held)| wanted(held))
            .map(|(&(container, member, owns), _)| (container, member, u8::from(owns)))
            .collect();
        if rows.is_empty() {
            return Ok(None);
        }
        serde_json::to_string(&rows).map(Some).map_err(|error| sqlx::Error::Encode(Box::new(error)))
    }
}
