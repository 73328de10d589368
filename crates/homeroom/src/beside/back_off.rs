//! What cannot begin is tried again, ever more seldom, and told once.

use chrono::{DateTime, TimeDelta, Utc};

/// How long is waited after the first failure; every other waits twice as long.
const FIRST: TimeDelta = TimeDelta::seconds(5);
/// The longest wait after a failure.
const LONGEST: TimeDelta = TimeDelta::minutes(30);
/// The longest wait for somebody else's run to end.
const LONGEST_FOR_A_TURN: TimeDelta = TimeDelta::minutes(1);

/// How what a tenant is due has not begun so far.
#[derive(Debug, Default)]
pub(super) struct BackOff(Option<Failed>);

#[derive(Debug)]
struct Failed {
    /// When that was delivered over which the run is due.
    delivered_at: Option<DateTime<Utc>>,
    /// What keeps it from beginning; `None` if it is somebody else's run.
    why: Option<String>,
    /// How often in a row.
    times: u32,
    again_at: DateTime<Utc>,
}

impl BackOff {
    /// Whether it is to be tried now. A new delivery waits for nothing.
    pub(super) fn allows(&self, delivered_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        self.0.as_ref().is_none_or(|last| last.delivered_at != delivered_at || last.again_at <= now)
    }

    /// Somebody else runs.
    pub(super) fn wait_for_a_turn(&mut self, delivered_at: Option<DateTime<Utc>>, now: DateTime<Utc>) {
        self.failed(delivered_at, None, now);
    }

    /// It failed; says whether that is news, and not what has been told already. What fails before it is known
    /// what was delivered is `None`.
    pub(super) fn fail(
        &mut self,
        delivered_at: Option<DateTime<Utc>>,
        why: String,
        now: DateTime<Utc>,
    ) -> bool {
        let is_news = self.0.as_ref().is_none_or(|last| last.why.as_ref() != Some(&why));
        self.failed(delivered_at, Some(why), now);
        is_news
    }

    /// It began, or nothing is due any more.
    pub(super) fn forget(&mut self) {
        self.0 = None;
    }

    fn failed(&mut self, delivered_at: Option<DateTime<Utc>>, why: Option<String>, now: DateTime<Utc>) {
        let again = self.0.take().filter(|last| last.delivered_at == delivered_at && last.why == why);
        let times = again.map_or(1, |last| last.times.saturating_add(1));
        let longest = if why.is_some() { LONGEST } else { LONGEST_FOR_A_TURN };
        self.0 = Some(Failed { delivered_at, why, times, again_at: now + delay(times, longest) });
    }
}

/// How long is waited after so many failures in a row.
fn delay(times: u32, longest: TimeDelta) -> TimeDelta {
    let doubled = 2_i32.checked_pow(times.saturating_sub(1)).and_then(|factor| FIRST.checked_mul(factor));
    doubled.unwrap_or(longest).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    const DELIVERED: Option<DateTime<Utc>> = Some(DateTime::UNIX_EPOCH);

    #[test]
    fn waits_double_up_to_half_an_hour() {
        let seconds: Vec<i64> = (1..=12).map(|times| delay(times, LONGEST).num_seconds()).collect();
        assert_eq!(seconds, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1800, 1800, 1800]);
        assert_eq!(delay(u32::MAX, LONGEST), LONGEST);
        assert_eq!(delay(5, LONGEST_FOR_A_TURN), LONGEST_FOR_A_TURN);
    }

    #[test]
    fn what_failed_is_not_tried_before_its_time() {
        let mut back_off = BackOff::default();
        assert!(back_off.allows(DELIVERED, at(0)));
        back_off.fail(DELIVERED, "gone".to_owned(), at(0));
        assert!(!back_off.allows(DELIVERED, at(4)) && back_off.allows(DELIVERED, at(5)));
        back_off.fail(DELIVERED, "gone".to_owned(), at(5));
        assert!(!back_off.allows(DELIVERED, at(14)) && back_off.allows(DELIVERED, at(15)));
        assert!(back_off.allows(Some(at(6)), at(6)), "a new delivery");
        back_off.forget();
        assert!(back_off.allows(DELIVERED, at(6)));
    }

    #[test]
    fn a_reason_is_told_once() {
        let mut back_off = BackOff::default();
        let mut is_told = |why: &str| back_off.fail(DELIVERED, why.to_owned(), at(0));
        assert_eq!(["gone", "gone", "broken", "gone"].map(&mut is_told), [true, false, true, true]);
        back_off.forget();
        assert!(back_off.fail(DELIVERED, "gone".to_owned(), at(0)), "it was well in between");
    }

    #[test]
    fn a_turn_is_waited_for_without_losing_patience() {
        let mut back_off = BackOff::default();
        for _ in 0..20 {
            back_off.wait_for_a_turn(DELIVERED, at(0));
        }
        assert!(back_off.allows(DELIVERED, at(60)));
    }
}
