//! What a Parquet file's footer tells without reading its rows.

use std::fs::File;
use std::path::{Path, PathBuf};

use datafusion::parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};

use crate::{LakeError, folder};

/// How many rows the file holds.
pub(crate) fn row_count(path: &Path) -> Result<i64, LakeError> {
    Ok(read(path)?.file_metadata().num_rows())
}

/// The Parquet files anywhere below `folder` that hold rows, by name, each with how many.
pub(crate) fn files_with_rows(folder: &Path) -> Result<Vec<(PathBuf, i64)>, LakeError> {
    let mut files = Vec::new();
    for path in folder::parquet_files(folder)? {
        let rows = row_count(&path)?;
        if rows > 0 {
            files.push((path, rows));
        }
    }
    Ok(files)
}

/// Whether any row may hold a value in `column`; a column without statistics may.
pub(crate) fn may_have_values(path: &Path, column: &str) -> Result<bool, LakeError> {
    Ok(read(path)?.row_groups().iter().any(|group| !is_all_null(group, column)))
}

fn is_all_null(group: &RowGroupMetaData, column: &str) -> bool {
    let chunk = group.columns().iter().find(|chunk| chunk.column_path().string() == column);
    let nulls = chunk.and_then(|chunk| chunk.statistics()).and_then(|statistics| statistics.null_count_opt());
    nulls.and_then(|nulls| i64::try_from(nulls).ok()) == Some(group.num_rows())
}

fn read(path: &Path) -> Result<ParquetMetaData, LakeError> {
    let file = File::open(path).map_err(LakeError::storage(path))?;
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&file);
    metadata.map_err(|source| LakeError::Parquet { path: path.to_owned(), source })
}
