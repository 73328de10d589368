//! `sectionRoleReferenceValue`: a role in a section, named by its code or by its definition.

use std::sync::LazyLock;

use model::codes::SectionRole;
use odata::{Bind, Error, Field, ObjectReader, Template};
use serde_json::{Value, json};

use crate::NAMESPACE;
use crate::enums::each_once;

static DEFINITION: LazyLock<Option<Template>> =
    LazyLock::new(|| Template::parse("/external/industryData/referenceDefinitions/{definition}").ok());

/// Reads a collection of roles, each once, in the order in which they first come.
pub(super) fn read_all(
    reader: &mut ObjectReader,
    name: &'static str,
) -> Result<Field<Vec<SectionRole>>, Error> {
    Ok(reader.objects(name, read)?.map(each_once))
}

fn read(reader: &mut ObjectReader) -> Result<SectionRole, Error> {
    reader.expect_type(&format!("{NAMESPACE}.sectionRoleReferenceValue"))?;
    let code = reader.string("code")?.into_option();
    let bind = reader.bind("value")?.into_option();
    match (code, bind) {
        (Some(code), None) => of_code(&code),
        (None, Some(bind)) => of_definition(&bind),
        (Some(_), Some(_)) => {
            Err(Error::bad_request("A reference value has a 'code' or a 'value@odata.bind', not both.")
                .at("code"))
        }
        (None, None) => {
            Err(Error::bad_request("The property 'code' is required, or a 'value@odata.bind'.").at("code"))
        }
    }
}

fn of_code(code: &str) -> Result<SectionRole, Error> {
    SectionRole::parse(code).ok_or_else(|| {
        Error::bad_request("The code is not one of the reference type 'RefSectionRole'.").at("code")
    })
}

fn of_definition(bind: &Bind) -> Result<SectionRole, Error> {
    let matched = DEFINITION.as_ref().and_then(|template| template.matches(bind.path()));
    let key = matched.as_ref().and_then(|matched| matched.key("definition"));
    let code = key.and_then(|key| key.strip_prefix("RefSectionRole-"));
    code.and_then(SectionRole::parse).ok_or_else(|| {
        Error::bad_request("'value@odata.bind' does not name a definition of 'RefSectionRole'.")
            .at("value@odata.bind")
    })
}

pub(super) fn render_all(roles: &[SectionRole]) -> Value {
    roles.iter().map(|role| json!({ "code": role.as_str() })).collect()
}
