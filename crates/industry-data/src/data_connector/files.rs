//! `azureDataLakeConnector`: files are uploaded.

use model::codes::{CodeBook, FileFormat};
use model::inbound::FileConnection;
use odata::{Error, ObjectReader};
use serde_json::{Value, json};

use crate::reference_value;
use crate::write::null_as;

const FORMAT: &str = "fileFormat";

/// Who does not say a format means that of V2.1, as the original's own templates do.
pub(super) const fn empty() -> FileConnection {
    FileConnection { format: FileFormat::SDS_V2_1 }
}

pub(super) fn merge(
    files: &mut FileConnection,
    reader: &mut ObjectReader,
    book: &CodeBook,
) -> Result<(), Error> {
    let format = reader.object(FORMAT, |reader| reference_value::read(reader, book))?;
    if let Some(format) = null_as(format, FileFormat::SDS_V2_1) {
        files.format = format;
    }
    Ok(())
}

pub(super) fn render(files: &FileConnection) -> Value {
    json!({ FORMAT: reference_value::render(files.format) })
}
