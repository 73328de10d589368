//! `userMatchingSetting`: what people of one role group are matched by.
//!
//! `domainName` is in no schema, but clients of the original send it: it is taken and used, and not shown.

use model::codes::CodeBook;
use model::inbound::UserMatchingSetting;
use odata::{Error, Field, ObjectReader};
use serde_json::{Value, json};

use crate::limits::MAX_DOMAIN;
use crate::{NAMESPACE, joined, reference_value, role_groups, text};

const PRIORITY: &str = "priorityOrder";
const SOURCE: &str = "sourceIdentifier";
const TARGET: &str = "matchTarget";
const ROLE_GROUP: &str = "roleGroup";
const DOMAIN: &str = "domainName";

/// Reads the collection.
pub(super) fn read_all(
    reader: &mut ObjectReader,
    name: &'static str,
    book: &CodeBook,
) -> Result<Field<Vec<UserMatchingSetting>>, Error> {
    let settings = reader.objects(name, |reader| read(reader, book))?;
    if let Field::Value(settings) = &settings
        && let Some(index) = repeated(settings)
    {
        return Err(Error::bad_request("A role group can have one matching setting, not two.")
            .at(format!("{name}/{index}/{ROLE_GROUP}")));
    }
    Ok(settings)
}

/// The place of the first setting whose role group has one already.
fn repeated(settings: &[UserMatchingSetting]) -> Option<usize> {
    let is_repeated = |index: &usize| {
        let mut earlier = settings.iter().take(*index);
        settings.get(*index).is_some_and(|one| earlier.any(|other| other.role_group == one.role_group))
    };
    (0..settings.len()).find(is_repeated)
}

fn read(reader: &mut ObjectReader, book: &CodeBook) -> Result<UserMatchingSetting, Error> {
    reader.expect_type(&format!("{NAMESPACE}.userMatchingSetting"))?;
    Ok(UserMatchingSetting {
        priority_order: reader.integer(PRIORITY)?.required(PRIORITY)?,
        role_group: role_groups::read(reader, ROLE_GROUP)?,
        source_identifier: reader
            .object(SOURCE, |reader| reference_value::read(reader, book))?
            .required(SOURCE)?,
        match_target: reader.object(TARGET, |reader| reference_value::read(reader, book))?.into_option(),
        domain: text::optional(reader, DOMAIN, MAX_DOMAIN)?
            .into_option()
            .filter(|domain| !domain.trim().is_empty()),
    })
}

pub(super) fn render(setting: &UserMatchingSetting, with_role_group: bool) -> Value {
    let body = json!({
        PRIORITY: setting.priority_order,
        SOURCE: reference_value::render(setting.source_identifier),
        TARGET: setting.match_target.map(reference_value::render),
    });
    let role_group = with_role_group.then(|| json!({ ROLE_GROUP: role_groups::render(setting.role_group) }));
    joined(body, role_group.unwrap_or_default())
}
