//! The canonical text of an expression.

use std::fmt::{Display, Formatter, Result};

use super::operator::{Operator, Precedence};
use super::{Expr, Member, Predicate, Root, Step};

impl Display for Expr {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::Literal(literal) => literal.fmt(formatter),
            Self::Member(member) => member.fmt(formatter),
            Self::Count(collection) => write!(formatter, "{collection}/$count"),
            Self::Any(collection, None) => write!(formatter, "{collection}/any()"),
            Self::Any(collection, Some(predicate)) => write!(formatter, "{collection}/any({predicate})"),
            Self::All(collection, predicate) => write!(formatter, "{collection}/all({predicate})"),
            Self::And(terms) => write_terms(formatter, terms, Operator::And),
            Self::Or(terms) => write_terms(formatter, terms, Operator::Or),
            Self::Not(operand) => write!(formatter, "not {}", Operand(operand, Precedence::Unary)),
            Self::Negate(operand) => {
                // A number would take the minus as its own.
                let least = match **operand {
                    Self::Literal(_) => Precedence::Parentheses,
                    _ => Precedence::Unary,
                };
                write!(formatter, "-{}", Operand(operand, least))
            }
            Self::Compare(left, comparison, right) => {
                write_binary(formatter, left, Operator::Compare(*comparison), right)
            }
            Self::Has(left, right) => write_binary(formatter, left, Operator::Has, right),
            Self::Arithmetic(left, arithmetic, right) => {
                write_binary(formatter, left, Operator::Arithmetic(*arithmetic), right)
            }
            Self::In(item, list) => {
                write!(formatter, "{} in ({})", Operand(item, self.precedence()), List(list))
            }
            Self::Call(function, arguments) => write!(formatter, "{}({})", function.name(), List(arguments)),
            Self::Cast(subject, type_name) => write_typed(formatter, "cast", subject.as_deref(), type_name),
            Self::IsOf(subject, type_name) => write_typed(formatter, "isof", subject.as_deref(), type_name),
        }
    }
}

impl Expr {
    /// How tightly it holds together.
    fn precedence(&self) -> Precedence {
        match self {
            Self::Or(_) => Operator::Or.precedence(),
            Self::And(_) => Operator::And.precedence(),
            Self::Compare(_, comparison, _) => Operator::Compare(*comparison).precedence(),
            Self::Has(..) => Operator::Has.precedence(),
            Self::In(..) => Operator::In.precedence(),
            Self::Arithmetic(_, arithmetic, _) => Operator::Arithmetic(*arithmetic).precedence(),
            Self::Not(_) | Self::Negate(_) => Precedence::Unary,
            _ => Precedence::Primary,
        }
    }
}

fn write_terms(formatter: &mut Formatter<'_>, terms: &[Expr], operator: Operator) -> Result {
    for (index, term) in terms.iter().enumerate() {
        if index > 0 {
            write!(formatter, " {} ", operator.word())?;
        }
        Operand(term, operator.precedence().tighter()).fmt(formatter)?;
    }
    Ok(())
}

fn write_binary(formatter: &mut Formatter<'_>, left: &Expr, operator: Operator, right: &Expr) -> Result {
    let precedence = operator.precedence();
    let left = Operand(left, precedence);
    let right = Operand(right, precedence.tighter());
    write!(formatter, "{left} {} {right}", operator.word())
}

fn write_typed(formatter: &mut Formatter<'_>, name: &str, subject: Option<&Expr>, type_name: &str) -> Result {
    match subject {
        None => write!(formatter, "{name}({type_name})"),
        Some(subject) => write!(formatter, "{name}({subject},{type_name})"),
    }
}

/// An operand in parentheses, unless it holds together at least as tightly as the precedence says.
struct Operand<'a>(&'a Expr, Precedence);

impl Display for Operand<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let Self(operand, least) = self;
        match operand.precedence() >= *least {
            true => operand.fmt(formatter),
            false => write!(formatter, "({operand})"),
        }
    }
}

/// Expressions between commas.
struct List<'a>(&'a [Expr]);

impl Display for List<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        for (index, item) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str(",")?;
            }
            item.fmt(formatter)?;
        }
        Ok(())
    }
}

impl Display for Predicate {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        write!(formatter, "{}:{}", self.variable, self.condition)
    }
}

impl Display for Member {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let root = match &self.root {
            Root::Row => None,
            Root::It => Some("$it"),
            Root::Variable(name) => Some(name.as_str()),
        };
        let segments = root.into_iter().chain(self.steps.iter().map(Step::name));
        formatter.write_str(&segments.collect::<Vec<_>>().join("/"))
    }
}
