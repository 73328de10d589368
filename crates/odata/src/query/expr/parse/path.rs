//! Paths, and what may end them: a count, or a condition on the items.

use super::Parser;
use crate::query::cursor::{Fault, continues_a_name};
use crate::query::expr::{Expr, Member, Predicate, Root, Step};

/// How many conditions on items may stand in one another. Each multiplies the work by the items there are.
const MOST_VARIABLES: usize = 3;

impl<'a> Parser<'_, 'a> {
    /// A path that begins with a name, which was read from `start`.
    pub(super) fn named_path(&mut self, name: &'a str, start: usize) -> Result<Expr, Fault> {
        match self.variables.iter().rposition(|known| *known == name) {
            Some(place) if place >= self.hidden => {
                return self.path(Root::Variable(name.to_owned()), Vec::new());
            }
            // It is the row's, and must not be taken for the item's where it comes to stand.
            Some(_) => return self.path(Root::It, vec![Step::named(name)]),
            None => {}
        }
        let path = self.path(Root::Row, vec![Step::named(name)])?;
        match &path {
            Expr::Member(Member { steps, .. }) if matches!(steps.as_slice(), [Step::Cast(_)]) => {
                Err(self.cursor.fault_at(start, "a type alone is no value"))
            }
            _ => Ok(path),
        }
    }

    /// The rest of a path.
    pub(super) fn path(&mut self, root: Root, mut steps: Vec<Step>) -> Result<Expr, Fault> {
        if self.cursor.peek().is_some_and(continues_a_name) {
            return Err(self.cursor.fault("'/' is missing"));
        }
        while self.cursor.eat("/") {
            self.cursor.part()?;
            let start = self.cursor.position();
            if self.cursor.eat("$count") {
                return Ok(Expr::Count(Member { root, steps }));
            }
            let Some(name) = self.cursor.qualified_name()? else {
                return Err(self.cursor.fault("a property or a type is missing after '/'"));
            };
            if self.cursor.eat("(") {
                return self.quantified(Member { root, steps }, name, start);
            }
            steps.push(Step::named(name));
        }
        Ok(Expr::Member(Member { root, steps }))
    }

    /// What stands in the parentheses of `any` or `all`.
    fn quantified(&mut self, collection: Member, name: &str, start: usize) -> Result<Expr, Fault> {
        let any = name.eq_ignore_ascii_case("any");
        if !any && !name.eq_ignore_ascii_case("all") {
            let reason = format!("'{name}' cannot be called here; 'any' and 'all' can");
            return Err(self.cursor.fault_at(start, reason));
        }
        self.cursor.spaces();
        if any && self.cursor.eat(")") {
            return Ok(Expr::Any(collection, None));
        }
        let predicate = self.predicate()?;
        self.cursor.expect(")")?;
        Ok(match any {
            true => Expr::Any(collection, Some(predicate)),
            false => Expr::All(collection, predicate),
        })
    }

    fn predicate(&mut self) -> Result<Predicate, Fault> {
        if self.variables.len() == MOST_VARIABLES {
            let reason = format!("'any' and 'all' nest deeper than {MOST_VARIABLES} levels");
            return Err(self.cursor.fault(reason));
        }
        let Some(variable) = self.cursor.name()? else {
            return Err(self.cursor.fault("a name for the item is missing, as in 'any(item:…)'"));
        };
        self.cursor.spaces();
        self.cursor.expect(":")?;
        self.variables.push(variable);
        let condition = self.expression()?;
        self.variables.pop();
        Ok(Predicate { variable: variable.to_owned(), condition: Box::new(condition) })
    }
}
