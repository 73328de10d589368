//! When the server runs a tenant by itself: soon after a delivery, and twice a day.
//!
//! What is due follows from the runs that there were, so nothing is forgotten or doubled when the server stops:
//! a delivery is due until a run has begun after it, a time of day until a run has begun since. A roster that
//! somebody has synced from elsewhere after the delivery is newer than that: then nothing is due by itself.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

/// Runs begin by themselves at this time of day (UTC) and every [`EVERY`] from there.
const FROM: TimeDelta = TimeDelta::hours(6);
/// Graph: every twelve hours.
const EVERY: TimeDelta = TimeDelta::hours(12);
/// Graph: who asks for a run makes the next one skipped that would be due so soon.
const ASKED_BEFORE: TimeDelta = TimeDelta::hours(10);
/// So many deliveries a day (UTC) begin a run at once; later ones wait for their time of day.
const DELIVERIES_A_DAY: usize = 6;

/// A sync that there was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastSync<'a> {
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// The folder that it read.
    pub roster: &'a Path,
}

/// The roster that was delivered last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivered<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// Its folder.
    pub roster: &'a Path,
}

/// Why a run is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// There is a new delivery.
    Delivery,
    /// It is time.
    Time,
}

/// Whether a run is due at `now`, and why. `syncs` are those that there were, the newest first; `asked` are the
/// times at which somebody asked for one.
#[must_use]
pub fn due(
    now: DateTime<Utc>,
    delivered: Delivered<'_>,
    syncs: &[PastSync<'_>],
    asked: &[DateTime<Utc>],
) -> Option<Due> {
    let since = |at: DateTime<Utc>| syncs.iter().take_while(move |sync| sync.started_at >= at);
    if since(delivered.at).any(|sync| sync.roster != delivered.roster) {
        return None;
    }
    let is_new = since(delivered.at).next().is_none();
    if is_new && deliveries_run_on(now, syncs) < DELIVERIES_A_DAY {
        return Some(Due::Delivery);
    }
    let time = last_time(now);
    let was_asked = asked.iter().any(|at| (time - ASKED_BEFORE..time).contains(at));
    (!was_asked && since(time).next().is_none()).then_some(Due::Time)
}

/// How many rosters were read for the first time on the day of `now`.
fn deliveries_run_on(now: DateTime<Utc>, syncs: &[PastSync<'_>]) -> usize {
    let is_today = |sync: &&PastSync<'_>| sync.started_at.date_naive() == now.date_naive();
    let rosters: BTreeSet<&Path> = syncs.iter().take_while(is_today).map(|sync| sync.roster).collect();
    rosters.len()
}

/// The newest time at which a run was due by the clock.
fn last_time(now: DateTime<Utc>) -> DateTime<Utc> {
    let from = now.date_naive().and_time(NaiveTime::MIN).and_utc() + FROM - EVERY;
    let passed = (now - from).num_seconds().div_euclid(EVERY.num_seconds());
    from + TimeDelta::seconds(passed * EVERY.num_seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2026-10-{time}:00Z").parse().expect("a time")
    }

    fn sync<'a>(time: &str, roster: &'a str) -> PastSync<'a> {
        PastSync { started_at: at(time), roster: Path::new(roster) }
    }

    fn delivered(time: &str) -> Delivered<'static> {
        Delivered { at: at(time), roster: Path::new("new") }
    }

    #[test]
    fn a_delivery_is_due_until_a_run_has_begun_after_it() {
        let old = [sync("05T07:00", "old")];
        assert_eq!(due(at("05T08:01"), delivered("05T08:00"), &old, &[]), Some(Due::Delivery));
        let both = [sync("05T08:02", "new"), sync("05T07:00", "old")];
        assert_eq!(due(at("05T08:03"), delivered("05T08:00"), &both, &[]), None);
    }

    #[test]
    fn a_delivery_that_comes_during_a_run_is_due_after_it() {
        let old = [sync("05T07:59", "old")];
        assert_eq!(due(at("05T08:01"), delivered("05T08:00"), &old, &[]), Some(Due::Delivery));
    }

    #[test]
    fn it_is_due_twice_a_day() {
        let synced = [sync("05T08:02", "new")];
        let due_at = |time| due(at(time), delivered("05T08:00"), &synced, &[]);
        assert_eq!(due_at("05T17:59"), None);
        assert_eq!(due_at("05T18:00"), Some(Due::Time));
        assert_eq!(due_at("06T05:00"), Some(Due::Time), "what was missed is made good");
        let again = [sync("05T18:00", "new"), synced[0]];
        assert_eq!(due(at("06T05:59"), delivered("05T08:00"), &again, &[]), None);
        assert_eq!(due(at("06T06:00"), delivered("05T08:00"), &again, &[]), Some(Due::Time));
    }

    #[test]
    fn who_asks_within_ten_hours_before_makes_a_time_skipped() {
        let skips = |asked: &str| {
            let syncs = [sync(asked, "new"), sync("04T18:00", "new")];
            due(at("05T18:30"), delivered("04T12:00"), &syncs, &[at(asked)]).is_none()
        };
        assert!(skips("05T08:00") && skips("05T17:59"));
        assert!(!skips("05T07:59"));
    }

    #[test]
    fn the_seventh_delivery_of_a_day_waits_for_its_time() {
        let rosters = ["a", "b", "c", "d", "e", "f"];
        let syncs: Vec<_> = rosters
            .iter()
            .rev()
            .enumerate()
            .map(|(n, roster)| sync(&format!("05T1{}:00", 5 - n), roster))
            .collect();
        assert_eq!(due(at("05T16:01"), delivered("05T16:00"), &syncs, &[]), None);
        assert_eq!(due(at("05T18:00"), delivered("05T16:00"), &syncs, &[]), Some(Due::Time));
        assert_eq!(due(at("06T00:00"), delivered("05T16:00"), &syncs, &[]), Some(Due::Delivery));
        assert_eq!(due(at("05T16:01"), delivered("05T16:00"), &syncs[1..], &[]), Some(Due::Delivery));
    }

    #[test]
    fn a_roster_from_elsewhere_is_newer_than_the_delivery_before_it() {
        let syncs = [sync("05T09:00", "elsewhere")];
        assert_eq!(due(at("07T08:01"), delivered("05T08:00"), &syncs, &[]), None);
        assert_eq!(due(at("07T08:01"), delivered("07T08:00"), &syncs, &[]), Some(Due::Delivery));
    }
}
