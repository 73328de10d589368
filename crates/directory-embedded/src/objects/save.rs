//! Writing the objects that a batch changed.

use database::{AssertSqlSafe, ColumnType, Dialect, Error, Transaction, query};
use model::{ObjectId, ObjectKind};

use super::names::{UniqueName, unique_names};
use super::{Edit, Object, Objects};
use crate::batch::Mark;
use crate::records;

/// The objects given as `$1`; the batch's time is `$2`, its token `$3`.
fn given(dialect: Dialect) -> String {
    let columns = [
        ("key", ColumnType::Integer),
        ("id", ColumnType::Text),
        ("kind", ColumnType::Text),
        ("anchor", ColumnType::Text),
        ("user_principal_name", ColumnType::Text),
        ("mail_nickname", ColumnType::Text),
        ("attributes", ColumnType::Text),
        ("deleted", ColumnType::Boolean),
    ];
    dialect.records("given", "$1", &columns)
}

fn insert(dialect: Dialect) -> String {
    format!(
        "INSERT INTO objects
            (key, id, kind, anchor, user_principal_name, mail_nickname, attributes, created_at, changed)
        SELECT
            given.key, given.id, given.kind, given.anchor, given.user_principal_name, given.mail_nickname,
            given.attributes, $2, $3
        FROM {}",
        given(dialect)
    )
}

fn update(dialect: Dialect) -> String {
    format!(
        "UPDATE objects SET
            anchor = given.anchor,
            user_principal_name = given.user_principal_name,
            mail_nickname = given.mail_nickname,
            attributes = given.attributes,
            deleted_at = CASE WHEN given.deleted THEN coalesce(deleted_at, $2) END,
            changed = $3
        FROM {}
        WHERE objects.key = given.key",
        given(dialect)
    )
}

fn release_names(dialect: Dialect) -> String {
    let renamed = dialect.records("renamed", "$1", &[("key", ColumnType::Integer)]);
    format!(
        "UPDATE objects SET anchor = NULL, user_principal_name = NULL, mail_nickname = NULL
        WHERE key IN (SELECT renamed.key FROM {renamed})"
    )
}

impl Objects {
    /// Writes every object that differs from its row.
    pub(crate) async fn save(&self, transaction: &mut Transaction, mark: &Mark) -> Result<(), Error> {
        // Names are given up before they are taken: two objects may have swapped theirs.
        let renamed: Vec<(i64,)> = self.edited(&[Edit::Renamed]).map(|(_, object)| (object.key,)).collect();
        if !renamed.is_empty() {
            let release = query(AssertSqlSafe(release_names(transaction.dialect())));
            release.bind(records::text(&renamed)?).execute(&mut *transaction).await?;
        }
        let changed = self.edited(&[Edit::Changed, Edit::Renamed]).map(stored).collect();
        write(transaction, update, changed, mark).await?;
        let mut new: Vec<StoredObject<'_>> = self.edited(&[Edit::New]).map(stored).collect();
        new.sort_unstable_by_key(|(key, ..)| *key);
        write(transaction, insert, new, mark).await
    }

    fn edited<'a>(&'a self, edits: &'a [Edit]) -> impl Iterator<Item = (&'a ObjectId, &'a Object)> {
        self.by_id.iter().filter(|(_, object)| edits.contains(&object.edit))
    }
}

async fn write(
    transaction: &mut Transaction,
    statement: fn(Dialect) -> String,
    objects: Vec<StoredObject<'_>>,
    mark: &Mark,
) -> Result<(), Error> {
    if objects.is_empty() {
        return Ok(());
    }
    let statement = query(AssertSqlSafe(statement(transaction.dialect())));
    let objects = records::text(&objects)?;
    statement.bind(objects).bind(&mark.at).bind(mark.token).execute(transaction).await?;
    Ok(())
}

/// A row as [`given`] has it.
type StoredObject<'a> =
    (i64, &'a ObjectId, ObjectKind, Option<String>, Option<String>, Option<String>, String, bool);

fn stored<'a>((id, object): (&'a ObjectId, &'a Object)) -> StoredObject<'a> {
    let (mut anchor, mut user_principal_name, mut mail_nickname) = (None, None, None);
    for name in unique_names(object.kind, &object.attributes) {
        match name {
            UniqueName::Anchor(_, value) => anchor = Some(value),
            UniqueName::UserPrincipalName(value) => user_principal_name = Some(value),
            UniqueName::MailNickname(value) => mail_nickname = Some(value),
        }
    }
    let attributes = object.attributes.to_json();
    (object.key, id, object.kind, anchor, user_principal_name, mail_nickname, attributes, object.deleted)
}
