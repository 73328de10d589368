//! `oneRosterApiDataConnector`: an API is read.

use model::Secret;
use model::inbound::{OneRosterConnection, OneRosterVersion};
use odata::{Error, ObjectReader};
use serde_json::{Value, json};

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
) -> Result<Option<Secret>, Error> {
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
    Ok(write.required(credential, CREDENTIAL)?.flatten())
}

/// Whether an update has requests, or the credential, go to another origin.
pub(super) fn moved(before: &OneRosterConnection, after: &OneRosterConnection) -> bool {
    origin(&before.base_url) != origin(&after.base_url)
        || before.credential.token_url().map(origin) != after.credential.token_url().map(origin)
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
