//! Literals, written and read back.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta};
use odata::Literal;
use proptest::prelude::*;
use uuid::Uuid;

fn instant() -> impl Strategy<Value = DateTime<FixedOffset>> {
    (-60_000_000_000_i64..250_000_000_000, 0_u32..1_000_000_000, -1439..1440_i32).prop_map(
        |(seconds, nanos, minutes)| {
            let offset = FixedOffset::east_opt(minutes * 60).unwrap();
            DateTime::from_timestamp(seconds, nanos).unwrap().with_timezone(&offset)
        },
    )
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (-4_000_000..4_000_000).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap())
}

fn time_of_day() -> impl Strategy<Value = NaiveTime> {
    (0_u32..86_400, 0_u32..1_000_000_000)
        .prop_map(|(seconds, nanos)| NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos).unwrap())
}

fn duration() -> impl Strategy<Value = TimeDelta> {
    (-1_000_000_000_000_i64..1_000_000_000_000, 0_u32..1_000_000_000)
        .prop_map(|(seconds, nanos)| TimeDelta::new(seconds, nanos).unwrap())
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Boolean),
        any::<i64>().prop_map(Literal::Integer),
        any::<f64>()
            .prop_filter("NaN is not equal to itself", |value| !value.is_nan())
            .prop_map(Literal::Double),
        any::<String>().prop_map(Literal::String),
        any::<u128>().prop_map(|bits| Literal::Guid(Uuid::from_u128(bits))),
        date().prop_map(Literal::Date),
        instant().prop_map(Literal::DateTimeOffset),
        time_of_day().prop_map(Literal::TimeOfDay),
        duration().prop_map(Literal::Duration),
        any::<Vec<u8>>().prop_map(Literal::Binary),
        ("[a-z]{1,4}\\.[A-Z][a-z]{0,4}", "[A-Za-z0-9,']{1,8}")
            .prop_map(|(type_name, value)| Literal::Enum { type_name, value }),
        "[A-Za-z_][A-Za-z0-9_]{0,8}".prop_map(Literal::Alias),
    ]
}

proptest! {
    #[test]
    fn a_literal_reads_back_as_it_was_written(literal in literal()) {
        prop_assert_eq!(Literal::parse(&literal.to_string()), Ok(literal));
    }

    #[test]
    fn whatever_is_read_is_written_so_that_it_reads_the_same(text in any::<String>()) {
        if let Ok(literal) = Literal::parse(&text) {
            prop_assert_eq!(Literal::parse(&literal.to_string()).map(|again| again.to_string()), Ok(literal.to_string()));
        }
    }
}
