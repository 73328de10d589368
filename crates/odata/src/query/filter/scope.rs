//! An expression, the row it is about, and the items that it has names for.

use serde_json::Value;

use super::compare::compare;
use super::datum::{Datum, expected};
use super::place::{Found, Place};
use super::texts::Patterns;
use super::types::{self, Primitive};
use super::{Evaluation, calls};
use crate::Error;
use crate::query::{Comparison, Expr, Member, Predicate, Root};

pub(super) struct Scope<'a> {
    row: &'a Value,
    pub(super) evaluation: &'a Evaluation<'a>,
    pub(super) patterns: &'a Patterns,
    /// The items that have names here, outermost first.
    items: Vec<Item<'a>>,
}

struct Item<'a> {
    name: &'a str,
    place: Place<'a>,
}

impl<'a> Scope<'a> {
    pub(super) const fn new(row: &'a Value, evaluation: &'a Evaluation<'a>, patterns: &'a Patterns) -> Self {
        Self { row, evaluation, patterns, items: Vec::new() }
    }

    /// Whether a condition holds; `None` if that is unknown.
    pub(super) fn truth(&mut self, condition: &'a Expr) -> Result<Option<bool>, Error> {
        self.value(condition)?.truth()
    }

    /// What an expression is.
    pub(super) fn value(&mut self, expression: &'a Expr) -> Result<Datum<'a>, Error> {
        match expression {
            Expr::Literal(literal) => Ok(Datum::of_literal(literal)),
            Expr::Member(member) => Ok(Datum::of_json(self.place(member)?.one()?)),
            Expr::Count(collection) => {
                let count = self.place(collection)?.items()?.len();
                Ok(Datum::integer(i64::try_from(count).unwrap_or(i64::MAX)))
            }
            Expr::Any(collection, None) => Ok(Datum::Boolean(!self.place(collection)?.items()?.is_empty())),
            Expr::Any(collection, Some(predicate)) => self.is_met(collection, predicate, true),
            Expr::All(collection, predicate) => self.is_met(collection, predicate, false),
            Expr::And(terms) => self.combined(terms, false),
            Expr::Or(terms) => self.combined(terms, true),
            Expr::Not(operand) => Ok(truth_value(self.truth(operand)?.map(|truth| !truth))),
            Expr::Compare(left, comparison, right) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                compare(&left, *comparison, &right).map(Datum::Boolean)
            }
            Expr::Has(flags, wanted) => self.has(flags, wanted),
            Expr::In(item, list) => self.is_in(item, list),
            Expr::Arithmetic(left, operator, right) => {
                match (self.value(left)?.number()?, self.value(right)?.number()?) {
                    (Some(left), Some(right)) => left.combined(*operator, right).map(Datum::Number),
                    _ => Ok(Datum::Null),
                }
            }
            Expr::Negate(operand) => {
                let number = self.value(operand)?.number()?;
                Ok(number.map_or(Datum::Null, |number| Datum::Number(number.negated())))
            }
            Expr::Call(function, arguments) => {
                let arguments: Result<Vec<_>, _> =
                    arguments.iter().map(|argument| self.value(argument)).collect();
                calls::call(*function, arguments?, self.evaluation.now, self.patterns)
            }
            Expr::Cast(subject, type_name) => self.cast(subject.as_deref(), type_name),
            Expr::IsOf(subject, type_name) => self.is_of(subject.as_deref(), type_name),
        }
    }

