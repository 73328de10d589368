//! `userProvisioningFlow`.
//!
//! `markAllStudentsAsMinors` is deprecated in favour of `studentAgeGroup`. It is still read, where no age
//! group is given, and still shown, since the published examples show it; only the age group is kept.

mod configuration;

use model::flow::{AgeGroup, UserFlow};
use model::{FlowId, FlowSetId};
use odata::{ContextPath, Error, Field, ObjectReader};
use serde_json::{Value, json};

use self::configuration::{merge_configurations, render_configurations};
use super::{NewPasswords, context};
use crate::NAMESPACE;
use crate::enums::{AGE_GROUPS, USER_ATTRIBUTES};
use crate::write::{Write, null_as};

const CREATE_UNMATCHED: &str = "createUnmatchedUsers";
const MANAGEMENT: &str = "managementOptions";
const ATTRIBUTES: &str = "additionalAttributes";
const OPTIONS: &str = "additionalOptions";
const MINORS: &str = "markAllStudentsAsMinors";
const AGE_GROUP: &str = "studentAgeGroup";
const CONTACTS: &str = "allowStudentContactAssociation";
const CREATION: &str = "creationOptions";
const CONFIGURATIONS: &str = "configurations";

pub(super) fn merge(
    flow: &mut UserFlow,
    passwords: &mut NewPasswords,
    reader: &mut ObjectReader,
    write: Write,
) -> Result<(), Error> {
    if let Some(create) = null_as(reader.boolean(CREATE_UNMATCHED)?, false) {
        flow.create_unmatched_users = create;
    }
    let management = reader.object(MANAGEMENT, |reader| merge_management(flow, reader))?;
    write.required(management, MANAGEMENT)?;
    let creation = reader.object(CREATION, |reader| {
        reader.expect_type(&format!("{NAMESPACE}.userCreationOptions"))?;
        merge_configurations(flow, passwords, reader, CONFIGURATIONS, write)
    })?;
    if matches!(creation, Field::Null) {
        flow.configurations.clear();
    }
    Ok(())
}

fn merge_management(flow: &mut UserFlow, reader: &mut ObjectReader) -> Result<(), Error> {
    reader.expect_type(&format!("{NAMESPACE}.userManagementOptions"))?;
    if let Some(chosen) = null_as(USER_ATTRIBUTES.read_all(reader, ATTRIBUTES)?, Vec::new()) {
        flow.additional_attributes = chosen;
    }
    reader.object(OPTIONS, |options| merge_options(flow, options))?.not_null(OPTIONS).map(drop)
}

fn merge_options(flow: &mut UserFlow, reader: &mut ObjectReader) -> Result<(), Error> {
    reader.expect_type(&format!("{NAMESPACE}.additionalUserOptions"))?;
    if let Some(allowed) = null_as(reader.boolean(CONTACTS)?, false) {
        flow.allow_student_contact_association = allowed;
    }
    let minors = reader.boolean(MINORS)?;
    let age_group = AGE_GROUPS.read(reader, AGE_GROUP)?;
    match (age_group, minors) {
        (Field::Value(group), _) => flow.student_age_group = Some(group),
        (Field::Null, _) => flow.student_age_group = None,
        (Field::Absent, Field::Value(minors)) => flow.student_age_group = minors.then_some(AgeGroup::Minor),
        (Field::Absent, _) => {}
    }
    Ok(())
}

/// With a context, the configurations show their role groups.
pub(super) fn render(flow: &UserFlow, role_group_context: Option<&str>) -> Value {
    let attributes = flow.additional_attributes.iter().map(|&chosen| USER_ATTRIBUTES.name(chosen));
    json!({
        CREATE_UNMATCHED: flow.create_unmatched_users,
        MANAGEMENT: {
            ATTRIBUTES: attributes.collect::<Vec<_>>(),
            OPTIONS: {
                MINORS: flow.student_age_group == Some(AgeGroup::Minor),
                CONTACTS: flow.allow_student_contact_association,
                AGE_GROUP: flow.student_age_group.map(|group| AGE_GROUPS.name(group)),
            },
        },
        CREATION: { CONFIGURATIONS: render_configurations(flow, role_group_context) },
    })
}

/// The context of a role group within a configuration: it is contained there.
pub(super) fn role_group_context(set: &FlowSetId, flow: &FlowId) -> ContextPath {
    context(set)
        .key(flow.as_str())
        .segment(&format!("{NAMESPACE}.userProvisioningFlow"))
        .segment("creationOptions/configurations/roleGroup")
        .entity()
}
