//! `sectionRoleReferenceValue`: roles in a section.

use model::codes::{CodeBook, SectionRole};
use odata::{Error, Field, ObjectReader};
use serde_json::Value;

use crate::enums::each_once;
use crate::reference_value;

/// Reads a collection of roles, each once, in the order in which they first come.
pub(super) fn read_all(
    reader: &mut ObjectReader,
    name: &'static str,
    book: &CodeBook,
) -> Result<Field<Vec<SectionRole>>, Error> {
    Ok(reader.objects(name, |reader| reference_value::read(reader, book))?.map(each_once))
}

pub(super) fn render_all(roles: &[SectionRole]) -> Value {
    roles.iter().copied().map(reference_value::render).collect()
}
