//! Checks that what a query names is there, before any row is looked at.

use super::{
    Expr, Member, OrderBy, Predicate, Properties, QueryOptions, Root, SelectItem, Step, SystemOption,
};
use crate::Error;

/// Fails if the options name a property that no row can have.
pub(super) fn check(options: &QueryOptions, properties: &dyn Properties) -> Result<(), Error> {
    let keys = options.order_by.iter().map(|OrderBy { key, .. }| (SystemOption::OrderBy, key));
    let filter = options.filter.iter().map(|filter| (SystemOption::Filter, filter));
    for (option, expression) in filter.chain(keys) {
        Names { properties, items: Vec::new() }
            .expression(expression)
            .map_err(|error| error.at(option.name()))?;
    }
    for item in &options.select {
        if let SelectItem::Path(steps) = item {
            path(&names(steps), properties).map_err(|error| error.at(SystemOption::Select.name()))?;
        }
    }
    Ok(())
}

/// Fails if the path leads to no property. One that names types alone leads to the row.
fn path(path: &[&str], properties: &dyn Properties) -> Result<(), Error> {
    match path.iter().all(|segment| segment.contains('.')) || properties.is_property(path) {
        true => Ok(()),
        false => Err(Error::bad_request(format!("There is no property '{}'.", path.join("/")))),
    }
}

/// The segments of a path.
fn names(steps: &[Step]) -> Vec<&str> {
    steps.iter().map(Step::name).collect()
}

struct Names<'a> {
    properties: &'a dyn Properties,
    /// What items are called, and the path to the collection they are of.
    items: Vec<(&'a str, Vec<&'a str>)>,
}

impl<'a> Names<'a> {
    fn expression(&mut self, expression: &'a Expr) -> Result<(), Error> {
        match expression {
            Expr::Literal(_) => Ok(()),
            Expr::Member(member) | Expr::Count(member) | Expr::Any(member, None) => self.member(member),
            Expr::Any(collection, Some(predicate)) | Expr::All(collection, predicate) => {
                self.predicate(collection, predicate)
            }
            Expr::And(terms) | Expr::Or(terms) | Expr::Call(_, terms) => self.each(terms),
            Expr::Not(operand) | Expr::Negate(operand) => self.expression(operand),
            Expr::Compare(left, _, right) | Expr::Has(left, right) | Expr::Arithmetic(left, _, right) => {
                self.expression(left)?;
                self.expression(right)
            }
            Expr::In(item, list) => {
                self.expression(item)?;
                self.each(list)
            }
            Expr::Cast(subject, _) | Expr::IsOf(subject, _) => {
                subject.as_deref().map_or(Ok(()), |subject| self.expression(subject))
            }
        }
    }

    fn each(&mut self, expressions: &'a [Expr]) -> Result<(), Error> {
        expressions.iter().try_for_each(|expression| self.expression(expression))
    }

    fn predicate(&mut self, collection: &'a Member, predicate: &'a Predicate) -> Result<(), Error> {
        self.member(collection)?;
        self.items.push((&predicate.variable, self.path_of(collection)));
        let checked = self.expression(&predicate.condition);
        self.items.pop();
        checked
    }

    fn member(&self, member: &'a Member) -> Result<(), Error> {
        match member.steps.is_empty() {
            true => Ok(()),
            false => path(&self.path_of(member), self.properties),
        }
    }

    /// The path from the row.
    fn path_of(&self, member: &'a Member) -> Vec<&'a str> {
        let mut path = match &member.root {
            Root::Row | Root::It => Vec::new(),
            Root::Variable(name) => {
                let item = self.items.iter().rfind(|(known, _)| known == name);
                item.map(|(_, path)| path.clone()).unwrap_or_default()
            }
        };
        path.extend(names(&member.steps));
        path
    }
}
