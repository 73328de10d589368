//! Plans that write.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::common::config::TableParquetOptions;
use datafusion::common::file_options::file_type::FileType;
use datafusion::datasource::file_format::format_as_file_type;
use datafusion::datasource::file_format::parquet::ParquetFormatFactory;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, cast, ident};

use crate::LakeError;
use crate::parquet_table::folder_url;

/// The compression of every Parquet file the lake keeps.
pub(crate) const COMPRESSION: &str = "zstd(3)";

/// A plan that writes the rows of `plan` as Parquet files into `folder`, columns as in `schema`.
pub(crate) fn copy_to(
    plan: LogicalPlan,
    schema: &SchemaRef,
    folder: &Path,
) -> Result<LogicalPlan, LakeError> {
    let rows = LogicalPlanBuilder::from(plan).project(columns(schema))?.build()?;
    let url = folder_url(folder)?;
    let copy = LogicalPlanBuilder::copy_to(rows, url, parquet(), HashMap::new(), Vec::new())?;
    Ok(copy.build()?)
}

fn columns(schema: &Schema) -> impl Iterator<Item = Expr> {
    schema.fields().iter().map(|field| {
        let name = field.name();
        cast(ident(name), field.data_type().clone()).alias(name)
    })
}

fn parquet() -> Arc<dyn FileType> {
    let mut options = TableParquetOptions::default();
    options.global.compression = Some(COMPRESSION.to_owned());
    format_as_file_type(Arc::new(ParquetFormatFactory::new_with_options(options)))
}
