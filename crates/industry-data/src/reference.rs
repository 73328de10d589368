//! References to other resources, by `@odata.bind`.

use std::sync::LazyLock;

use odata::{Bind, Error, ObjectReader, Template};

use crate::Write;

/// The entities of a collection under the API's root, as a binding names them.
pub(crate) type Target = LazyLock<Option<Template>>;

/// Makes a [`Target`] of the collection at `$collection`.
macro_rules! target {
    ($collection:literal) => {
        std::sync::LazyLock::new(|| {
            odata::Template::parse(concat!("/external/industryData/", $collection, "/{key}")).ok()
        })
    };
}

pub(crate) use target;

/// The key under which a binding names an entity of `target`; `None` if it names anything else.
pub(crate) fn key_in(target: &Target, bind: &Bind) -> Option<String> {
    let matched = target.as_ref()?.matches(bind.path())?;
    matched.key("key").map(str::to_owned)
}

/// A reference that a resource is made with and keeps: the key of what the body binds `name` to. `None`
/// leaves it as it is.
///
/// # Errors
/// When a body that makes the resource lacks it, or it names nothing in `target`.
pub(crate) fn bound<Id: From<String>>(
    reader: &mut ObjectReader,
    name: &'static str,
    target: &Target,
    write: Write,
) -> Result<Option<Id>, Error> {
    let at = format!("{name}@odata.bind");
    let Some(bind) = write.required(reader.bind(name)?, &at)? else { return Ok(None) };
    key_in(target, &bind).map(|key| Some(Id::from(key))).ok_or_else(|| unknown(name))
}

/// That what `name` is bound to does not exist.
#[must_use]
pub fn unknown(name: &str) -> Error {
    let at = format!("{name}@odata.bind");
    Error::bad_request(format!("What '{at}' names does not exist.")).at(at)
}

/// Takes a reference or a value into `current`, which a resource keeps for good once it is made.
///
/// # Errors
/// When an update sends another.
pub(crate) fn keep<T: PartialEq>(
    current: &mut T,
    sent: Option<T>,
    at: &str,
    write: Write,
) -> Result<(), Error> {
    match sent {
        Some(sent) if write == Write::Create => *current = sent,
        Some(sent) if sent != *current => {
            return Err(Error::bad_request(format!("'{at}' cannot be changed.")).at(at));
        }
        _ => {}
    }
    Ok(())
}
