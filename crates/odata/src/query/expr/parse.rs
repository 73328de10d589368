//! Reads an expression: operators by how tightly they bind, operands by how they begin.

mod call;
mod path;

use super::operator::{Operator, Precedence};
use super::{Expr, Root};
use crate::Literal;
use crate::query::aliases::Aliases;
use crate::query::cursor::{Cursor, Fault, continues_a_name};

/// Reads the expression that is next, as far as it goes.
pub(in crate::query) fn parse(cursor: &mut Cursor<'_>, aliases: &Aliases<'_>) -> Result<Expr, Fault> {
    Parser { cursor, aliases: Some(aliases), variables: Vec::new(), hidden: 0 }.expression()
}

struct Parser<'p, 'a> {
    cursor: &'p mut Cursor<'a>,
    /// `None` inside an alias, which cannot stand for another.
    aliases: Option<&'p Aliases<'p>>,
    /// What the items are called here, outermost first.
    variables: Vec<&'a str>,
    /// How many of them an alias does not see, since they stand around it.
    hidden: usize,
}

impl Parser<'_, '_> {
    /// An expression, one level deeper, and the spaces around it.
    fn expression(&mut self) -> Result<Expr, Fault> {
        self.cursor.enter()?;
        self.cursor.spaces();
        let expression = self.binary(Precedence::Or)?;
        self.cursor.spaces();
        self.cursor.leave(1);
        Ok(expression)
    }

    /// Operands, and between them operators that bind at least as tightly as `loosest`.
    fn binary(&mut self, loosest: Precedence) -> Result<Expr, Fault> {
        let mut left = self.unary()?;
        let mut deeper = 0;
        while let Some(operator) = self.operator(loosest)? {
            // Each operator puts what stands left of it one level down, but for those that make a list.
            if !matches!(operator, Operator::And | Operator::Or) {
                self.cursor.enter()?;
                deeper += 1;
            }
            left = self.joined(left, operator)?;
        }
        self.cursor.leave(deeper);
        Ok(left)
    }

    /// Reads an operator with the spaces around it, if one is next that binds tightly enough.
    fn operator(&mut self, loosest: Precedence) -> Result<Option<Operator>, Fault> {
        let start = self.cursor.position();
        if self.cursor.spaces()
            && let Some(operator) = self.cursor.name()?.and_then(Operator::named)
            && operator.precedence() >= loosest
        {
            self.end_of_word()?;
            self.cursor.part()?;
            return Ok(Some(operator));
        }
        self.cursor.go_to(start);
        Ok(None)
    }

    /// What separates a word from its operand.
    fn end_of_word(&mut self) -> Result<(), Fault> {
        match self.cursor.spaces() || self.cursor.peek() == Some('(') {
            true => Ok(()),
            false => Err(self.cursor.fault("a space and an operand are missing")),
        }
    }

    /// `left`, the operator, and what it takes on the right.
    fn joined(&mut self, left: Expr, operator: Operator) -> Result<Expr, Fault> {
        let mut right = || self.binary(operator.precedence().tighter());
        Ok(match operator {
            Operator::And => left.and(right()?),
            Operator::Or => left.or(right()?),
            Operator::Compare(comparison) => Expr::Compare(Box::new(left), comparison, Box::new(right()?)),
            Operator::Arithmetic(arithmetic) => {
                Expr::Arithmetic(Box::new(left), arithmetic, Box::new(right()?))
            }
            Operator::Has => Expr::Has(Box::new(left), Box::new(right()?)),
            Operator::In => {
                self.cursor.expect("(")?;
                Expr::In(Box::new(left), self.list()?)
            }
        })
    }

    /// An operand, and what stands before it.
    fn unary(&mut self) -> Result<Expr, Fault> {
        let wrap: fn(Box<Expr>) -> Expr = if self.eat_not() {
            Expr::Not
        } else if self.eat_minus() {
            Expr::Negate
        } else {
            return self.operand();
        };
        self.cursor.part()?;
        self.cursor.enter()?;
        let operand = self.unary()?;
        self.cursor.leave(1);
        Ok(wrap(Box::new(operand)))
    }

    /// Reads `not`, unless it is the beginning of something else.
    fn eat_not(&mut self) -> bool {
        let start = self.cursor.position();
        let word = self.cursor.take_while(continues_a_name);
        let not = word.eq_ignore_ascii_case("not") && self.end_of_word().is_ok();
        if !not {
            self.cursor.go_to(start);
        }
        not
    }

    /// Reads a minus, unless it belongs to a number.
    fn eat_minus(&mut self) -> bool {
        let number = !matches!(Literal::read(self.cursor.rest()), Ok(None));
        let minus = !number && self.cursor.eat("-");
        if minus {
            self.cursor.spaces();
        }
        minus
    }

    fn operand(&mut self) -> Result<Expr, Fault> {
        self.cursor.part()?;
        let start = self.cursor.position();
        if self.cursor.eat("(") {
            let inside = self.expression()?;
            self.cursor.expect(")")?;
            return Ok(inside);
        }
        if self.cursor.eat("@") {
            return self.alias();
        }
        if self.cursor.eat("$it") {
            return self.path(Root::It, Vec::new());
        }
        if let Some(literal) = self.literal()? {
            return Ok(Expr::Literal(literal));
        }
        let Some(name) = self.cursor.qualified_name()? else {
            return Err(self.cursor.fault("a value, a property or a function is missing"));
        };
        match self.cursor.eat("(") {
            true => self.call(name, start),
            false => self.named_path(name, start),
        }
    }

    /// Reads a literal, if one is next.
    fn literal(&mut self) -> Result<Option<Literal>, Fault> {
        let start = self.cursor.position();
        let read = Literal::read(self.cursor.rest());
        let read = read.map_err(|error| self.cursor.fault_at(start + error.at, error.reason))?;
        Ok(read.map(|(literal, length)| {
            self.cursor.go_to(start + length);
            literal
        }))
    }

    /// What an alias stands for; null if the query does not say.
    fn alias(&mut self) -> Result<Expr, Fault> {
        let start = self.cursor.position();
        let Some(name) = self.cursor.name()? else {
            return Err(self.cursor.fault("a name is missing after '@'"));
        };
        let Some(aliases) = self.aliases else {
            return Err(self.cursor.fault_at(start, "an alias cannot stand for another"));
        };
        let Some(text) = aliases.text(name) else {
            return Ok(Expr::Literal(Literal::Null));
        };
        let mut detour = self.cursor.detour(text);
        let (variables, hidden) = (self.variables.clone(), self.variables.len());
        let mut parser = Parser { cursor: &mut detour, aliases: None, variables, hidden };
        let expression = parser.expression().and_then(|expression| detour.finish().map(|()| expression));
        let expression = expression
            .map_err(|fault| self.cursor.fault_at(start, format!("what the alias stands for {fault}")))?;
        self.cursor.rejoin(&detour);
        Ok(expression)
    }
}
