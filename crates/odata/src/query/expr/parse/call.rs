//! Calls: a name, and arguments in parentheses.

use super::Parser;
use crate::query::cursor::{Cursor, Fault};
use crate::query::expr::{Expr, Function};

impl Parser<'_, '_> {
    /// The arguments of a call, after the parenthesis; its name was read from `start`.
    pub(super) fn call(&mut self, name: &str, start: usize) -> Result<Expr, Fault> {
        if name.eq_ignore_ascii_case("cast") {
            return self.of_type().map(|(subject, type_name)| Expr::Cast(subject, type_name));
        }
        if name.eq_ignore_ascii_case("isof") {
            return self.of_type().map(|(subject, type_name)| Expr::IsOf(subject, type_name));
        }
        let Some(function) = Function::named(name) else {
            return Err(self.cursor.fault_at(start, format!("there is no function '{name}'")));
        };
        let arguments = self.list()?;
        match function.arguments().contains(&arguments.len()) {
            true => Ok(Expr::Call(function, arguments)),
            false => Err(self.cursor.fault_at(start, wrong_count(function))),
        }
    }

    /// Expressions between commas, after one parenthesis and with the other.
    pub(super) fn list(&mut self) -> Result<Vec<Expr>, Fault> {
        let mut items = Vec::new();
        self.cursor.spaces();
        if self.cursor.eat(")") {
            return Ok(items);
        }
        loop {
            items.push(self.expression()?);
            if !self.cursor.eat(",") {
                self.cursor.expect(")")?;
                return Ok(items);
            }
        }
    }

    /// `type)` or `expression,type)`.
    fn of_type(&mut self) -> Result<(Option<Box<Expr>>, String), Fault> {
        let start = self.cursor.position();
        if let Ok(type_name) = type_name(self.cursor)
            && self.cursor.eat(")")
        {
            return Ok((None, type_name));
        }
        self.cursor.go_to(start);
        let subject = self.expression()?;
        self.cursor.expect(",")?;
        let type_name = type_name(self.cursor)?;
        self.cursor.expect(")")?;
        Ok((Some(Box::new(subject)), type_name))
    }
}

/// A type, quoted or not, and the spaces around it.
fn type_name(cursor: &mut Cursor<'_>) -> Result<String, Fault> {
    cursor.spaces();
    let quoted = cursor.eat("'");
    let Some(name) = cursor.qualified_name()? else {
        return Err(cursor.fault("the name of a type is missing"));
    };
    if quoted {
        cursor.expect("'")?;
    }
    cursor.spaces();
    Ok(name.to_owned())
}

fn wrong_count(function: Function) -> String {
    let (fewest, most) = function.arguments().into_inner();
    let name = function.name();
    match fewest == most {
        true => format!("'{name}' takes {fewest} arguments"),
        false => format!("'{name}' takes {fewest} to {most} arguments"),
    }
}
