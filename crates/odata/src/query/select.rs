//! `$select`: which properties an answer has.

use super::cursor::{Cursor, Fault};
use super::expr::Step;

/// One item of `$select`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectItem {
    /// `*`: every property.
    Everything,
    /// A property, perhaps one of a complex value or of a derived type. It has one step at least.
    Path(Vec<Step>),
}

/// Reads items between commas.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Result<Vec<SelectItem>, Fault> {
    let mut items = Vec::new();
    loop {
        cursor.spaces();
        items.push(item(cursor)?);
        cursor.spaces();
        if !cursor.eat(",") {
            return Ok(items);
        }
    }
}

fn item(cursor: &mut Cursor<'_>) -> Result<SelectItem, Fault> {
    cursor.part()?;
    if cursor.eat("*") {
        return Ok(SelectItem::Everything);
    }
    let mut steps = Vec::new();
    loop {
        let Some(name) = cursor.qualified_name()? else {
            return Err(cursor.fault("the name of a property is missing"));
        };
        steps.push(Step::named(name));
        if !cursor.eat("/") {
            return Ok(SelectItem::Path(steps));
        }
        cursor.part()?;
    }
}
