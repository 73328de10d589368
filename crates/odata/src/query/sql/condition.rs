//! What is true, false or unknown: SQL combines it as OData does.

use super::operand::{OfType, Operand, plain_pair};
use super::{SqlCompiler, SqlType, SqlValue, Unsupported};
use crate::Literal;
use crate::query::{Comparison, Expr, Function};

const FUNCTION: Unsupported = Unsupported("this function");

/// Writes conditions, and keeps the values that stand in them.
pub(super) struct Writer<'a> {
    pub(super) compiler: SqlCompiler<'a>,
    pub(super) values: Vec<SqlValue>,
}

impl Writer<'_> {
    pub(super) fn condition(&mut self, expression: &Expr) -> Result<String, Unsupported> {
        match expression {
            Expr::Literal(Literal::Boolean(true)) => Ok("TRUE".to_owned()),
            Expr::Literal(Literal::Boolean(false)) => Ok("FALSE".to_owned()),
            Expr::Literal(Literal::Null) => Ok("CAST(NULL AS BOOLEAN)".to_owned()),
            Expr::Member(_) => Ok(self.operand(expression)?.that(SqlType::Boolean)?.sql),
            Expr::And(terms) => self.joined(terms, "AND"),
            Expr::Or(terms) => self.joined(terms, "OR"),
            Expr::Not(operand) => Ok(format!("(NOT {})", self.condition(operand)?)),
            Expr::Compare(left, comparison, right) => {
                let (left, right) = (self.operand(left)?, self.operand(right)?);
                compared(left, *comparison, right)
            }
            Expr::In(item, list) => self.is_in(item, list),
            Expr::Call(function, arguments) => self.call(*function, arguments),
            _ => Err(Unsupported("this operator")),
        }
    }

    /// The terms in halves, and these in halves again: a database bounds how deep a condition nests.
    fn joined(&mut self, terms: &[Expr], word: &str) -> Result<String, Unsupported> {
        if let [term] = terms {
            return self.condition(term);
        }
        let (left, right) = terms.split_at(terms.len() / 2);
        Ok(format!("({} {word} {})", self.joined(left, word)?, self.joined(right, word)?))
    }

    fn is_in(&mut self, item: &Expr, list: &[Expr]) -> Result<String, Unsupported> {
        let Some(item) = self.operand(item)? else { return Err(Unsupported("null in a list")) };
        let (mut listed, mut has_null) = (Vec::new(), false);
        for candidate in list {
            match self.operand(candidate)? {
                None => has_null = true,
                Some(candidate) if candidate.is_literal => {
                    listed.push(plain_pair(item.clone(), candidate)?.1.sql);
                }
                Some(_) => return Err(Unsupported("a property in a list")),
            }
        }
        let item = item.sql;
        let is_listed = match listed.is_empty() {
            true => "FALSE".to_owned(),
            false => format!("({item} IS NOT NULL AND {item} IN ({}))", listed.join(", ")),
        };
        Ok(if has_null { format!("({item} IS NULL OR {is_listed})") } else { is_listed })
    }

    /// What is asked of two texts.
    fn call(&mut self, function: Function, arguments: &[Expr]) -> Result<String, Unsupported> {
        let [text, part] = arguments else { return Err(FUNCTION) };
        let (text, part) = (self.text(text)?, self.text(part)?);
        match function {
            Function::Contains => Ok(format!("({} > 0)", self.position(&text, &part))),
            Function::StartsWith => Ok(format!("(substr({text}, 1, length({part})) = {part})")),
            Function::EndsWith => {
                let end = format!("substr({text}, length({text}) - length({part}) + 1)");
                Ok(format!("(length({text}) >= length({part}) AND {end} = {part})"))
            }
            _ => Err(FUNCTION),
        }
    }
}

/// A comparison, which is never unknown. `None` is null.
fn compared(
    left: Option<Operand>,
    comparison: Comparison,
    right: Option<Operand>,
) -> Result<String, Unsupported> {
    let sign = match comparison {
        Comparison::Ne => return Ok(format!("(NOT {})", compared(left, Comparison::Eq, right)?)),
        Comparison::Eq => "=",
        Comparison::Gt => ">",
        Comparison::Ge => ">=",
        Comparison::Lt => "<",
        Comparison::Le => "<=",
    };
    let takes_equal = matches!(comparison, Comparison::Eq | Comparison::Ge | Comparison::Le);
    Ok(match (left, right) {
        (None, None) => if takes_equal { "TRUE" } else { "FALSE" }.to_owned(),
        (Some(value), None) | (None, Some(value)) if takes_equal => format!("({} IS NULL)", value.sql),
        // Never, but a value that is bound must have its place.
        (Some(value), None) | (None, Some(value)) => format!("({} IS NULL AND FALSE)", value.sql),
        (Some(left), Some(right)) => {
            let (left, right) = plain_pair(left, right)?;
            both(&left, sign, &right, takes_equal)
        }
    })
}

/// Two values, of which none is null, or both are if that is taken.
fn both(left: &Operand, sign: &str, right: &Operand, takes_null: bool) -> String {
    let columns: Vec<&str> =
        [left, right].into_iter().filter(|of| !of.is_literal).map(|of| of.sql.as_str()).collect();
    let known: String = columns.iter().map(|column| format!("{column} IS NOT NULL AND ")).collect();
    let comparison = format!("({known}{} {sign} {})", left.sql, right.sql);
    match columns.as_slice() {
        [left, right] if takes_null => format!("({comparison} OR ({left} IS NULL AND {right} IS NULL))"),
        _ => comparison,
    }
}
