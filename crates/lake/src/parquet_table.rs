//! A list of Parquet files as a table.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::datasource::empty::EmptyTable;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use deltalake_core::ensure_table_uri;

use crate::LakeError;

/// The files as one table with the columns of `schema`; columns that a file lacks read as null.
pub(crate) fn parquet_table(
    files: &[PathBuf],
    schema: &SchemaRef,
) -> Result<Arc<dyn TableProvider>, LakeError> {
    if files.is_empty() {
        return Ok(Arc::new(EmptyTable::new(Arc::clone(schema))));
    }
    let urls = files.iter().map(|file| file_url(file)).collect::<Result<Vec<_>, _>>()?;
    let config = ListingTableConfig::new_with_multi_paths(urls)
        .with_listing_options(
            ListingOptions::new(Arc::new(ParquetFormat::default())).with_file_extension(".parquet"),
        )
        .with_schema(Arc::clone(schema));
    Ok(Arc::new(ListingTable::try_new(config)?))
}

/// The address of a folder, which is made if it is not there.
pub(crate) fn folder_url(folder: &Path) -> Result<String, LakeError> {
    let url = ensure_table_uri(folder.to_string_lossy());
    Ok(url.map_err(LakeError::table(&folder.to_string_lossy()))?.into())
}

/// The address of a file, whatever characters lead to it (a plain path would be taken for a pattern).
fn file_url(file: &Path) -> Result<ListingTableUrl, LakeError> {
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
        let error = std::io::Error::from(std::io::ErrorKind::InvalidFilename);
        return Err(LakeError::storage(file)(error));
    };
    Ok(ListingTableUrl::parse(folder_url(folder)? + &name.to_string_lossy())?)
}
