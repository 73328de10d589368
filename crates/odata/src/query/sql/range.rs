//! Between which bounds a whole number is. Beyond 64 bits a database fails or rounds, each in its own way.

use super::Unsupported;
use crate::query::Arithmetic;

const OVERFLOW: Unsupported = Unsupported("a number that may be beyond 64 bits");

/// From the least to the most that a number can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    least: i64,
    most: i64,
}

impl Range {
    /// Any number of 64 bits.
    pub(super) const ANY: Self = Self { least: i64::MIN, most: i64::MAX };
    /// Any number of 32 bits, which is also what lengths and places in texts are.
    pub(super) const SMALL: Self = Self { least: i32::MIN as i64, most: i32::MAX as i64 };

    /// Exactly this number.
    pub(super) const fn exactly(number: i64) -> Self {
        Self { least: number, most: number }
    }

    /// The one number that it can be.
    pub(super) fn only(self) -> Option<i64> {
        (self.least == self.most).then_some(self.least)
    }

    /// Whether it is a number of 32 bits.
    pub(super) const fn is_small(self) -> bool {
        self.least >= Self::SMALL.least && self.most <= Self::SMALL.most
    }

    /// What an operator makes of two numbers.
    pub(super) fn combined(self, operator: Arithmetic, other: Self) -> Result<Self, Unsupported> {
        let by = other.only().filter(|by| *by != 0);
        match operator {
            Arithmetic::Add | Arithmetic::Sub | Arithmetic::Mul => {}
            // The quotient of whole numbers is whole; with its fraction it is none.
            Arithmetic::Div if by.is_some() => {}
            Arithmetic::Mod if by.is_some() => return Ok(Self::below(other.least)),
            Arithmetic::Div | Arithmetic::DivBy | Arithmetic::Mod => {
                return Err(Unsupported("the division by what may be zero, or one with a fraction"));
            }
        }
        // The operators are monotonic in each operand, so that the extremes are at the corners.
        let corners = [
            (self.least, other.least),
            (self.least, other.most),
            (self.most, other.least),
            (self.most, other.most),
        ];
        let corner = |(left, right): (i64, i64)| match operator {
            Arithmetic::Add => left.checked_add(right),
            Arithmetic::Sub => left.checked_sub(right),
            Arithmetic::Mul => left.checked_mul(right),
            Arithmetic::Div | Arithmetic::DivBy | Arithmetic::Mod => left.checked_div(right),
        };
        let results: Option<Vec<i64>> = corners.into_iter().map(corner).collect();
        let results = results.ok_or(OVERFLOW)?;
        let bounds = results.iter().min().zip(results.iter().max());
        bounds.map(|(least, most)| Self { least: *least, most: *most }).ok_or(OVERFLOW)
    }

    /// What is left over by a division.
    fn below(divisor: i64) -> Self {
        let most = (divisor.unsigned_abs() - 1).cast_signed();
        Self { least: -most, most }
    }

    /// The negative.
    pub(super) fn negated(self) -> Result<Self, Unsupported> {
        let bounds = self.most.checked_neg().zip(self.least.checked_neg());
        bounds.map(|(least, most)| Self { least, most }).ok_or(OVERFLOW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_overflow_is_refused() {
        let small = Range::SMALL;
        assert_eq!(small.combined(Arithmetic::Add, small).unwrap().only(), None);
        assert_eq!(
            small.combined(Arithmetic::Mul, small).unwrap(),
            Range { least: i64::from(i32::MIN) * i64::from(i32::MAX), most: 1 << 62 }
        );
        assert_eq!(Range::ANY.combined(Arithmetic::Add, Range::exactly(1)), Err(OVERFLOW));
        assert_eq!(Range::ANY.combined(Arithmetic::Div, Range::exactly(-1)), Err(OVERFLOW));
        assert_eq!(Range::ANY.negated(), Err(OVERFLOW));
        assert_eq!(
            Range::ANY.combined(Arithmetic::Mod, Range::exactly(-5)),
            Ok(Range { least: -4, most: 4 })
        );
        for zero in [Range::exactly(0), small] {
            assert!(small.combined(Arithmetic::Div, zero).is_err());
            assert!(small.combined(Arithmetic::Mod, zero).is_err());
        }
        assert!(small.combined(Arithmetic::DivBy, Range::exactly(2)).is_err());
    }
}
