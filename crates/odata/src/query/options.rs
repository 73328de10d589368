//! The options of a query: what is asked of a collection, and how it is to be shown.

mod read;

pub(super) use read::number;

use super::aliases::Aliases;
use super::cursor::Cursor;
use super::{Allowed, ExpandItem, Expr, OrderBy, Search, SelectItem, SystemOption, raw};
use crate::Error;

/// How long a query may be, in bytes.
const LONGEST_QUERY: usize = 16 * 1024;

/// The options of a query. Those of an expansion are the same, but for the ones that stand for a whole request.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueryOptions {
    /// `$filter`: which rows.
    pub filter: Option<Expr>,
    /// `$search`: which rows, by words in their texts.
    pub search: Option<Search>,
    /// `$orderby`: in which order. Empty if nobody asked for one.
    pub order_by: Vec<OrderBy>,
    /// `$skip`: how many rows to leave out at first.
    pub skip: Option<u64>,
    /// `$top`: how many rows at most.
    pub top: Option<u64>,
    /// `$count`: whether to say how many rows there are on all pages.
    pub count: Option<bool>,
    /// `$select`: which properties. Empty if nobody asked for some.
    pub select: Vec<SelectItem>,
    /// `$expand`: which related entities. Empty if nobody asked for some.
    pub expand: Vec<ExpandItem>,
    /// `$skiptoken`: where the previous page ended.
    pub skip_token: Option<String>,
    /// `$format`: the media type of the answer.
    pub format: Option<String>,
    /// All that OData does not define, by name and value, in their order. Parameter aliases are here, too, and
    /// `$deltatoken`.
    pub custom: Vec<(String, String)>,
}

impl QueryOptions {
    /// Reads the part of a URL after its question mark. Options may lack the dollar sign, and stand in any
    /// case. Since clients encode even the signs that separate nested options, it is decoded before it is
    /// read; a plus is a space.
    ///
    /// # Errors
    /// 400 when it is longer than 16 KiB, cannot be decoded, names an option twice or one that OData does not
    /// have, or when an option cannot be read: the target is its name, the message says where and why.
    pub fn parse(raw_query: &str) -> Result<Self, Error> {
        if raw_query.len() > LONGEST_QUERY {
            return Err(Error::bad_request(format!("The query is longer than {LONGEST_QUERY} bytes.")));
        }
        let pairs = raw::pairs(raw_query)?;
        let aliases = Aliases::among(&pairs);
        let mut options = Self::default();
        for (name, value) in &pairs {
            match SystemOption::named(name) {
                Some(option) => options.read(option, value, &aliases)?,
                None if is_reserved(name) => {
                    return Err(Error::bad_request("There is no such query option.").at(name));
                }
                None if name.starts_with('@') && options.custom.iter().any(|(known, _)| known == name) => {
                    return Err(Error::bad_request("This alias is given twice.").at(name));
                }
                None => options.custom.push((name.clone(), value.clone())),
            }
        }
        Ok(options)
    }

    /// Fails if an option is given that is not `allowed`.
    ///
    /// # Errors
    /// 400 with the name of the option as target.
    pub fn only(&self, allowed: Allowed) -> Result<(), Error> {
        match self.given().find(|option| !allowed.contains(*option)) {
            None => Ok(()),
            Some(option) => {
                let message = format!("{} does not apply to this resource.", option.name());
                Err(Error::bad_request(message).at(option.name()))
            }
        }
    }

    /// The value of an option that OData does not define. Its name matches in any case.
    #[must_use]
    pub fn custom(&self, name: &str) -> Option<&str> {
        let found = self.custom.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Reads one option from its whole value.
    fn read(&mut self, option: SystemOption, value: &str, aliases: &Aliases<'_>) -> Result<(), Error> {
        let mut cursor = Cursor::new(value);
        let read = self.read_next(option, &mut cursor, aliases).and_then(|()| cursor.finish());
        read.map_err(|fault| fault.in_option(option.name()))
    }

    /// The options that are given.
    fn given(&self) -> impl Iterator<Item = SystemOption> {
        let given = [
            (SystemOption::Count, self.count.is_some()),
            (SystemOption::Expand, !self.expand.is_empty()),
            (SystemOption::Filter, self.filter.is_some()),
            (SystemOption::Format, self.format.is_some()),
            (SystemOption::OrderBy, !self.order_by.is_empty()),
            (SystemOption::Search, self.search.is_some()),
            (SystemOption::Select, !self.select.is_empty()),
            (SystemOption::Skip, self.skip.is_some()),
            (SystemOption::SkipToken, self.skip_token.is_some()),
            (SystemOption::Top, self.top.is_some()),
        ];
        given.into_iter().filter(|(_, given)| *given).map(|(option, _)| option)
    }
}

/// Whether only OData may define such an option. It has one that is for the service to understand.
fn is_reserved(name: &str) -> bool {
    name.starts_with('$') && !name.eq_ignore_ascii_case("$deltatoken")
}
