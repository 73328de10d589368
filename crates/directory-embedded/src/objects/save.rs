//! Writing the objects that a batch changed.

use model::{Attribute, ObjectId, ObjectKind};
use serde::Serialize;
use sqlx::SqliteConnection;

use super::{Edit, Object, Objects};
use crate::batch::Mark;

const INSERT: &str = "
    INSERT INTO objects
        (key, id, kind, anchor, user_principal_name, mail_nickname, attributes, created_at, changed)
    SELECT
        value ->> 'key', value ->> 'id', value ->> 'kind', value ->> 'anchor',
        value ->> 'userPrincipalName', value ->> 'mailNickname', value ->> 'attributes', ?2, ?3
    FROM json_each(?1)";

const RELEASE_NAMES: &str = "
    UPDATE objects SET anchor = NULL, user_principal_name = NULL, mail_nickname = NULL
    WHERE key IN (SELECT value FROM json_each(?))";

const UPDATE: &str = "
    UPDATE objects SET
        anchor = row.value ->> 'anchor',
        user_principal_name = row.value ->> 'userPrincipalName',
        mail_nickname = row.value ->> 'mailNickname',
        attributes = row.value ->> 'attributes',
        deleted_at = CASE WHEN row.value ->> 'deleted' THEN coalesce(deleted_at, ?2) END,
        changed = ?3
    FROM json_each(?1) AS row
    WHERE objects.key = row.value ->> 'key'";

impl Objects {
    /// Writes every object that differs from its row.
    pub(crate) async fn save(
        &self,
        connection: &mut SqliteConnection,
        mark: &Mark,
    ) -> Result<(), sqlx::Error> {
        // Names are given up before they are taken: two objects may have swapped theirs.
        let renamed = self.edited(&[Edit::Renamed]).map(|(_, object)| object.key).collect();
        execute(connection, RELEASE_NAMES, renamed, None).await?;
        let changed = self.edited(&[Edit::Changed, Edit::Renamed]).map(StoredObject::new).collect();
        execute(connection, UPDATE, changed, Some(mark)).await?;
        let mut new: Vec<StoredObject<'_>> = self.edited(&[Edit::New]).map(StoredObject::new).collect();
        new.sort_unstable_by_key(|row| row.key);
        execute(connection, INSERT, new, Some(mark)).await
    }

    fn edited<'a>(&'a self, edits: &'a [Edit]) -> impl Iterator<Item = (&'a ObjectId, &'a Object)> {
        self.by_id.iter().filter(|(_, object)| edits.contains(&object.edit))
    }
}

async fn execute<T: Serialize>(
    connection: &mut SqliteConnection,
    statement: &'static str,
    rows: Vec<T>,
    mark: Option<&Mark>,
) -> Result<(), sqlx::Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = serde_json::to_string(&rows).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
    let query = sqlx::query(statement).bind(rows);
    let query = match mark {
        Some(mark) => query.bind(&mark.at).bind(mark.token),
        None => query,
    };
    query.execute(connection).await?;
    Ok(())
}

/// A row as the statements above take it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StoredObject<'a> {
    key: i64,
    id: &'a ObjectId,
    kind: ObjectKind,
    anchor: Option<&'a str>,
    user_principal_name: Option<&'a str>,
    mail_nickname: Option<&'a str>,
    attributes: String,
    deleted: bool,
}

impl<'a> StoredObject<'a> {
    fn new((id, object): (&'a ObjectId, &'a Object)) -> Self {
        let unique_to = |kind: ObjectKind, attribute: Attribute| {
            object.attributes.get(attribute).filter(|_| object.kind == kind)
        };
        Self {
            key: object.key,
            id,
            kind: object.kind,
            anchor: object.attributes.get(Attribute::EducationAnchorId),
            user_principal_name: unique_to(ObjectKind::User, Attribute::UserPrincipalName),
            mail_nickname: unique_to(ObjectKind::ClassGroup, Attribute::MailNickname),
            attributes: object.attributes.to_json(),
            deleted: object.deleted,
        }
    }
}