    /// Where a path leads.
    fn place(&self, member: &'a Member) -> Result<Place<'a>, Error> {
        let row = || Place { found: Found::One(self.row), path: Vec::new() };
        let root = match &member.root {
            Root::Row | Root::It => row(),
            Root::Variable(name) => {
                let item = self.items.iter().rfind(|item| item.name == name);
                item.map_or_else(row, |item| item.place.clone())
            }
        };
        member.steps.iter().try_fold(root, |place, step| place.step(step, self.evaluation.properties))
    }

    /// Whether an item has the `wanted` truth value. If so, that decides the whole; if not, its opposite does.
    fn is_met(
        &mut self,
        collection: &'a Member,
        predicate: &'a Predicate,
        wanted: bool,
    ) -> Result<Datum<'a>, Error> {
        let place = self.place(collection)?;
        let path = place.path.clone();
        for item in place.items()? {
            let place = Place { found: Found::One(item), path: path.clone() };
            self.items.push(Item { name: &predicate.variable, place });
            let truth = self.truth(&predicate.condition);
            self.items.pop();
            if (truth? == Some(true)) == wanted {
                return Ok(Datum::Boolean(wanted));
            }
        }
        Ok(Datum::Boolean(!wanted))
    }

    /// Terms of which one that is `decisive` decides the whole. Otherwise one that is unknown leaves it unknown.
    fn combined(&mut self, terms: &'a [Expr], decisive: bool) -> Result<Datum<'a>, Error> {
        let mut truth = Some(!decisive);
        for term in terms {
            match self.truth(term)? {
                Some(found) if found == decisive => return Ok(Datum::Boolean(decisive)),
                Some(_) => {}
                None => truth = None,
            }
        }
        Ok(truth_value(truth))
    }

    fn is_in(&mut self, item: &'a Expr, list: &'a [Expr]) -> Result<Datum<'a>, Error> {
        let item = self.value(item)?;
        for candidate in list {
            if compare(&item, Comparison::Eq, &self.value(candidate)?)? {
                return Ok(Datum::Boolean(true));
            }
        }
        Ok(Datum::Boolean(false))
    }

    /// Whether all members of the right are among those of the left.
    fn has(&mut self, flags: &'a Expr, wanted: &'a Expr) -> Result<Datum<'a>, Error> {
        let (flags, wanted) = (self.value(flags)?.into_text()?, self.value(wanted)?.into_text()?);
        let (Some(flags), Some(wanted)) = (flags, wanted) else { return Ok(Datum::Null) };
        let is_set = |member: &str| members(&flags).any(|flag| flag.eq_ignore_ascii_case(member));
        Ok(Datum::Boolean(members(&wanted).all(is_set)))
    }

    fn cast(&mut self, subject: Option<&'a Expr>, type_name: &str) -> Result<Datum<'a>, Error> {
        if let Some(primitive) = Primitive::named(type_name)? {
            return Ok(primitive.cast(self.subject_value(subject)?));
        }
        let (value, fits) = self.fits(subject, type_name)?;
        Ok(if fits { Datum::of_json(value) } else { Datum::Null })
    }

    fn is_of(&mut self, subject: Option<&'a Expr>, type_name: &str) -> Result<Datum<'a>, Error> {
        if let Some(primitive) = Primitive::named(type_name)? {
            return Ok(Datum::Boolean(primitive.has(&self.subject_value(subject)?)));
        }
        self.fits(subject, type_name).map(|(_, fits)| Datum::Boolean(fits))
    }

    fn subject_value(&mut self, subject: Option<&'a Expr>) -> Result<Datum<'a>, Error> {
        subject.map_or_else(|| Ok(Datum::of_json(self.row)), |subject| self.value(subject))
    }

    /// The object that a path leads to, and whether it is of the type.
    fn fits(&mut self, subject: Option<&'a Expr>, type_name: &str) -> Result<(&'a Value, bool), Error> {
        let place = match subject {
            None => Place { found: Found::One(self.row), path: Vec::new() },
            Some(Expr::Member(member)) => self.place(member)?,
            Some(other) => return Err(expected("a property", &self.value(other)?)),
        };
        let value = place.one()?;
        Ok((value, types::is_of(value, &place.path, type_name, self.evaluation.properties)))
    }
}

fn truth_value<'a>(truth: Option<bool>) -> Datum<'a> {
    truth.map_or(Datum::Null, Datum::Boolean)
}

fn members(flags: &str) -> impl Iterator<Item = &str> {
    flags.split(',').map(str::trim)
}
