//! What holds of a filter, whatever the text: it is written so that it reads the same and answers the same, and
//! what it says of a row agrees with what its parts say.

use odata::Error;
use odata::query::{Expr, filter};

use crate::schema::{evaluation, organ};

pub(crate) fn check(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(condition) = Expr::parse(text) else { return };
    let written = condition.to_string();
    let again = Expr::parse(&written).unwrap_or_else(|error| panic!("{written}: {error}"));
    // As text, for NaN is not equal to itself.
    assert_eq!(format!("{again:?}"), format!("{condition:?}"), "{written}");

    let answer = holds(&condition);
    assert_eq!(holds(&again), answer, "{written}");
    let opposite = holds(&Expr::Not(Box::new(condition.clone())));
    match &answer {
        Ok(true) => assert_eq!(opposite, Ok(false), "{written}"),
        // What is unknown, as all about null may be, has no opposite.
        Ok(false) => assert!(opposite.is_ok(), "{written}"),
        Err(_) => assert_eq!(opposite, answer, "{written}"),
    }
    assert_eq!(holds(&condition.clone().and(condition.clone())), answer, "{written}");
    assert_eq!(holds(&condition.clone().or(condition)), answer, "{written}");
}

fn holds(condition: &Expr) -> Result<bool, Error> {
    filter::matches(condition, &organ(), &evaluation())
}
