//! `$orderby`: in which order rows come.

use super::aliases::Aliases;
use super::cursor::{Cursor, Fault, continues_a_name};
use super::expr::{self, Expr};

/// One item of `$orderby`.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderBy {
    /// By what.
    pub key: Expr,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// Reads items between commas.
pub(super) fn parse(cursor: &mut Cursor<'_>, aliases: &Aliases<'_>) -> Result<Vec<OrderBy>, Fault> {
    let mut items = Vec::new();
    loop {
        let key = expr::parse(cursor, aliases)?;
        let descending = descending(cursor)?;
        items.push(OrderBy { key, descending });
        cursor.spaces();
        if !cursor.eat(",") {
            return Ok(items);
        }
    }
}

fn descending(cursor: &mut Cursor<'_>) -> Result<bool, Fault> {
    let start = cursor.position();
    let word = cursor.take_while(continues_a_name);
    match word.to_ascii_lowercase().as_str() {
        "" | "asc" => Ok(false),
        "desc" => Ok(true),
        _ => Err(cursor.fault_at(start, "this is neither 'asc' nor 'desc'")),
    }
}
