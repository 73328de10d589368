//! A query as it stands in a URL: pairs, encoded.

use percent_encoding::percent_decode_str;

use super::SystemOption;
use crate::Error;

/// How many options a query may have.
const MOST_OPTIONS: usize = 100;

/// The names and values of a query, decoded, in their order.
pub(super) fn pairs(raw_query: &str) -> Result<Vec<(String, String)>, Error> {
    if raw_pairs(raw_query).count() > MOST_OPTIONS {
        return Err(Error::bad_request(format!("The query has more than {MOST_OPTIONS} options.")));
    }
    let pairs = raw_pairs(raw_query).map(name_and_value);
    pairs.map(|(name, value)| Ok((decoded(name)?, decoded(value)?))).collect()
}

/// The query that asks for the page after `token`: as it was, but for the token.
pub(super) fn with_skip_token(raw_query: &str, token: &str) -> String {
    let is_token = |name: &str| {
        decoded(name).is_ok_and(|name| SystemOption::named(&name) == Some(SystemOption::SkipToken))
    };
    let kept = raw_pairs(raw_query).filter(|pair| !is_token(name_and_value(pair).0));
    let token = format!("$skiptoken={token}");
    kept.chain([token.as_str()]).collect::<Vec<_>>().join("&")
}

fn raw_pairs(raw_query: &str) -> impl Iterator<Item = &str> {
    raw_query.split('&').filter(|pair| !pair.is_empty())
}

fn name_and_value(pair: &str) -> (&str, &str) {
    pair.split_once('=').unwrap_or((pair, ""))
}

/// Undoes percent-encoding, and takes a plus for a space, as forms do.
fn decoded(encoded: &str) -> Result<String, Error> {
    let spaced = encoded.replace('+', " ");
    let fault = |reason: &str| Error::bad_request(format!("The query cannot be decoded: {reason}."));
    if spaced.split('%').skip(1).any(|after| !begins_with_hex(after)) {
        return Err(fault("'%' stands before two hexadecimal digits"));
    }
    let text = percent_decode_str(&spaced).decode_utf8().map_err(|_| fault("it is no UTF-8"))?;
    match text.contains('\0') {
        true => Err(fault("it contains NUL")),
        false => Ok(text.into_owned()),
    }
}

fn begins_with_hex(text: &str) -> bool {
    text.get(..2).is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}
