//! The relations that steps work with, by name.
//!
//! For a table called `people`:
//!
//! | relation | its rows |
//! |---|---|
//! | `read_people` | every row of the file, dropped ones included |
//! | `checked_people` | rows valid by themselves, references resolved |
//! | `found_people` | what rules across rows found about them |
//! | `standing_people` | checked rows that none of those findings removed |
//! | `kept_people` | last good versions, in place of rows that conflict |
//! | `good_people` | standing and kept rows: what is stored |
//! | `known_people` | the ids of good rows; of sections with their organisations |
//! | `dropped_people` | rows dropped, for whatever reason, each with its root |
//! | `roots_people` | the root by id, one for each id that was dropped |
//! | `before_people` | the table as the run before left it |

use std::sync::Arc;

use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use formats::Table;
use lake::{Buckets, Staging, column};

use crate::files::Files;
use crate::finding_rows;
use crate::relations::{PARENT, bucket_column, references, taken_along};
use crate::session::Session;
use crate::{Intake, RosterError, sql, stage, tables};

/// What the steps of one intake share.
#[derive(Clone, Copy)]
pub(crate) struct Workbench<'a> {
    pub(crate) intake: &'a Intake<'a>,
    pub(crate) staging: &'a Staging,
    pub(crate) files: &'a Files,
}

macro_rules! relation_names {
    ($($name:ident),+) => {$(
        /// The name of this relation of `table`.
        pub(crate) fn $name(table: Table) -> String {
            format!(concat!(stringify!($name), "_{}"), table.name())
        }
    )+};
}

relation_names!(read, checked, found, standing, kept, good, known, dropped, roots, before);

/// The column of checked rows that says which reference of `column` failed.
pub(crate) fn fault(column: &str) -> String {
    format!("fault_{column}")
}

