//! `classGroupProvisioningFlow`. A new flow that does not say who owns and joins gets the usual mappings,
//! and shows them.

use model::codes::CodeBook;
use model::flow::ClassGroupFlow;
use odata::{Error, ObjectReader};
use serde_json::{Value, json};

use super::containers::set;
use super::section_roles;
use crate::NAMESPACE;
use crate::enums::CLASS_GROUP_ATTRIBUTES;
use crate::write::{Write, null_as};

const CONFIGURATION: &str = "configuration";
const ATTRIBUTES: &str = "additionalAttributes";
const OPTIONS: &str = "additionalOptions";
const CREATE_TEAM: &str = "createTeam";
const NAME_ON_CREATE_ONLY: &str = "writeDisplayNameOnCreateOnly";
const MAPPINGS: &str = "enrollmentMappings";
const OWNERS: &str = "ownerEnrollmentMappings";
const MEMBERS: &str = "memberEnrollmentMappings";

pub(super) fn merge(
    flow: &mut ClassGroupFlow,
    reader: &mut ObjectReader,
    write: Write,
    book: &CodeBook,
) -> Result<(), Error> {
    let configuration = reader.object(CONFIGURATION, |reader| {
        reader.expect_type(&format!("{NAMESPACE}.classGroupConfiguration"))?;
        if let Some(chosen) = null_as(CLASS_GROUP_ATTRIBUTES.read_all(reader, ATTRIBUTES)?, Vec::new()) {
            flow.additional_attributes = chosen;
        }
        reader.object(OPTIONS, |options| merge_options(flow, options))?.not_null(OPTIONS)?;
        reader.object(MAPPINGS, |mappings| merge_mappings(flow, mappings, book))?.not_null(MAPPINGS).map(drop)
    })?;
    write.required(configuration, CONFIGURATION).map(drop)
}

fn merge_options(flow: &mut ClassGroupFlow, reader: &mut ObjectReader) -> Result<(), Error> {
    reader.expect_type(&format!("{NAMESPACE}.additionalClassGroupOptions"))?;
    set(&mut flow.create_team, reader, CREATE_TEAM)?;
    set(&mut flow.write_display_name_on_create_only, reader, NAME_ON_CREATE_ONLY)
}

fn merge_mappings(
    flow: &mut ClassGroupFlow,
    reader: &mut ObjectReader,
    book: &CodeBook,
) -> Result<(), Error> {
    reader.expect_type(&format!("{NAMESPACE}.enrollmentMappings"))?;
    if let Some(roles) = null_as(section_roles::read_all(reader, OWNERS, book)?, Vec::new()) {
        flow.owner_roles = roles;
    }
    if let Some(roles) = null_as(section_roles::read_all(reader, MEMBERS, book)?, Vec::new()) {
        flow.member_roles = roles;
    }
    Ok(())
}

pub(super) fn render(flow: &ClassGroupFlow) -> Value {
    let attributes = flow.additional_attributes.iter().map(|&chosen| CLASS_GROUP_ATTRIBUTES.name(chosen));
    json!({ CONFIGURATION: {
        ATTRIBUTES: attributes.collect::<Vec<_>>(),
        OPTIONS: {
            CREATE_TEAM: flow.create_team,
            NAME_ON_CREATE_ONLY: flow.write_display_name_on_create_only,
        },
        MAPPINGS: {
            OWNERS: section_roles::render_all(&flow.owner_roles),
            MEMBERS: section_roles::render_all(&flow.member_roles),
        },
    } })
}
