//! Writing the memberships that a batch changed.

use database::{AssertSqlSafe, Dialect, Error, Transaction, query};

use super::{Held, Memberships, PLACE, Place};
use crate::batch::Mark;
use crate::records;

fn insert(dialect: Dialect) -> String {
    let begun = dialect.records("begun", "$1", &PLACE);
    format!(
        "INSERT INTO memberships (container, member, owns, changed)
        SELECT begun.container, begun.member, begun.owns, $2 FROM {begun}"
    )
}

fn delete(dialect: Dialect) -> String {
    let ended = dialect.records("ended", "$1", &PLACE);
    format!(
        "DELETE FROM memberships
        WHERE (container, member, owns) IN (SELECT ended.container, ended.member, ended.owns FROM {ended})"
    )
}

impl Memberships {
    /// Writes every membership that differs from its row.
    pub(crate) async fn save(&self, transaction: &mut Transaction, mark: &Mark) -> Result<(), Error> {
        let dialect = transaction.dialect();
        let ended = self.places(|held| held.stored && !held.now);
        if !ended.is_empty() {
            let delete = query(AssertSqlSafe(delete(dialect))).bind(records::text(&ended)?);
            delete.execute(&mut *transaction).await?;
        }
        let begun = self.places(|held| held.now && !held.stored);
        if !begun.is_empty() {
            let insert = query(AssertSqlSafe(insert(dialect))).bind(records::text(&begun)?);
            insert.bind(mark.token).execute(transaction).await?;
        }
        Ok(())
    }

    /// The places that are `wanted`, in order.
    fn places(&self, wanted: impl Fn(&Held) -> bool) -> Vec<Place> {
        self.held.iter().filter(|(_, held)| wanted(held)).map(|(&place, _)| place).collect()
    }
}
