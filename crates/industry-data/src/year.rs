//! `yearTimePeriodDefinition`: a school year.

use chrono::NaiveDate;
use model::YearId;
use model::codes::{AcademicYear, CodeBook};
use model::inbound::Year;
use odata::{ContextPath, Error, ObjectReader};
use serde_json::{Map, Value, json};

use crate::reference::{Target, keep, target};
use crate::write::{Write, stays};
use crate::{API_ROOT, NAMESPACE, reference_value, text};

/// Years, as a binding names them.
pub(crate) static TARGET: Target = target!("years");

const START: &str = "startDate";
const END: &str = "endDate";
const YEAR: &str = "year";

/// Reads the body of a create. The year takes `id`.
///
/// # Errors
/// When the body breaks a rule of its type; the error's target says where.
pub fn read_new(body: Map<String, Value>, id: YearId, book: &CodeBook) -> Result<Year, Error> {
    let mut reader = ObjectReader::new(body);
    reader.ignore(&["id"]);
    let empty = Year {
        id,
        display_name: String::new(),
        start: NaiveDate::MIN,
        end: NaiveDate::MAX,
        code: AcademicYear::FIRST,
    };
    merge(empty, reader, Write::Create, book)
}

/// Reads the body of an update: `year` with what the body names.
///
/// # Errors
/// When the body breaks a rule of its type, or means another year.
pub fn read_update(body: Map<String, Value>, year: Year, book: &CodeBook) -> Result<Year, Error> {
    let mut reader = ObjectReader::new(body);
    stays(&mut reader, "id", year.id.as_str())?;
    merge(year, reader, Write::Update, book)
}

fn merge(mut year: Year, mut reader: ObjectReader, write: Write, book: &CodeBook) -> Result<Year, Error> {
    reader.expect_type(&format!("{NAMESPACE}.yearTimePeriodDefinition"))?;
    if let Some(name) = text::display_name(&mut reader, write)? {
        year.display_name = name;
    }
    if let Some(start) = write.required(reader.date(START)?, START)? {
        year.start = start;
    }
    if let Some(end) = write.required(reader.date(END)?, END)? {
        year.end = end;
    }
    let code = reader.object(YEAR, |reader| reference_value::read(reader, book))?;
    keep(&mut year.code, write.required(code, YEAR)?, YEAR, write)?;
    reader.finish()?;
    if year.end < year.start {
        let message = format!("The property '{END}' must not be before '{START}'.");
        return Err(Error::bad_request(message).at(END));
    }
    Ok(year)
}

/// The year as a response shows it, without what a context adds.
#[must_use]
pub fn render(year: &Year) -> Value {
    json!({
        "id": year.id.as_str(),
        "displayName": year.display_name,
        START: odata::time::format_date(year.start),
        END: odata::time::format_date(year.end),
        YEAR: reference_value::render(year.code),
    })
}

/// The collection's context.
#[must_use]
pub fn context() -> ContextPath {
    ContextPath::new(API_ROOT).segment("years")
}
