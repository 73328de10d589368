//! `userConfiguration`: what new accounts of one role group get.
//!
//! A default password goes in and never comes out: a response shows fifteen asterisks, however long it is.
//! Fifteen asterisks that come back keep the password that is there, so that a client can write what it has
//! read.

use model::flow::{UserConfiguration, UserFlow};
use model::{RoleGroup, Secret};
use odata::{Error, Field, ObjectReader};
use serde_json::{Map, Value, json};

use super::super::NewPasswords;
use crate::limits::MAX_PASSWORD;
use crate::write::{Write, null_as};
use crate::{NAMESPACE, local_name, role_groups, type_annotation};

/// What a response shows of a password.
const MASK: &str = "***************";

const ROLE_GROUP: &str = "roleGroup";
const LICENSES: &str = "licenseSkus";
const PASSWORD_SETTINGS: &str = "defaultPasswordSettings";

/// Reads the collection, which replaces the one that is there.
pub(super) fn merge_configurations(
    flow: &mut UserFlow,
    passwords: &mut NewPasswords,
    reader: &mut ObjectReader,
    name: &'static str,
    write: Write,
) -> Result<(), Error> {
    let read = reader.objects(name, |reader| Configuration::read(reader, write))?;
    let Some(read) = null_as(read, Vec::new()) else { return Ok(()) };
    let mut configurations = Vec::with_capacity(read.len());
    for (index, configuration) in read.into_iter().enumerate() {
        if configurations.iter().any(|other: &UserConfiguration| other.role_group == configuration.role_group)
        {
            return Err(Error::bad_request("A role group can have one configuration in a flow, not two.")
                .at(format!("{name}/{index}/{ROLE_GROUP}")));
        }
        let kept = configuration.keeps_password_of(flow);
        configurations.push(UserConfiguration {
            role_group: configuration.role_group,
            license_skus: configuration.license_skus,
            has_default_password: configuration.password.is_some(),
        });
        if let Some(password) = configuration.password.filter(|_| !kept) {
            passwords.insert(configuration.role_group, password);
        }
    }
    flow.configurations = configurations;
    Ok(())
}

/// A configuration as a body has it.
struct Configuration {
    role_group: RoleGroup,
    license_skus: Vec<String>,
    password: Option<Secret>,
}

impl Configuration {
    fn read(reader: &mut ObjectReader, write: Write) -> Result<Self, Error> {
        reader.expect_type(&format!("{NAMESPACE}.userConfiguration"))?;
        Ok(Self {
            role_group: role_groups::read(reader, ROLE_GROUP)?,
            license_skus: null_as(read_licenses(reader)?, Vec::new()).unwrap_or_default(),
            password: reader
                .object(PASSWORD_SETTINGS, |settings| read_password(settings, write))?
                .into_option(),
        })
    }

    /// Whether it sends back the mask of a password that `flow` has.
    fn keeps_password_of(&self, flow: &UserFlow) -> bool {
        let is_mask = self.password.as_ref().is_some_and(|password| password.expose() == MASK);
        let had_one = |group| {
            flow.configurations.iter().any(|held| held.role_group == group && held.has_default_password)
        };
        is_mask && had_one(self.role_group)
    }
}

fn read_licenses(reader: &mut ObjectReader) -> Result<Field<Vec<String>>, Error> {
    let skus = reader.strings(LICENSES)?;
    if let Field::Value(skus) = &skus
        && let Some(index) = skus.iter().position(|sku| sku.trim().is_empty())
    {
        return Err(Error::bad_request("A licence SKU must not be empty.").at(format!("{LICENSES}/{index}")));
    }
    Ok(skus)
}

/// `simplePasswordSettings`, the one kind there is.
fn read_password(reader: &mut ObjectReader, write: Write) -> Result<Secret, Error> {
    let named = reader.odata_type()?;
    let is_simple = named.as_deref().and_then(local_name) == Some("simplePasswordSettings");
    let may_be_left_out = named.is_none() && write == Write::Update;
    if !is_simple && !may_be_left_out {
        let message =
            format!("The type of the settings must be said, and is '#{NAMESPACE}.simplePasswordSettings'.");
        return Err(Error::bad_request(message).at("@odata.type"));
    }
    let password = reader.string("password")?.required("password")?;
    match password.chars().count() {
        0 => Err(Error::bad_request("The password must not be empty.").at("password")),
        count if count > MAX_PASSWORD => {
            Err(Error::bad_request("The password must not be longer than 256 characters.").at("password"))
        }
        _ => Ok(Secret::from(password)),
    }
}

pub(super) fn render_configurations(flow: &UserFlow, role_group_context: Option<&str>) -> Value {
    flow.configurations.iter().map(|configuration| render(configuration, role_group_context)).collect()
}

fn render(configuration: &UserConfiguration, role_group_context: Option<&str>) -> Value {
    let mut body = Map::new();
    body.insert(LICENSES.to_owned(), json!(configuration.license_skus));
    let password = configuration
        .has_default_password
        .then(|| json!({ "@odata.type": type_annotation("simplePasswordSettings"), "password": MASK }));
    body.insert(PASSWORD_SETTINGS.to_owned(), password.unwrap_or_default());
    if let Some(context) = role_group_context {
        body.insert(format!("{ROLE_GROUP}@odata.context"), json!(context));
        body.insert(ROLE_GROUP.to_owned(), role_groups::render(configuration.role_group));
    }
    Value::Object(body)
}
