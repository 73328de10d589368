//! `referenceDefinition`: a code of a list of values. Codes that are built in can be renamed, moved and
//! disabled; a tenant adds codes of his own to some of the lists. None is ever removed, since old data may hold it.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use model::codes::{ReferenceDefinition, ReferenceType, TENANT_DEFINED};
use odata::time::format_date_time;
use odata::{ContextPath, Error, Field, ObjectReader};
use serde_json::{Map, Value, json};
use store::ReferenceDefinitionRecord;

use crate::limits::{MAX_CODE, MAX_NAME};
use crate::write::{Write, stays};
use crate::{API_ROOT, NAMESPACE};

/// The time of what is built in.
const BEFORE_TIME: &str = "0001-01-01T00:00:00Z";

/// Reads the body of a create.
///
/// # Errors
/// When the body breaks a rule of the type, or names a list that takes no codes of a tenant.
pub fn read_new(body: Map<String, Value>) -> Result<ReferenceDefinition, Error> {
    let mut reader = ObjectReader::new(body);
    reader.ignore(&["id"]);
    let reference_type = read_type(reader.string("referenceType")?.required("referenceType")?.as_str())?;
    let code = reader.string("code")?.required("code")?;
    check_code(&code)?;
    let mut definition = ReferenceDefinition {
        reference_type,
        code: Cow::Owned(code),
        display_name: None,
        is_disabled: false,
        sort_index: 0,
        source: Cow::Borrowed(TENANT_DEFINED),
    };
    merge(&mut definition, reader, Write::Create)?;
    Ok(definition)
}

/// Reads the body of an update into `definition`, which is as it was where the body is silent.
///
/// # Errors
/// When the body breaks a rule of the type, or means another definition; `definition` is then half changed.
pub fn read_update(body: Map<String, Value>, definition: &mut ReferenceDefinition) -> Result<(), Error> {
    let mut reader = ObjectReader::new(body);
    stays(&mut reader, "id", &definition.id())?;
    stays(&mut reader, "referenceType", definition.reference_type.name())?;
    stays(&mut reader, "code", &definition.code)?;
    merge(definition, reader, Write::Update)
}

fn merge(definition: &mut ReferenceDefinition, mut reader: ObjectReader, write: Write) -> Result<(), Error> {
    reader.expect_type(&format!("{NAMESPACE}.referenceDefinition"))?;
    reader.ignore(&["source", "createdDateTime", "lastModifiedDateTime"]);
    match reader.string("displayName")? {
        Field::Absent => {}
        Field::Null => definition.display_name = None,
        Field::Value(name) => {
            check_length("displayName", &name, MAX_NAME)?;
            definition.display_name = Some(Cow::Owned(name));
        }
    }
    if let Some(is_disabled) = write.required(reader.boolean("isDisabled")?, "isDisabled")? {
        definition.is_disabled = is_disabled;
    }
    if let Some(sort_index) = write.required(reader.integer("sortIndex")?, "sortIndex")? {
        definition.sort_index = sort_index;
    }
    reader.finish()
}

fn read_type(name: &str) -> Result<ReferenceType, Error> {
    let known = ReferenceType::parse(name).filter(|known| known.is_extensible());
    known.ok_or_else(|| {
        let extensible = ReferenceType::ALL.iter().filter(|known| known.is_extensible());
        let extensible: Vec<&str> = extensible.map(|known| known.name()).collect();
        let message = format!("Codes can be added to {} only.", extensible.join(", "));
        Error::bad_request(message).at("referenceType")
    })
}

/// A code stands in paths, and between commas in rosters.
fn check_code(code: &str) -> Result<(), Error> {
    check_length("code", code, MAX_CODE)?;
    let is_odd = |c: char| c.is_control() || c == ',';
    let problem = match code {
        _ if code.is_empty() => "must not be empty",
        _ if code.trim() != code => "must not begin or end with white space",
        _ if code.contains(is_odd) => "must not hold commas or control characters",
        _ => return Ok(()),
    };
    Err(Error::bad_request(format!("The property 'code' {problem}.")).at("code"))
}

fn check_length(name: &str, text: &str, longest: usize) -> Result<(), Error> {
    if text.chars().count() <= longest {
        return Ok(());
    }
    let message = format!("The property '{name}' must not be longer than {longest} characters.");
    Err(Error::bad_request(message).at(name))
}

