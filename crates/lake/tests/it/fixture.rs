//! A lake in a folder of its own, and rows to put into it.

use std::sync::Arc;

use datafusion::arrow::array::{Int64Array, RecordBatch, StringViewArray};
use datafusion::catalog::TableProvider;
use datafusion::logical_expr::LogicalPlan;
use lake::{EmbeddedEngine, Engine, EngineSettings, Lake, LakeTable, TenantLake, column};
use tempfile::TempDir;

pub(crate) struct Fixture {
    pub(crate) folder: TempDir,
    pub(crate) engine: EmbeddedEngine,
    pub(crate) lake: TenantLake,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // A name that is neither a plain URL nor free of pattern characters.
        let root = folder.path().join("Schule [Süd] 100%");
        let engine = EmbeddedEngine::new(&EngineSettings::new(root.join("spill"))).unwrap();
        let lake = Lake::open(&root.join("lake")).unwrap().tenant(&"contoso".into());
        Self { folder, engine, lake }
    }

    pub(crate) async fn plan(&self, sql: &str) -> LogicalPlan {
        self.engine.session().sql(sql).await.unwrap().into_unoptimized_plan()
    }

    /// The rows of a table, sorted, as `id=size`.
    pub(crate) async fn rows(&self, table: Arc<dyn TableProvider>) -> Vec<String> {
        let session = self.engine.session();
        session.register_table("t", table).unwrap();
        let plan = session.sql("SELECT id, size FROM t ORDER BY id").await.unwrap().into_unoptimized_plan();
        let batches = self.engine.collect(plan).await.unwrap();
        batches.iter().flat_map(pairs).collect()
    }
}

pub(crate) fn pets() -> LakeTable {
    LakeTable::new("pets", [column::text("id"), column::long("size")])
}

pub(crate) fn batch(pets_and_sizes: &[(&str, i64)]) -> RecordBatch {
    let ids: StringViewArray = pets_and_sizes.iter().map(|(id, _)| Some(*id)).collect();
    let sizes: Int64Array = pets_and_sizes.iter().map(|(_, size)| Some(*size)).collect();
    RecordBatch::try_new(pets().schema, vec![Arc::new(ids), Arc::new(sizes)]).unwrap()
}

fn pairs(batch: &RecordBatch) -> Vec<String> {
    let ids = batch.column(0).as_any().downcast_ref::<StringViewArray>().unwrap();
    let sizes = batch.column(1).as_any().downcast_ref::<Int64Array>().unwrap();
    let sizes = sizes.iter().map(|size| size.map_or_else(|| "null".to_owned(), |size| size.to_string()));
    ids.iter().zip(sizes).map(|(id, size)| format!("{}={size}", id.unwrap())).collect()
}
