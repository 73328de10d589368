//! Values: what columns hold, what a filter says, and what is made of both.

use super::range::Range;
use super::writer::Writer;
use super::{SqlColumn, SqlDialect, SqlType, SqlValue, Unsupported};
use crate::query::{Arithmetic, Expr};
use crate::time::{parse_date_time, parse_duration};

/// A value in a condition.
#[derive(Debug, Clone)]
pub(super) struct Operand {
    pub(super) sql: String,
    pub(super) kind: Kind,
    /// Whether the filter itself says it; it is then not null.
    pub(super) is_literal: bool,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text(Script),
    /// A member of an enumeration that a literal names. Its case does not matter.
    Member,
    Whole(Range),
    Boolean,
    Instant,
}

/// What is known of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Script {
    /// Whether it surely is no time and no duration, in whatever case: it is compared as the text it is.
    pub(super) is_plain: bool,
    /// Whether it surely is ASCII, of which alone databases know the cases.
    pub(super) is_ascii: bool,
}

impl Script {
    /// Nothing is known.
    pub(super) const ANY: Self = Self { is_plain: false, is_ascii: false };

    /// What is known of a text at hand.
    pub(super) fn of(text: &str) -> Self {
        let is_time = |text: &str| parse_date_time(text).is_some() || parse_duration(text).is_some();
        let cases = [text.to_owned(), text.to_lowercase(), text.to_uppercase()];
        Self { is_plain: !cases.iter().any(|text| is_time(text)), is_ascii: text.is_ascii() }
    }
}

impl Operand {
    pub(super) const fn computed(sql: String, kind: Kind) -> Self {
        Self { sql, kind, is_literal: false }
    }

    /// What a column holds.
    pub(super) fn column(column: SqlColumn) -> Self {
        let kind = match column.holds {
            SqlType::Text => Kind::Text(Script::ANY),
            SqlType::Word => Kind::Text(Script { is_plain: true, is_ascii: true }),
            SqlType::Integer => Kind::Whole(Range::ANY),
            SqlType::Small => Kind::Whole(Range::SMALL),
            SqlType::Boolean => Kind::Boolean,
            SqlType::Instant => Kind::Instant,
        };
        Self::computed(column.sql.to_owned(), kind)
    }
}

/// What must be of a kind, and may not be null as such.
pub(super) trait OfKind {
    fn text(self) -> Result<(String, Script), Unsupported>;
    fn whole(self) -> Result<(String, Range), Unsupported>;
    fn truth(self) -> Result<String, Unsupported>;
    fn instant(self) -> Result<String, Unsupported>;
}

const KIND: Unsupported = Unsupported("a value of this type");

impl OfKind for Option<Operand> {
    fn text(self) -> Result<(String, Script), Unsupported> {
        match self {
            Some(Operand { sql, kind: Kind::Text(script), .. }) => Ok((sql, script)),
            _ => Err(KIND),
        }
    }

    fn whole(self) -> Result<(String, Range), Unsupported> {
        match self {
            Some(Operand { sql, kind: Kind::Whole(range), .. }) => Ok((sql, range)),
            _ => Err(KIND),
        }
    }

    fn truth(self) -> Result<String, Unsupported> {
        match self {
            Some(Operand { sql, kind: Kind::Boolean, .. }) => Ok(sql),
            _ => Err(KIND),
        }
    }

    /// An instant that a column holds. One that a filter says may have an offset, and parts that follow it.
    fn instant(self) -> Result<String, Unsupported> {
        match self {
            Some(Operand { sql, kind: Kind::Instant, is_literal: false }) => Ok(sql),
            _ => Err(KIND),
        }
    }
}

/// Two values that a database compares as they are compared in memory. There, texts that are both times or both
/// durations are compared as such, so one of two texts must surely be none; and members without regard to case.
pub(super) fn comparable(left: Operand, right: Operand) -> Result<(Operand, Operand), Unsupported> {
    let lower = |operand: Operand| Operand { sql: format!("lower({})", operand.sql), ..operand };
    match (left.kind, right.kind) {
        (Kind::Text(one), Kind::Text(other)) if one.is_plain || other.is_plain => Ok((left, right)),
        (Kind::Member, Kind::Member | Kind::Text(_)) | (Kind::Text(_), Kind::Member) => {
            Ok((lower(left), lower(right)))
        }
        (Kind::Whole(_), Kind::Whole(_))
        | (Kind::Boolean, Kind::Boolean)
        | (Kind::Instant, Kind::Instant) => Ok((left, right)),
        _ => Err(Unsupported("the comparison of these values")),
    }
}

impl Writer<'_> {
    /// A value; `None` is null.
    pub(super) fn operand(&mut self, expression: &Expr) -> Result<Option<Operand>, Unsupported> {
        let operand = match expression {
            Expr::Literal(literal) => self.literal(literal)?,
            Expr::Member(member) => Some(self.member(member)?),
            Expr::Count(collection) => Some(self.count(collection)?),
            Expr::Arithmetic(left, operator, right) => Some(self.arithmetic(left, *operator, right)?),
            Expr::Negate(operand) => {
                let (sql, range) = self.operand(operand)?.whole()?;
                Some(Operand::computed(format!("(- {sql})"), Kind::Whole(range.negated()?)))
            }
            Expr::Call(function, arguments) => Some(self.call(*function, arguments)?),
            Expr::Cast(Some(subject), type_name) => Some(self.cast(subject, type_name)?),
            Expr::Cast(None, _) => return Err(Unsupported("a cast of the row")),
            condition => Some(Operand::computed(self.condition(condition)?, Kind::Boolean)),
        };
        match operand {
            Some(operand) => self.bounded(operand.sql).map(|sql| Some(Operand { sql, ..operand })),
            None => Ok(None),
        }
    }

    fn arithmetic(
        &mut self,
        left: &Expr,
        operator: Arithmetic,
        right: &Expr,
    ) -> Result<Operand, Unsupported> {
        let (left, left_range) = self.operand(left)?.whole()?;
        let (right, right_range) = self.operand(right)?.whole()?;
        let range = left_range.combined(operator, right_range)?;
        let sign = match operator {
            Arithmetic::Add => "+",
            Arithmetic::Sub => "-",
            Arithmetic::Mul => "*",
            Arithmetic::Div | Arithmetic::DivBy => "/",
            Arithmetic::Mod => "%",
        };
        Ok(Operand::computed(format!("({left} {sign} {right})"), Kind::Whole(range)))
    }

    /// What stands for a value that the filter says.
    pub(super) fn bound(&mut self, value: SqlValue) -> String {
        let holds = match &value {
            SqlValue::Text(_) | SqlValue::Instant(_) => SqlType::Text,
            SqlValue::Integer(_) => SqlType::Integer,
            SqlValue::Boolean(_) => SqlType::Boolean,
        };
        self.values.push(value);
        let number = self.compiler.first + self.values.len() - 1;
        // PostgreSQL must be told the type where nothing beside it does, and that text is compared byte by byte.
        match (self.compiler.dialect, holds) {
            (SqlDialect::Sqlite, _) => format!("${number}"),
            (SqlDialect::Postgres, SqlType::Integer) => format!("CAST(${number} AS BIGINT)"),
            (SqlDialect::Postgres, SqlType::Boolean) => format!("CAST(${number} AS BOOLEAN)"),
            (SqlDialect::Postgres, _) => format!("(CAST(${number} AS TEXT) COLLATE \"C\")"),
        }
    }
}
