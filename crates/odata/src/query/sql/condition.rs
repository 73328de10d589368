//! What is true, false or unknown: SQL combines it as OData does.

use super::operand::{Kind, OfKind, Operand, comparable};
use super::writer::Writer;
use super::{SqlValue, Unsupported};
use crate::Literal;
use crate::query::{Comparison, Expr};

impl Writer<'_> {
    pub(super) fn condition(&mut self, expression: &Expr) -> Result<String, Unsupported> {
        let condition = match expression {
            Expr::Literal(Literal::Boolean(true)) => "TRUE".to_owned(),
            Expr::Literal(Literal::Boolean(false)) => "FALSE".to_owned(),
            Expr::Literal(Literal::Null) => "CAST(NULL AS BOOLEAN)".to_owned(),
            Expr::Member(_) | Expr::Call(..) | Expr::Cast(..) => self.operand(expression)?.truth()?,
            Expr::And(terms) => self.joined(terms, "AND")?,
            Expr::Or(terms) => self.joined(terms, "OR")?,
            Expr::Not(operand) => format!("(NOT {})", self.condition(operand)?),
            Expr::Compare(left, comparison, right) => {
                let (left, right) = (self.operand(left)?, self.operand(right)?);
                compared(left, *comparison, right)?
            }
            Expr::In(item, list) => self.is_in(item, list)?,
            Expr::Has(flags, wanted) => self.has(flags, wanted)?,
            Expr::Any(collection, predicate) => self.any(collection, predicate.as_ref())?,
            Expr::All(collection, predicate) => self.all(collection, predicate)?,
            Expr::IsOf(subject, type_name) => self.is_of(subject.as_deref(), type_name)?,
            Expr::Literal(_) | Expr::Count(_) | Expr::Arithmetic(..) | Expr::Negate(_) => {
                return Err(Unsupported("a condition that is no truth value"));
            }
        };
        self.bounded(condition)
    }

    /// The terms in halves, and these in halves again: a database bounds how deep a condition nests.
    fn joined(&mut self, terms: &[Expr], word: &str) -> Result<String, Unsupported> {
        let terms: Result<Vec<String>, _> = terms.iter().map(|term| self.condition(term)).collect();
        Ok(joined(&terms?, word))
    }

    fn is_in(&mut self, item: &Expr, list: &[Expr]) -> Result<String, Unsupported> {
        let item = self.operand(item)?;
        let mut listed = Vec::new();
        let mut conditions = Vec::new();
        for candidate in list {
            match (&item, self.operand(candidate)?) {
                (Some(item), Some(candidate)) if candidate.is_literal && candidate.kind != Kind::Member => {
                    listed.push(comparable(item.clone(), candidate)?.1.sql);
                }
                (item, candidate) => conditions.push(compared(item.clone(), Comparison::Eq, candidate)?),
            }
        }
        if let Some(Operand { sql, .. }) = item.filter(|_| !listed.is_empty()) {
            conditions.push(format!("({sql} IS NOT NULL AND {sql} IN ({}))", listed.join(", ")));
        }
        Ok(if conditions.is_empty() { "FALSE".to_owned() } else { joined(&conditions, "OR") })
    }

    /// Whether all members that the right names are among those of the left.
    fn has(&mut self, flags: &Expr, wanted: &Expr) -> Result<String, Unsupported> {
        let (Expr::Literal(Literal::String(wanted)) | Expr::Literal(Literal::Enum { value: wanted, .. })) =
            wanted
        else {
            return Err(Unsupported("flags that the filter does not say"));
        };
        let Some(Operand { sql: flags, kind: Kind::Text(script), is_literal: false }) =
            self.operand(flags)?
        else {
            return Err(Unsupported("flags of this type"));
        };
        if !(script.is_plain && script.is_ascii && wanted.is_ascii()) {
            return Err(Unsupported("flags in a text"));
        }
        let flags = format!("(',' || lower({flags}) || ',')");
        let members = wanted.split(',').map(|member| format!(",{},", member.trim().to_lowercase()));
        let conditions = members.map(|member| {
            let member = self.bound(SqlValue::Text(member));
            format!("({} > 0)", self.position(&flags, &member))
        });
        Ok(joined(&conditions.collect::<Vec<_>>(), "AND"))
    }
}

/// Conditions in halves, and these in halves again.
pub(super) fn joined(conditions: &[String], word: &str) -> String {
    if let [condition] = conditions {
        return condition.clone();
    }
    let (left, right) = conditions.split_at(conditions.len() / 2);
    format!("({} {word} {})", joined(left, word), joined(right, word))
}

/// A comparison, which is never unknown. `None` is null.
pub(super) fn compared(
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
            let (left, right) = comparable(left, right)?;
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
