//! The operators between two operands, and which binds tighter.

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
    /// Less.
    Lt,
    /// Less or equal.
    Le,
}

/// How two numbers make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// The sum.
    Add,
    /// The difference.
    Sub,
    /// The product.
    Mul,
    /// The quotient; of integers, an integer.
    Div,
    /// The quotient, with its fraction.
    DivBy,
    /// What division leaves over.
    Mod,
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Compare(Comparison),
    Has,
    In,
    Arithmetic(Arithmetic),
}

/// How tightly an expression holds its operands, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precedence {
    Or,
    And,
    Equality,
    Relational,
    Additive,
    Multiplicative,
    Unary,
    Primary,
    Parentheses,
}

impl Operator {
    const ALL: [Self; 16] = [
        Self::Or,
        Self::And,
        Self::Compare(Comparison::Eq),
        Self::Compare(Comparison::Ne),
        Self::Compare(Comparison::Gt),
        Self::Compare(Comparison::Ge),
        Self::Compare(Comparison::Lt),
        Self::Compare(Comparison::Le),
        Self::Has,
        Self::In,
        Self::Arithmetic(Arithmetic::Add),
        Self::Arithmetic(Arithmetic::Sub),
        Self::Arithmetic(Arithmetic::Mul),
        Self::Arithmetic(Arithmetic::Div),
        Self::Arithmetic(Arithmetic::DivBy),
        Self::Arithmetic(Arithmetic::Mod),
    ];

    /// The operator of a word, in any case.
    pub(super) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operator| operator.word().eq_ignore_ascii_case(word))
    }

    /// The word that stands for it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Compare(Comparison::Eq) => "eq",
            Self::Compare(Comparison::Ne) => "ne",
            Self::Compare(Comparison::Gt) => "gt",
            Self::Compare(Comparison::Ge) => "ge",
            Self::Compare(Comparison::Lt) => "lt",
            Self::Compare(Comparison::Le) => "le",
            Self::Has => "has",
            Self::In => "in",
            Self::Arithmetic(Arithmetic::Add) => "add",
            Self::Arithmetic(Arithmetic::Sub) => "sub",
            Self::Arithmetic(Arithmetic::Mul) => "mul",
            Self::Arithmetic(Arithmetic::Div) => "div",
            Self::Arithmetic(Arithmetic::DivBy) => "divby",
            Self::Arithmetic(Arithmetic::Mod) => "mod",
        }
    }

    /// How tightly it holds its operands.
    pub(super) const fn precedence(self) -> Precedence {
        match self {
            Self::Or => Precedence::Or,
            Self::And => Precedence::And,
            Self::Compare(Comparison::Eq | Comparison::Ne) => Precedence::Equality,
            Self::Compare(_) | Self::Has | Self::In => Precedence::Relational,
            Self::Arithmetic(Arithmetic::Add | Arithmetic::Sub) => Precedence::Additive,
            Self::Arithmetic(_) => Precedence::Multiplicative,
        }
    }
}

impl Precedence {
    /// What an operand on the right must exceed: all operators group from the left.
    pub(super) const fn tighter(self) -> Self {
        match self {
            Self::Or => Self::And,
            Self::And => Self::Equality,
            Self::Equality => Self::Relational,
            Self::Relational => Self::Additive,
            Self::Additive => Self::Multiplicative,
            Self::Multiplicative => Self::Unary,
            Self::Unary => Self::Primary,
            Self::Primary | Self::Parentheses => Self::Parentheses,
        }
    }
}
