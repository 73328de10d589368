//! Functions, casts, and what a value is of.

use super::operand::{Kind, OfKind, Operand, Script};
use super::range::Range;
use super::writer::Writer;
use super::{SqlDialect, SqlValue, Unsupported};
use crate::query::{Expr, Function};
use crate::time::parse_date_time;

const FUNCTION: Unsupported = Unsupported("this function");

/// What surrounds a text and is trimmed: every space of Unicode.
const SPACES: &str = "\t\n\u{b}\u{c}\r \u{85}\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\
                      \u{2007}\u{2008}\u{2009}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";

/// Beyond the end of every text.
const BEYOND: i64 = 1 << 29;

impl Writer<'_> {
    /// What a function makes of its arguments.
    pub(super) fn call(&mut self, function: Function, arguments: &[Expr]) -> Result<Operand, Unsupported> {
        match (function, arguments) {
            (Function::Now, []) => self.instant(self.compiler.now),
            (Function::MinDateTime, []) => {
                let first = parse_date_time(crate::query::filter::FIRST).ok_or(FUNCTION)?;
                self.instant(first)
            }
            (Function::Substring, [text, from]) => self.substring(text, from, None),
            (Function::Substring, [text, from, length]) => self.substring(text, from, Some(length)),
            (function, [subject]) => self.of_one(function, subject),
            (function, [text, part]) => self.of_two_texts(function, text, part),
            _ => Err(FUNCTION),
        }
    }

    fn of_one(&mut self, function: Function, subject: &Expr) -> Result<Operand, Unsupported> {
        let operand = self.operand(subject)?;
        match function {
            Function::Length => {
                let (text, _) = operand.text()?;
                Ok(small(&format!("length({text})")))
            }
            Function::ToLower => cased("lower", operand),
            Function::ToUpper => cased("upper", operand),
            Function::Trim => {
                let (text, script) = operand.text()?;
                let spaces = self.bound(SqlValue::Text(SPACES.to_owned()));
                let trim = match self.compiler.dialect {
                    SqlDialect::Sqlite => "trim",
                    SqlDialect::Postgres => "btrim",
                };
                let kind = Kind::Text(Script { is_plain: false, ..script });
                Ok(Operand::computed(format!("{trim}({text}, {spaces})"), kind))
            }
            // A whole number is as it is.
            Function::Ceiling | Function::Floor | Function::Round => {
                let (number, range) = operand.whole()?;
                Ok(Operand::computed(number, Kind::Whole(range)))
            }
            Function::Date => {
                let date = format!("(substr({}, 1, 10) || 'T00:00:00.000000Z')", operand.instant()?);
                Ok(Operand::computed(date, Kind::Instant))
            }
            Function::Year => part_of(operand, 1, 4),
            Function::Month => part_of(operand, 6, 2),
            Function::Day => part_of(operand, 9, 2),
            Function::Hour => part_of(operand, 12, 2),
            Function::Minute => part_of(operand, 15, 2),
            Function::Second => part_of(operand, 18, 2),
            Function::TotalOffsetMinutes => {
                Ok(small(&format!("CASE WHEN {} IS NOT NULL THEN 0 END", operand.instant()?)))
            }
            _ => Err(FUNCTION),
        }
    }

    fn of_two_texts(&mut self, function: Function, text: &Expr, part: &Expr) -> Result<Operand, Unsupported> {
        let (text, script) = self.operand(text)?.text()?;
        let (part, part_script) = self.operand(part)?.text()?;
        let truth = |sql| Ok(Operand::computed(sql, Kind::Boolean));
        match function {
            Function::Contains => truth(format!("({} > 0)", self.position(&text, &part))),
            Function::StartsWith => truth(format!("(substr({text}, 1, length({part})) = {part})")),
            Function::EndsWith => {
                let end = format!("substr({text}, length({text}) - length({part}) + 1)");
                truth(format!("(length({text}) >= length({part}) AND {end} = {part})"))
            }
            Function::IndexOf => Ok(small(&format!("({} - 1)", self.position(&text, &part)))),
            Function::Concat => {
                let script = Script { is_plain: false, is_ascii: script.is_ascii && part_script.is_ascii };
                Ok(Operand::computed(format!("({text} || {part})"), Kind::Text(script)))
            }
            _ => Err(FUNCTION),
        }
    }

    /// Where the second text begins in the first, from one; zero if nowhere.
    pub(super) fn position(&self, text: &str, part: &str) -> String {
        match self.compiler.dialect {
            SqlDialect::Sqlite => format!("instr({text}, {part})"),
            SqlDialect::Postgres => format!("strpos({text}, {part})"),
        }
    }

    fn substring(&mut self, text: &Expr, from: &Expr, wanted: Option<&Expr>) -> Result<Operand, Unsupported> {
        let (text, script) = self.operand(text)?.text()?;
        let from = self.place(from)?;
        let wanted = wanted.map(|wanted| self.place(wanted)).transpose()?;
        let wanted = wanted.map_or_else(String::new, |wanted| format!(", {wanted}"));
        let kind = Kind::Text(Script { is_plain: false, ..script });
        Ok(Operand::computed(format!("substr({text}, {from} + 1{wanted})"), kind))
    }

    /// A place in a text: zero if it is less, and never far behind the end.
    fn place(&mut self, expression: &Expr) -> Result<String, Unsupported> {
        let (number, _) = self.operand(expression)?.whole()?;
        Ok(format!(
            "CAST(CASE WHEN {number} < 0 THEN 0 WHEN {number} > {BEYOND} THEN {BEYOND} ELSE {number} END AS INTEGER)"
        ))
    }

    /// A value as one of another type, where it surely can be one.
    pub(super) fn cast(&mut self, subject: &Expr, type_name: &str) -> Result<Operand, Unsupported> {
        let operand = self.operand(subject)?.ok_or(FUNCTION)?;
        let kind = operand.kind;
        match (type_name, kind) {
            ("Edm.String", Kind::Text(_)) | ("Edm.Boolean", Kind::Boolean) => Ok(operand),
            ("Edm.String", Kind::Whole(_)) => {
                let script = Script { is_plain: true, is_ascii: true };
                Ok(Operand::computed(format!("CAST({} AS TEXT)", operand.sql), Kind::Text(script)))
            }
            ("Edm.String", Kind::Boolean) => {
                let text = format!("CASE {} WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END", operand.sql);
                let script = Script { is_plain: true, is_ascii: true };
                Ok(Operand::computed(text, Kind::Text(script)))
            }
            // In memory, longer numbers lose their last digits, or are none.
            ("Edm.Int32" | "Edm.Int64", Kind::Whole(range)) if range.is_small() => Ok(operand),
            _ => Err(FUNCTION),
        }
    }

    /// Whether a value is of a type, or the row.
    pub(super) fn is_of(&mut self, subject: Option<&Expr>, type_name: &str) -> Result<String, Unsupported> {
        let Some(subject) = subject else {
            let all = self.compiler.table.is_of(type_name).ok_or(FUNCTION)?;
            return Ok(if all { "TRUE" } else { "FALSE" }.to_owned());
        };
        let Some(operand) = self.operand(subject)? else { return Err(FUNCTION) };
        let is_one = match (type_name, operand.kind) {
            ("Edm.String", Kind::Text(_) | Kind::Instant)
            | ("Edm.DateTimeOffset", Kind::Instant)
            | ("Edm.Boolean", Kind::Boolean)
            | ("Edm.Byte" | "Edm.Int16" | "Edm.Int32" | "Edm.Int64" | "Edm.SByte", Kind::Whole(_))
            | ("Edm.Decimal" | "Edm.Double" | "Edm.Single", Kind::Whole(_)) => true,
            ("Edm.Boolean", Kind::Text(_) | Kind::Whole(_) | Kind::Instant)
            | ("Edm.String", Kind::Boolean | Kind::Whole(_)) => false,
            _ => return Err(FUNCTION),
        };
        Ok(if is_one {
            format!("({} IS NOT NULL)", operand.sql)
        } else {
            format!("({} IS NULL AND FALSE)", operand.sql)
        })
    }
}

/// A number that is never long.
fn small(sql: &str) -> Operand {
    // What databases count is of 32 bits, and would overflow there.
    Operand::computed(format!("CAST({sql} AS BIGINT)"), Kind::Whole(Range::SMALL))
}

/// A text in another case, of which databases know only that of ASCII.
fn cased(function: &str, operand: Option<Operand>) -> Result<Operand, Unsupported> {
    match operand.text()? {
        (text, script) if script.is_ascii => {
            Ok(Operand::computed(format!("{function}({text})"), Kind::Text(script)))
        }
        _ => Err(Unsupported("the case of letters that may not be ASCII")),
    }
}

/// A part of an instant: so many digits from a place.
fn part_of(operand: Option<Operand>, from: u32, digits: u32) -> Result<Operand, Unsupported> {
    Ok(small(&format!("substr({}, {from}, {digits})", operand.instant()?)))
}
