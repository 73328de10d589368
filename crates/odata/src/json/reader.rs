//! An object, read property by property.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value};

use super::{Field, read};
use crate::{Bind, Detail, Error};

const TYPE: &str = "@odata.type";
const BIND: &str = "@odata.bind";

/// Reads one JSON object. What nobody read is an error in the end.
///
/// Property names match in any case; errors call them as the schema does.
pub struct ObjectReader {
    object: Map<String, Value>,
}

/// What a body says of a property, or what is wrong with it.
type Read<T> = Result<Field<T>, Error>;

impl ObjectReader {
    /// A reader of `object`.
    #[must_use]
    pub const fn new(object: Map<String, Value>) -> Self {
        Self { object }
    }

    /// The type that the object says it is of, without the leading `#`, wherever it says so.
    ///
    /// # Errors
    /// 400 when it is not a string.
    pub fn odata_type(&self) -> Result<Option<String>, Error> {
        let Some(name) = self.name_of(TYPE) else { return Ok(None) };
        match self.object.get(name) {
            Some(Value::String(name)) => Ok(Some(name.strip_prefix('#').unwrap_or(name).to_owned())),
            _ => Err(Error::bad_request("Expected the name of a type.").at(TYPE)),
        }
    }

    /// Checks that the object is of the type `qualified`, as far as it says so.
    ///
    /// # Errors
    /// 400 when it says it is of another.
    pub fn expect_type(&self, qualified: &str) -> Result<(), Error> {
        match self.odata_type()? {
            Some(name) if name != qualified => {
                Err(Error::bad_request(format!("Expected the type {qualified}, found another.")).at(TYPE))
            }
            _ => Ok(()),
        }
    }

    /// `Edm.String`.
    ///
    /// # Errors
    /// 400 when it is of another type, as for all that follow.
    pub fn string(&mut self, name: &'static str) -> Read<String> {
        self.read(name, read::string)
    }

    /// `Edm.Boolean`.
    pub fn boolean(&mut self, name: &'static str) -> Read<bool> {
        self.read(name, |value| read::boolean(&value))
    }

    /// `Edm.Int32`.
    pub fn integer(&mut self, name: &'static str) -> Read<i32> {
        self.read(name, |value| read::integer(&value))
    }

    /// `Edm.DateTimeOffset` with any offset, or a bare date, which is its midnight in UTC.
    pub fn date_time(&mut self, name: &'static str) -> Read<DateTime<Utc>> {
        self.read(name, |value| read::date_time(&value))
    }

    /// `Edm.Date`.
    pub fn date(&mut self, name: &'static str) -> Read<NaiveDate> {
        self.read(name, |value| read::date(&value))
    }

    /// An enumeration with these `members`, in any case; `parse` sees their canonical spelling.
    /// `unknownFutureValue` is never taken.
    pub fn string_enum<T>(
        &mut self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        members: &[&str],
    ) -> Read<T> {
        self.read(name, |value| read::member(&value, parse, members))
    }

    /// A complex value. What `read` leaves of it is an error.
    pub fn object<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Read<T> {
        self.read(name, |value| read_object(value, read))
    }

    /// A collection of whatever `read_item` reads; an item may be null.
    pub fn array<T>(
        &mut self,
        name: &'static str,
        read_item: impl FnMut(Value) -> Result<T, Error>,
    ) -> Read<Vec<T>> {
        self.read(name, |value| read::array(value, read_item))
    }

    /// A collection of strings.
    pub fn strings(&mut self, name: &'static str) -> Read<Vec<String>> {
        self.array(name, read::string)
    }

    /// A collection of members of an enumeration, as in [`ObjectReader::string_enum`].
    pub fn enums<T>(
        &mut self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        members: &[&str],
    ) -> Read<Vec<T>> {
        self.array(name, |value| read::member(&value, &parse, members))
    }

    /// A collection of complex values, as in [`ObjectReader::object`].
    pub fn objects<T>(
        &mut self,
        name: &'static str,
        mut read: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Read<Vec<T>> {
        self.array(name, |value| read_object(value, &mut read))
    }

    /// An object whose properties have names of the sender's choice.
    pub fn map(&mut self, name: &'static str) -> Read<Map<String, Value>> {
        self.read(name, read::object)
    }

    /// Whatever is there.
    pub fn any(&mut self, name: &'static str) -> Option<Value> {
        self.take(name)
    }

    /// `name@odata.bind`: what the navigation property `name` shall point to.
    pub fn bind(&mut self, name: &'static str) -> Read<Bind> {
        self.read(&format!("{name}{BIND}"), |value| read::bind(&value))
    }

    /// Takes properties that may be there and do not count.
    pub fn ignore(&mut self, names: &[&str]) {
        for name in names {
            self.take(name);
        }
    }

    /// Ends the reading.
    ///
    /// Annotations that nobody read are ignored, but a binding asks for something and is no less than a property.
    ///
    /// # Errors
    /// 400 with all properties that nobody read.
    pub fn finish(self) -> Result<(), Error> {
        let counts = |name: &&String| !name.contains('@') || ends_with(name, BIND);
        let left: Vec<Detail> = self.object.keys().filter(counts).map(|name| unknown(name)).collect();
        let Some(first) = left.first() else { return Ok(()) };
        let mut error = Error::bad_request(first.message.clone());
        error.target.clone_from(&first.target);
        error.details = left;
        Err(error)
    }

    fn read<T>(&mut self, name: &str, read: impl FnOnce(Value) -> Result<T, Error>) -> Read<T> {
        match self.take(name) {
            None => Ok(Field::Absent),
            Some(Value::Null) => Ok(Field::Null),
            Some(value) => read(value).map(Field::Value).map_err(|error| error.within(name)),
        }
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        let written = self.name_of(name)?.to_owned();
        self.object.shift_remove(&written)
    }

    /// `name` as the object spells it.
    fn name_of(&self, name: &str) -> Option<&str> {
        self.object.keys().map(String::as_str).find(|written| written.eq_ignore_ascii_case(name))
    }
}

/// Without the values, which may be anybody's.
impl fmt::Debug for ObjectReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.object.keys()).finish()
    }
}

fn read_object<T>(
    value: Value,
    read: impl FnOnce(&mut ObjectReader) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut reader = ObjectReader::new(read::object(value)?);
    let read = read(&mut reader)?;
    reader.finish()?;
    Ok(read)
}

fn ends_with(name: &str, end: &str) -> bool {
    let start = name.len().checked_sub(end.len());
    start.and_then(|start| name.get(start..)).is_some_and(|written| written.eq_ignore_ascii_case(end))
}

fn unknown(name: &str) -> Detail {
    Detail {
        code: "PropertyUnknown".into(),
        message: format!("There is no property '{name}' here; mind its spelling, or leave it out."),
        target: Some(name.to_owned()),
    }
}