impl<'a> Workbench<'a> {
    /// A session that knows the catalogue of rules.
    pub(crate) async fn session(&self) -> Result<Session<'a>, RosterError> {
        let session = Session::new(self.intake.engine);
        session.view("catalogue", &sql::catalogue()).await?;
        Ok(session)
    }

    /// The buckets of `table`.
    pub(crate) fn buckets(&self, table: Table) -> Buckets {
        if bucket_column(table).is_some() { self.intake.buckets } else { Buckets::ONE }
    }

    /// Makes `read` and `checked` known; of one bucket, or of all.
    pub(crate) async fn checked(
        &self,
        session: &Session<'_>,
        table: Table,
        bucket: Option<u16>,
    ) -> Result<(), RosterError> {
        let staged = self.staging.table(&part("read", table, bucket), &stage::staged_schema(table))?;
        session.register(&read(table), staged)?;
        if references(table).is_empty() {
            let (columns, read) = (sql::columns(table, "r"), read(table));
            let valid = format!("SELECT {columns}, r.bucket, r.line FROM {read} r WHERE r.dropped IS NULL");
            return session.view(&checked(table), &valid).await;
        }
        let resolved = self.staging.table(&part("checked", table, bucket), &checked_schema(table))?;
        session.register(&checked(table), resolved)
    }

    /// Makes `checked`, `found` and `standing` known.
    pub(crate) async fn standing(
        &self,
        session: &Session<'_>,
        table: Table,
        bucket: Option<u16>,
    ) -> Result<(), RosterError> {
        self.checked(session, table, bucket).await?;
        self.found(session, table)?;
        let (checked, found) = (checked(table), found(table));
        let rows = format!(
            "SELECT c.* FROM {checked} c LEFT ANTI JOIN
                 (SELECT line FROM {found} WHERE severity = 'error' OR code = 'DUP-ROW') f ON f.line = c.line"
        );
        session.view(&standing(table), &rows).await
    }

    /// Makes `found` known.
    pub(crate) fn found(&self, session: &Session<'_>, table: Table) -> Result<(), RosterError> {
        let name = format!("findings/rules/{}", table.name());
        session.register(&found(table), self.staging.table(&name, &finding_rows::schema())?)
    }

    /// Makes `good` known, and what it is made of.
    pub(crate) async fn good(
        &self,
        session: &Session<'_>,
        table: Table,
        bucket: Option<u16>,
    ) -> Result<(), RosterError> {
        self.standing(session, table, bucket).await?;
        let last_good = self.staging.table(&format!("kept/{}", table.name()), &kept_schema(table))?;
        session.register(&kept(table), last_good)?;
        let of_bucket = bucket.map_or_else(String::new, |bucket| format!("WHERE k.bucket = {bucket}"));
        let rows = format!(
            "SELECT {fresh}, s.bucket, s.line, {file} AS source_file, s.line AS source_line, true AS present
             FROM {standing} s
             UNION ALL
             SELECT {last_good}, k.bucket, CAST(NULL AS BIGINT), k.source_file, k.source_line, true
             FROM {kept} k {of_bucket}",
            fresh = sql::columns(table, "s"),
            file = self.files.name(table),
            standing = standing(table),
            last_good = sql::columns(table, "k"),
            kept = kept(table),
        );
        let rows = if table == Table::Organizations { self.without_bad_parents(&rows) } else { rows };
        session.view(&good(table), &rows).await
    }

    /// Organisations whose parent names nothing, or is below them, lose it only here: such a finding
    /// needs every organisation settled, and drops none.
    fn without_bad_parents(&self, organizations: &str) -> String {
        let columns = sql::list(Table::Organizations, |column| {
            let value = sql::of("o", column.name);
            if column.name != PARENT.column {
                return value;
            }
            format!("CASE WHEN f.record IS NULL THEN {value} END AS {}", sql::name(column.name))
        });
        format!(
            "SELECT {columns}, o.bucket, o.line, o.source_file, o.source_line, o.present
             FROM ({organizations}) o LEFT JOIN
                 (SELECT DISTINCT record FROM {found} WHERE field = {parent} AND severity = 'warning') f
                 ON f.record = o.id",
            found = found(Table::Organizations),
            parent = self.files.header(Table::Organizations, PARENT.column),
        )
    }

    /// Makes `known` known, of every bucket.
    pub(crate) async fn known(&self, session: &Session<'_>, table: Table) -> Result<(), RosterError> {
        self.good(session, table, None).await?;
        let columns = if table == Table::Sections { "id, org_id" } else { "id" };
        session.view(&known(table), &format!("SELECT {columns} FROM {}", good(table))).await
    }

    /// Makes `dropped` known.
    pub(crate) fn dropped(&self, session: &Session<'_>, table: Table) -> Result<(), RosterError> {
        let rows = self.staging.table(&format!("dropped/{}", table.name()), &tables::dropped().schema)?;
        session.register(&dropped(table), rows)
    }

    /// Makes `dropped` and `roots` known. Of several rows with one id, the first in the order of the
    /// catalogue is the root; the line only breaks ties, so that the order of rows does not matter.
    pub(crate) async fn roots(&self, session: &Session<'_>, table: Table) -> Result<(), RosterError> {
        self.dropped(session, table)?;
        let rows = format!(
            "SELECT part1 AS id, cause_rule, cause_file, cause_line, cause_record FROM (
                 SELECT d.*, row_number() OVER (
                     PARTITION BY d.part1
                     ORDER BY r.place, d.cause_file, d.cause_record, d.cause_line) AS rank
                 FROM {dropped} d JOIN catalogue r ON r.code = d.cause_rule
                 WHERE d.part1 IS NOT NULL)
             WHERE rank = 1",
            dropped = dropped(table),
        );
        session.view(&roots(table), &rows).await
    }

    /// Makes `before` known, cut as this run cuts.
    pub(crate) async fn before(
        &self,
        session: &Session<'_>,
        table: Table,
        bucket: Option<u16>,
    ) -> Result<(), RosterError> {
        let (lake, versions) = (self.intake.lake, self.intake.previous);
        session.register("stored", lake.read(&tables::stored(table), versions).await?)?;
        let count = self.buckets(table).count();
        let mut rows = "SELECT * FROM stored".to_owned();
        if bucket_column(table).is_some() {
            session.register("layout", lake.read(&tables::layout(), versions).await?)?;
            if !self.is_cut_alike(session).await? {
                rows = recut(table, count);
            }
        }
        if count > 1
            && let Some(bucket) = bucket
        {
            rows = format!("SELECT * FROM ({rows}) WHERE bucket = {bucket}");
        }
        session.view(&before(table), &rows).await
    }

    async fn is_cut_alike(&self, session: &Session<'_>) -> Result<bool, RosterError> {
        let count = self.intake.buckets.count();
        let layouts = session.collect(&format!("SELECT buckets FROM layout WHERE buckets = {count}")).await?;
        Ok(layouts.iter().any(|batch| batch.num_rows() > 0))
    }
}

/// The stored rows with the bucket that their key now has.
fn recut(table: Table, count: u16) -> String {
    let stored = tables::stored(table);
    let columns = stored.schema.fields().iter().map(|field| {
        let column = sql::name(field.name());
        match bucket_column(table) {
            Some(key) if field.name() == "bucket" => {
                format!("bucket_of({}, {count}) AS {column}", sql::name(key))
            }
            _ => column,
        }
    });
    format!("SELECT {} FROM stored", columns.collect::<Vec<_>>().join(", "))
}

fn part(step: &str, table: Table, bucket: Option<u16>) -> String {
    let table = table.name();
    bucket.map_or_else(|| format!("{step}/{table}"), |bucket| format!("{step}/{table}/{bucket}"))
}

/// The columns of checked rows: the table's, bucket, line, for each reference what failed in it, and what is taken along.
pub(crate) fn checked_schema(table: Table) -> SchemaRef {
    let faults = references(table).iter().map(|reference| column::text(&fault(reference.column)));
    let along = taken_along(table).map(|along| column::text(along.column));
    schema(
        tables::fields(table).chain([column::int("bucket"), column::long("line")]).chain(faults).chain(along),
    )
}

/// The columns of last good versions: the table's, bucket, and where the values were read.
pub(crate) fn kept_schema(table: Table) -> SchemaRef {
    let own = [column::int("bucket"), column::text("source_file"), column::long("source_line")];
    schema(tables::fields(table).chain(own))
}

fn schema(fields: impl Iterator<Item = Field>) -> SchemaRef {
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}
