//! Reads one option, at the top of a query or nested in an expansion.

use super::QueryOptions;
use crate::query::aliases::Aliases;
use crate::query::cursor::{Cursor, Fault};
use crate::query::{SystemOption, expand, expr, order_by, search, select};

impl QueryOptions {
    /// Reads the value of `option`, as far as it goes.
    pub(in crate::query) fn read_next(
        &mut self,
        option: SystemOption,
        cursor: &mut Cursor<'_>,
        aliases: &Aliases<'_>,
    ) -> Result<(), Fault> {
        if self.given().any(|given| given == option) {
            return Err(cursor.fault("this option is given twice"));
        }
        match option {
            SystemOption::Count => self.count = Some(boolean(cursor)?),
            SystemOption::Expand => self.expand = expand::parse(cursor, aliases)?,
            SystemOption::Filter => self.filter = Some(expr::parse(cursor, aliases)?),
            SystemOption::Format => self.format = Some(text(cursor)?),
            SystemOption::OrderBy => self.order_by = order_by::parse(cursor, aliases)?,
            SystemOption::Search => self.search = Some(search::parse(cursor)?),
            SystemOption::Select => self.select = select::parse(cursor)?,
            SystemOption::Skip => self.skip = Some(number(cursor)?),
            SystemOption::SkipToken => self.skip_token = Some(text(cursor)?),
            SystemOption::Top => self.top = Some(number(cursor)?),
        }
        Ok(())
    }
}

/// A number without a sign.
pub(in crate::query) fn number(cursor: &mut Cursor<'_>) -> Result<u64, Fault> {
    let start = cursor.position();
    let digits = cursor.take_while(|next| next.is_ascii_digit());
    digits.parse().map_err(|_| cursor.fault_at(start, "a number of 0 or more is missing"))
}

fn boolean(cursor: &mut Cursor<'_>) -> Result<bool, Fault> {
    let start = cursor.position();
    let word = cursor.take_while(char::is_alphabetic);
    match word.to_ascii_lowercase().as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(cursor.fault_at(start, "this is neither 'true' nor 'false'")),
    }
}

/// All that is left.
fn text(cursor: &mut Cursor<'_>) -> Result<String, Fault> {
    match cursor.take_while(|_| true) {
        "" => Err(cursor.fault("a value is missing")),
        text => Ok(text.to_owned()),
    }
}
