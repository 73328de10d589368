//! `referenceValue`: a code of a list, named by itself or by its definition.

use model::codes::{
    AcademicYear, Code, CodeBook, CodeList, FileFormat, IdentifierType, ReferenceDefinition, ReferenceType,
    Role, SectionRole, UserMatchTarget,
};
use odata::{Bind, Error, ObjectReader};
use serde_json::{Value, json};

use crate::reference::{Target, key_in, target};
use crate::{NAMESPACE, local_name};

static DEFINITIONS: Target = target!("referenceDefinitions");

/// A code with a type of its own on the wire.
pub(crate) trait ReferenceValue: Code {
    /// The name of the type within the namespace.
    const TYPE: &'static str;
}

impl ReferenceValue for AcademicYear {
    const TYPE: &'static str = "yearReferenceValue";
}

impl ReferenceValue for FileFormat {
    const TYPE: &'static str = "fileFormatReferenceValue";
}

impl ReferenceValue for IdentifierType {
    const TYPE: &'static str = "identifierTypeReferenceValue";
}

impl ReferenceValue for Role {
    const TYPE: &'static str = "roleReferenceValue";
}

impl ReferenceValue for SectionRole {
    const TYPE: &'static str = "sectionRoleReferenceValue";
}

impl ReferenceValue for UserMatchTarget {
    const TYPE: &'static str = "userMatchTargetReferenceValue";
}

/// The list of the codes that values of a type have, by the type's qualified name.
#[must_use]
pub fn reference_list(type_name: &str) -> Option<ReferenceType> {
    list_of(type_name).map(|list| list.reference_type)
}

/// The codes that values of a type have, by the type's qualified name.
#[must_use]
pub fn reference_codes(type_name: &str) -> Option<&'static [&'static str]> {
    list_of(type_name).map(|list| list.codes())
}

fn list_of(type_name: &str) -> Option<CodeList> {
    fn of<C: ReferenceValue>() -> (&'static str, CodeList) {
        (C::TYPE, C::LIST)
    }
    let lists = [
        of::<AcademicYear>(),
        of::<FileFormat>(),
        of::<IdentifierType>(),
        of::<Role>(),
        of::<SectionRole>(),
        of::<UserMatchTarget>(),
    ];
    let name = local_name(type_name)?;
    lists.into_iter().find(|(known, _)| *known == name).map(|(_, list)| list)
}

/// Reads a code that new data may use.
///
/// # Errors
/// When the body names none or two, one that the list lacks, or one that is disabled in `book`.
pub(crate) fn read<C: ReferenceValue>(reader: &mut ObjectReader, book: &CodeBook) -> Result<C, Error> {
    reader.expect_type(&format!("{NAMESPACE}.{}", C::TYPE))?;
    let code = reader.string("code")?.into_option();
    let bind = reader.bind("value")?.into_option();
    match (code, bind) {
        (Some(code), None) => {
            usable(C::parse(&code), book, "The code is not one of").map_err(|error| error.at("code"))
        }
        (None, Some(bind)) => {
            usable(defined(&bind), book, "'value@odata.bind' does not name a definition of")
                .map_err(|error| error.at("value@odata.bind"))
        }
        (Some(_), Some(_)) => {
            Err(Error::bad_request("A reference value has a 'code' or a 'value@odata.bind', not both.")
                .at("code"))
        }
        (None, None) => {
            Err(Error::bad_request("The property 'code' is required, or a 'value@odata.bind'.").at("code"))
        }
    }
}

/// The code whose definition a binding names.
fn defined<C: ReferenceValue>(bind: &Bind) -> Option<C> {
    let key = key_in(&DEFINITIONS, bind)?;
    let (list, code) = ReferenceDefinition::parse_id(&key)?;
    C::parse(code).filter(|_| list == C::LIST.reference_type)
}

fn usable<C: ReferenceValue>(code: Option<C>, book: &CodeBook, problem: &str) -> Result<C, Error> {
    let list = C::LIST.reference_type;
    let Some(code) = code else { return Err(Error::bad_request(format!("{problem} '{list}'."))) };
    match book.find(list, code.as_str()) {
        Some(definition) if definition.is_disabled => {
            Err(Error::bad_request(format!("The definition of '{list}' is disabled; enable it first.")))
        }
        _ => Ok(code),
    }
}

/// A code as a response shows it.
pub(crate) fn render(code: impl ReferenceValue) -> Value {
    json!({ "code": code.as_str() })
}
