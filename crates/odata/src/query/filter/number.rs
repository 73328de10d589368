//! Numbers: whole ones exactly, others as binary fractions.

use std::cmp::Ordering;

use crate::Error;
use crate::query::Arithmetic;

/// A number.
#[derive(Debug, Clone, Copy)]
pub(in crate::query) enum Number {
    Integer(i64),
    Double(f64),
}

impl Number {
    /// The number that JSON holds.
    pub(in crate::query) fn of_json(number: &serde_json::Number) -> Self {
        let double = || Self::Double(number.as_f64().unwrap_or(f64::NAN));
        number.as_i64().map_or_else(double, Self::Integer)
    }

    /// The whole number that `value` is, if it is one that fits.
    pub(super) fn whole(value: f64) -> Option<i64> {
        // Both bounds are powers of two, and so exact.
        const BEYOND: f64 = 9_223_372_036_854_775_808.0;
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and within bounds")]
        ((-BEYOND..BEYOND).contains(&value) && value.fract() == 0.0).then_some(value as i64)
    }

    /// As a binary fraction, perhaps rounded.
    pub(super) const fn double(self) -> f64 {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "the caller asks for it")]
            Self::Integer(value) => value as f64,
            Self::Double(value) => value,
        }
    }

    /// The order of two numbers; `None` if one of them is none.
    pub(in crate::query) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(left), Self::Integer(right)) => Some(left.cmp(&right)),
            (Self::Integer(left), Self::Double(right)) => compare_exactly(left, right),
            (Self::Double(left), Self::Integer(right)) => compare_exactly(right, left).map(Ordering::reverse),
            (Self::Double(left), Self::Double(right)) => left.partial_cmp(&right),
        }
    }

    /// The negative.
    pub(super) fn negated(self) -> Self {
        match self {
            Self::Integer(value) => {
                value.checked_neg().map_or_else(|| Self::Double(-self.double()), Self::Integer)
            }
            Self::Double(value) => Self::Double(-value),
        }
    }

    /// What an operator makes of two numbers. A whole number that would not fit becomes a fraction.
    pub(super) fn combined(self, operator: Arithmetic, other: Self) -> Result<Self, Error> {
        if let (Self::Integer(left), Self::Integer(right)) = (self, other)
            && operator != Arithmetic::DivBy
        {
            return whole(left, operator, right);
        }
        Ok(Self::Double(fraction(self.double(), operator, other.double())))
    }

    /// What a rounding makes of it.
    pub(super) fn rounded(self, rounding: fn(f64) -> f64) -> Self {
        match self {
            Self::Integer(_) => self,
            Self::Double(value) => Self::Double(rounding(value)),
        }
    }
}

fn whole(left: i64, operator: Arithmetic, right: i64) -> Result<Number, Error> {
    let exact = match operator {
        Arithmetic::Add => left.checked_add(right),
        Arithmetic::Sub => left.checked_sub(right),
        Arithmetic::Mul => left.checked_mul(right),
        Arithmetic::Div | Arithmetic::DivBy | Arithmetic::Mod if right == 0 => {
            return Err(Error::bad_request("The expression divides a whole number by zero."));
        }
        Arithmetic::Div | Arithmetic::DivBy => left.checked_div(right),
        Arithmetic::Mod => Some(left.wrapping_rem(right)),
    };
    let rounded = || {
        Number::Double(fraction(Number::Integer(left).double(), operator, Number::Integer(right).double()))
    };
    Ok(exact.map_or_else(rounded, Number::Integer))
}

fn fraction(left: f64, operator: Arithmetic, right: f64) -> f64 {
    match operator {
        Arithmetic::Add => left + right,
        Arithmetic::Sub => left - right,
        Arithmetic::Mul => left * right,
        Arithmetic::Div | Arithmetic::DivBy => left / right,
        Arithmetic::Mod => left % right,
    }
}

/// Without rounding: as fractions, neighbours beyond 2^53 would be equal.
fn compare_exactly(left: i64, right: f64) -> Option<Ordering> {
    match Number::whole(right.trunc()) {
        Some(trunk) => left.cmp(&trunk).then(0.0_f64.partial_cmp(&right.fract())?).into(),
        None => 0.0_f64.partial_cmp(&right),
    }
}
