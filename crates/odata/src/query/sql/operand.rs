//! Values: what columns hold, what a filter says, and what is made of both.

use chrono::NaiveTime;

use super::condition::Writer;
use super::{SqlDialect, SqlType, SqlValue, Unsupported};
use crate::Literal;
use crate::query::{Expr, Function, Member, Root, Step};
use crate::time::{parse_date_time, parse_duration};

/// A value in a condition.
#[derive(Debug, Clone)]
pub(super) struct Operand {
    pub(super) sql: String,
    holds: SqlType,
    /// Whether the filter itself says it; it is then not null.
    pub(super) is_literal: bool,
    /// Whether it is a literal that is no time and no duration, so that it is compared as the text it is.
    is_plain: bool,
}

impl Operand {
    const fn computed(sql: String, holds: SqlType) -> Self {
        Self { sql, holds, is_literal: false, is_plain: false }
    }
}

/// What must be of a type, and may not be null as such.
pub(super) trait OfType {
    fn that(self, wanted: SqlType) -> Result<Operand, Unsupported>;
}

impl OfType for Option<Operand> {
    fn that(self, wanted: SqlType) -> Result<Operand, Unsupported> {
        self.filter(|operand| operand.holds == wanted).ok_or(Unsupported("a value of this type"))
    }
}

/// Two values that a database compares as they are compared in memory. There, texts that are both times or both
/// durations are compared as such, so one of two texts must surely be none.
pub(super) fn plain_pair(left: Operand, right: Operand) -> Result<(Operand, Operand), Unsupported> {
    let are_texts = left.holds == SqlType::Text && right.holds == SqlType::Text;
    if left.holds != right.holds || (are_texts && !left.is_plain && !right.is_plain) {
        return Err(Unsupported("the comparison of these values"));
    }
    Ok((left, right))
}

impl Writer<'_> {
    /// A value; `None` is null.
    pub(super) fn operand(&mut self, expression: &Expr) -> Result<Option<Operand>, Unsupported> {
        match expression {
            Expr::Literal(literal) => self.literal(literal),
            Expr::Member(member) => self.column(member).map(Some),
            Expr::Call(Function::Length, arguments) => {
                let [text] = arguments.as_slice() else { return Err(Unsupported("this function")) };
                let length = format!("length({})", self.text(text)?);
                Ok(Some(Operand::computed(length, SqlType::Integer)))
            }
            Expr::Call(function @ (Function::IndexOf | Function::Concat), arguments) => {
                let [left, right] = arguments.as_slice() else { return Err(Unsupported("this function")) };
                let (left, right) = (self.text(left)?, self.text(right)?);
                Ok(Some(match function {
                    Function::IndexOf => {
                        let position = format!("({} - 1)", self.position(&left, &right));
                        Operand::computed(position, SqlType::Integer)
                    }
                    _ => Operand::computed(format!("({left} || {right})"), SqlType::Text),
                }))
            }
            condition => Ok(Some(Operand::computed(self.condition(condition)?, SqlType::Boolean))),
        }
    }

    /// A text, which may be null only in a column.
    pub(super) fn text(&mut self, expression: &Expr) -> Result<String, Unsupported> {
        Ok(self.operand(expression)?.that(SqlType::Text)?.sql)
    }

    /// Where the second text begins in the first, from one; zero if nowhere.
    pub(super) fn position(&self, text: &str, part: &str) -> String {
        match self.compiler.dialect {
            SqlDialect::Sqlite => format!("instr({text}, {part})"),
            SqlDialect::Postgres => format!("strpos({text}, {part})"),
        }
    }

    fn column(&self, member: &Member) -> Result<Operand, Unsupported> {
        let path: Option<Vec<&str>> = member.steps.iter().map(property).collect();
        let path = path.filter(|_| !matches!(member.root, Root::Variable(_)));
        let column = path.and_then(|path| (self.compiler.column)(&path));
        let column = column.ok_or(Unsupported("this property"))?;
        Ok(Operand::computed(column.sql.to_owned(), column.holds))
    }

    fn literal(&mut self, literal: &Literal) -> Result<Option<Operand>, Unsupported> {
        let (value, holds) = match literal {
            Literal::Null => return Ok(None),
            Literal::Boolean(value) => (SqlValue::Boolean(*value), SqlType::Boolean),
            Literal::Integer(value) => (SqlValue::Integer(*value), SqlType::Integer),
            Literal::String(value) => (SqlValue::Text(value.clone()), SqlType::Text),
            Literal::Guid(value) => (SqlValue::Text(value.to_string()), SqlType::Text),
            Literal::DateTimeOffset(value) => (SqlValue::Instant(value.to_utc()), SqlType::Instant),
            Literal::Date(value) => {
                (SqlValue::Instant(value.and_time(NaiveTime::MIN).and_utc()), SqlType::Instant)
            }
            _ => return Err(Unsupported("a literal of this type")),
        };
        let is_plain = match &value {
            SqlValue::Text(text) => parse_date_time(text).is_none() && parse_duration(text).is_none(),
            _ => false,
        };
        self.values.push(value);
        let number = self.compiler.first + self.values.len() - 1;
        let sql = self.compiler.dialect.placeholder(number, holds);
        Ok(Some(Operand { sql, holds, is_literal: true, is_plain }))
    }
}

impl SqlDialect {
    /// What stands for a value. PostgreSQL must be told its type where nothing beside it does, and that text
    /// is compared byte by byte.
    fn placeholder(self, number: usize, holds: SqlType) -> String {
        match (self, holds) {
            (Self::Sqlite, _) | (Self::Postgres, SqlType::Instant) => format!("${number}"),
            (Self::Postgres, SqlType::Text) => format!("(CAST(${number} AS TEXT) COLLATE \"C\")"),
            (Self::Postgres, SqlType::Integer) => format!("CAST(${number} AS BIGINT)"),
            (Self::Postgres, SqlType::Boolean) => format!("CAST(${number} AS BOOLEAN)"),
        }
    }
}

/// The property that a step leads to; `None` if it leads to a type.
fn property(step: &Step) -> Option<&str> {
    match step {
        Step::Property(name) => Some(name),
        Step::Cast(_) => None,
    }
}
