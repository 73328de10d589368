//! `$expand`: which related entities an answer brings along.

use super::SystemOption;
use super::aliases::Aliases;
use super::cursor::{Cursor, Fault, continues_a_name};
use super::expr::Step;
use super::options::{QueryOptions, number};

/// One item of `$expand`.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpandItem {
    /// To the navigation property, through complex values and types. Where [`Self::all`] holds, to what has
    /// them, which may be the row itself.
    pub path: Vec<Step>,
    /// Whether it ends in `*`: every navigation property there.
    pub all: bool,
    /// What of the related entities is wanted.
    pub form: ExpandForm,
    /// How often to expand the same property of what it leads to.
    pub levels: Option<Levels>,
    /// What is asked of the related entities.
    pub options: QueryOptions,
}

/// What of related entities is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpandForm {
    /// Themselves.
    Entities,
    /// `/$ref`: where they are.
    References,
    /// `/$count`: how many they are.
    Count,
}

/// `$levels`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Levels {
    /// So many; the property itself is the first.
    Exactly(u64),
    /// As many as there are.
    Max,
}

/// Reads items between commas.
pub(super) fn parse(cursor: &mut Cursor<'_>, aliases: &Aliases<'_>) -> Result<Vec<ExpandItem>, Fault> {
    let mut items = Vec::new();
    cursor.enter()?;
    loop {
        cursor.spaces();
        items.push(item(cursor, aliases)?);
        cursor.spaces();
        if !cursor.eat(",") {
            cursor.leave(1);
            return Ok(items);
        }
    }
}

fn item(cursor: &mut Cursor<'_>, aliases: &Aliases<'_>) -> Result<ExpandItem, Fault> {
    let mut item = path(cursor)?;
    if !cursor.eat("(") {
        return Ok(item);
    }
    loop {
        cursor.spaces();
        option(&mut item, cursor, aliases)?;
        cursor.spaces();
        if !cursor.eat(";") {
            cursor.expect(")")?;
            return Ok(item);
        }
    }
}

/// The item up to its options.
fn path(cursor: &mut Cursor<'_>) -> Result<ExpandItem, Fault> {
    let mut item = ExpandItem {
        path: Vec::new(),
        all: false,
        form: ExpandForm::Entities,
        levels: None,
        options: QueryOptions::default(),
    };
    loop {
        cursor.part()?;
        item.all = cursor.eat("*");
        if !item.all {
            let Some(name) = cursor.qualified_name()? else {
                return Err(cursor.fault("the name of a navigation property is missing"));
            };
            item.path.push(Step::named(name));
        }
        if cursor.eat("/$ref") {
            item.form = ExpandForm::References;
        } else if !item.all && cursor.eat("/$count") {
            item.form = ExpandForm::Count;
        } else if !item.all && cursor.eat("/") {
            continue;
        }
        if cursor.peek().is_some_and(|next| next == '/' || continues_a_name(next)) {
            return Err(cursor.fault("the path goes on after its end"));
        }
        return Ok(item);
    }
}

/// One option of an item.
fn option(item: &mut ExpandItem, cursor: &mut Cursor<'_>, aliases: &Aliases<'_>) -> Result<(), Fault> {
    cursor.part()?;
    let start = cursor.position();
    let dollar = cursor.eat("$");
    let Some(name) = cursor.name()? else {
        return Err(cursor.fault("the name of a query option is missing"));
    };
    cursor.expect("=")?;
    if name.eq_ignore_ascii_case("levels") {
        item.levels = Some(levels(cursor)?);
        return Ok(());
    }
    match SystemOption::named(name) {
        Some(option) if item.takes(option) => item.options.read_next(option, cursor, aliases),
        _ => {
            let sign = if dollar { "$" } else { "" };
            Err(cursor.fault_at(start, format!("'{sign}{name}' does not apply here")))
        }
    }
}

impl ExpandItem {
    /// Whether `option` makes sense for what is wanted of the related entities.
    fn takes(&self, option: SystemOption) -> bool {
        use SystemOption::{Count, Expand, Filter, OrderBy, Search, Select, Skip, Top};
        match self.form {
            _ if self.all => false,
            ExpandForm::Entities => {
                matches!(option, Count | Expand | Filter | OrderBy | Search | Select | Skip | Top)
            }
            ExpandForm::References => matches!(option, Count | Filter | OrderBy | Search | Skip | Top),
            ExpandForm::Count => matches!(option, Filter | Search),
        }
    }
}

fn levels(cursor: &mut Cursor<'_>) -> Result<Levels, Fault> {
    match cursor.eat("max") {
        true => Ok(Levels::Max),
        false => number(cursor).map(Levels::Exactly),
    }
}