/// The definition as a response shows it, without what a context adds.
#[must_use]
pub fn render(record: &ReferenceDefinitionRecord) -> Value {
    let ReferenceDefinitionRecord { definition, created_at, modified_at } = record;
    json!({
        "id": definition.id(),
        "code": definition.code,
        "createdDateTime": time(*created_at),
        "displayName": definition.display_name,
        "isDisabled": definition.is_disabled,
        "lastModifiedDateTime": time(*modified_at),
        "referenceType": definition.reference_type.name(),
        "sortIndex": definition.sort_index,
        "source": definition.source,
    })
}

fn time(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| BEFORE_TIME.to_owned(), format_date_time)
}

/// The collection's context.
#[must_use]
pub fn context() -> ContextPath {
    ContextPath::new(API_ROOT).segment("referenceDefinitions")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn new(body: Value) -> Result<ReferenceDefinition, (String, String)> {
        let Value::Object(body) = body else { panic!("a body is an object") };
        read_new(body).map_err(|error| (error.target.unwrap_or_default(), error.message))
    }

    fn sound() -> Value {
        json!({ "referenceType": "refgradelevel", "code": "nursery", "isDisabled": false, "sortIndex": 5 })
    }

    fn with(name: &str, value: Value) -> Value {
        let mut body = sound();
        body[name] = value;
        body
    }

    #[test]
    fn a_tenant_defines_codes_of_the_lists_that_take_them() {
        let definition = new(with("displayName", json!("Nursery"))).unwrap();
        assert_eq!(definition.id(), "RefGradeLevel-nursery");
        assert_eq!(definition.source, TENANT_DEFINED);
        assert_eq!((definition.sort_index, definition.is_disabled), (5, false));
        assert_eq!(definition.display_name.as_deref(), Some("Nursery"));
    }

    #[test]
    fn what_is_wrong_is_told_by_its_name() {
        let cases = [
            ("referenceType", json!("RefRole"), "referenceType"),
            ("referenceType", json!("RefShoeSize"), "referenceType"),
            ("referenceType", Value::Null, "referenceType"),
            ("code", json!(""), "code"),
            ("code", json!(" a"), "code"),
            ("code", json!("a,b"), "code"),
            ("code", json!("a\nb"), "code"),
            ("code", json!("x".repeat(101)), "code"),
            ("displayName", json!("x".repeat(101)), "displayName"),
            ("isDisabled", json!("no"), "isDisabled"),
            ("sortIndex", json!(1.5), "sortIndex"),
            ("sortIndex", json!(3_000_000_000_u64), "sortIndex"),
            ("shoeSize", json!(42), "shoeSize"),
        ];
        for (name, value, target) in cases {
            let refused = new(with(name, value.clone())).unwrap_err();
            assert_eq!(refused.0, target, "{name} {value}");
        }
        for required in ["referenceType", "code", "isDisabled", "sortIndex"] {
            let mut body = sound();
            body.as_object_mut().unwrap().remove(required);
            assert_eq!(new(body).unwrap_err().0, required);
        }
    }

    #[test]
    fn an_update_changes_what_it_names_and_never_the_identity() {
        let mut definition = new(with("displayName", json!("Nursery"))).unwrap();
        let mut update = |body: Value| {
            let Value::Object(body) = body else { panic!("a body is an object") };
            read_update(body, &mut definition).map_err(|error| error.target.unwrap_or_default())?;
            Ok::<_, String>(definition.clone())
        };
        let changed = update(json!({ "id": "RefGradeLevel-nursery", "code": "nursery", "sortIndex": 6 }));
        assert_eq!(changed.map(|one| (one.sort_index, one.display_name.is_some())), Ok((6, true)));
        let cleared = update(json!({ "displayName": null, "isDisabled": true }));
        assert_eq!(cleared.map(|one| (one.is_disabled, one.display_name)), Ok((true, None)));
        for (name, value) in
            [("id", "RefGradeLevel-x"), ("code", "x"), ("referenceType", "RefRace"), ("source", "")]
        {
            let expected = if name == "source" { None } else { Some(name.to_owned()) };
            assert_eq!(update(json!({ name: value })).err(), expected, "{name}");
        }
        assert_eq!(update(json!({ "sortIndex": null })).err().as_deref(), Some("sortIndex"));
    }
}
