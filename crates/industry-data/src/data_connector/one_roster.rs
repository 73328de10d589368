//! `oneRosterApiDataConnector`: an API is read.
//!
//! The client secret does not go along to another host: unless a new one comes with the address, it is forgotten.

use model::inbound::{OneRosterConnection, OneRosterVersion};
use model::{Secret, SecretChange};
use odata::{Error, ObjectReader};
use serde_json::{Value, json};
use url::Origin;

use super::address::{origin, url};
use super::credential;
use crate::Write;
use crate::enums::{API_FORMATS, ApiFormat};

const FORMAT: &str = "apiFormat";
const BASE_URL: &str = "baseUrl";
const VERSION: &str = "apiVersion";
const CONTACTS: &str = "isContactsEnabled";
const DEMOGRAPHICS: &str = "isDemographicsEnabled";
const FLAGS: &str = "isFlagsEnabled";
const CREDENTIAL: &str = "credential";

/// What a create fills in.
pub(super) const fn empty() -> OneRosterConnection {
    OneRosterConnection {
        base_url: String::new(),
        version: OneRosterVersion::V1_1,
        reads_contacts: false,
        reads_demographics: false,
        reads_flags: false,
        credential: credential::empty(),
    }
}

pub(super) fn merge(
    api: &mut OneRosterConnection,
    reader: &mut ObjectReader,
    write: Write,
) -> Result<SecretChange<Secret>, Error> {
    let before = origins(api);
    let _the_only_one = write.required(API_FORMATS.read(reader, FORMAT)?, FORMAT)?;
    if let Some(url) = url(reader, BASE_URL, write)? {
        api.base_url = url;
    }
    if let Some(version) = write.required(reader.string(VERSION)?, VERSION)? {
        api.version = OneRosterVersion::parse(&version).ok_or_else(|| {
            Error::bad_request("The version of the OneRoster API is '1.1' or '1.2'.").at(VERSION)
        })?;
    }
    switch(&mut api.reads_contacts, reader, CONTACTS, write)?;
    switch(&mut api.reads_demographics, reader, DEMOGRAPHICS, write)?;
    switch(&mut api.reads_flags, reader, FLAGS, write)?;
    let credential =
        reader.object(CREDENTIAL, |reader| credential::merge(&mut api.credential, reader, write))?;
    Ok(match write.required(credential, CREDENTIAL)?.flatten() {
        Some(secret) => SecretChange::Replace(secret),
        None if origins(api) == before => SecretChange::Keep,
        None => {
            credential::forget_what_was_found(&mut api.credential);
            SecretChange::Forget
        }
    })
}

/// Who is asked, and who is shown the credential for a token.
fn origins(api: &OneRosterConnection) -> [Option<Origin>; 2] {
    [origin(&api.base_url), api.credential.token_url().and_then(origin)]
}

fn switch(
    switch: &mut bool,
    reader: &mut ObjectReader,
    name: &'static str,
    write: Write,
) -> Result<(), Error> {
    if let Some(value) = write.required(reader.boolean(name)?, name)? {
        *switch = value;
    }
    Ok(())
}

pub(super) fn render(api: &OneRosterConnection) -> Value {
    json!({
        FORMAT: API_FORMATS.name(ApiFormat::OneRoster),
        BASE_URL: api.base_url,
        CREDENTIAL: credential::render(&api.credential),
        VERSION: api.version.as_str(),
        CONTACTS: api.reads_contacts,
        DEMOGRAPHICS: api.reads_demographics,
        FLAGS: api.reads_flags,
    })
}
