//! What a query names of its rows: checked, before any row is looked at, to be there.

use super::{
    Expr, Member, OrderBy, Predicate, Properties, QueryOptions, Root, SelectItem, Step, SystemOption,
};
use crate::Error;

/// Fails if the options name a property that no row can have.
pub(super) fn check(options: &QueryOptions, properties: &dyn Properties) -> Result<(), Error> {
    for (option, expression) in expressions(options) {
        for path in named(expression) {
            is_there(&path, properties).map_err(|error| error.at(option.name()))?;
        }
    }
    for item in &options.select {
        if let SelectItem::Path(steps) = item {
            is_there(&names(steps), properties).map_err(|error| error.at(SystemOption::Select.name()))?;
        }
    }
    Ok(())
}

/// The paths that conditions and orders name. Each begins at the row; those of an item go through its collection.
pub(super) fn looked_at(options: &QueryOptions) -> impl Iterator<Item = Vec<&str>> {
    expressions(options).flat_map(|(_, expression)| named(expression))
}

/// The segments of a path.
pub(super) fn names(steps: &[Step]) -> Vec<&str> {
    steps.iter().map(Step::name).collect()
}

fn expressions(options: &QueryOptions) -> impl Iterator<Item = (SystemOption, &Expr)> {
    let keys = options.order_by.iter().map(|OrderBy { key, .. }| (SystemOption::OrderBy, key));
    options.filter.iter().map(|filter| (SystemOption::Filter, filter)).chain(keys)
}

/// Fails if the path leads to no property. One that names types alone leads to the row.
fn is_there(path: &[&str], properties: &dyn Properties) -> Result<(), Error> {
    match path.iter().all(|segment| segment.contains('.')) || properties.is_property(path) {
        true => Ok(()),
        false => Err(Error::bad_request(format!("There is no property '{}'.", path.join("/")))),
    }
}

/// The paths that an expression names, in their order.
fn named(expression: &Expr) -> Vec<Vec<&str>> {
    let mut names = Names { items: Vec::new(), paths: Vec::new() };
    names.expression(expression);
    names.paths
}

struct Names<'a> {
    /// What items are called, and the path to the collection they are of.
    items: Vec<(&'a str, Vec<&'a str>)>,
    paths: Vec<Vec<&'a str>>,
}

impl<'a> Names<'a> {
    fn expression(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Literal(_) => {}
            Expr::Member(member) | Expr::Count(member) | Expr::Any(member, None) => self.member(member),
            Expr::Any(collection, Some(predicate)) | Expr::All(collection, predicate) => {
                self.predicate(collection, predicate);
            }
            Expr::And(terms) | Expr::Or(terms) | Expr::Call(_, terms) => self.each(terms),
            Expr::Not(operand) | Expr::Negate(operand) => self.expression(operand),
            Expr::Compare(left, _, right) | Expr::Has(left, right) | Expr::Arithmetic(left, _, right) => {
                self.expression(left);
                self.expression(right);
            }
            Expr::In(item, list) => {
                self.expression(item);
                self.each(list);
            }
            Expr::Cast(subject, _) | Expr::IsOf(subject, _) => {
                self.each(subject.as_deref().map(std::slice::from_ref).unwrap_or_default());
            }
        }
    }

    fn each(&mut self, expressions: &'a [Expr]) {
        expressions.iter().for_each(|expression| self.expression(expression));
    }

    fn predicate(&mut self, collection: &'a Member, predicate: &'a Predicate) {
        self.member(collection);
        self.items.push((&predicate.variable, self.path_of(collection)));
        self.expression(&predicate.condition);
        self.items.pop();
    }

    fn member(&mut self, member: &'a Member) {
        if !member.steps.is_empty() {
            self.paths.push(self.path_of(member));
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
