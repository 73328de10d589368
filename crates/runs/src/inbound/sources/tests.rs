use chrono::TimeDelta;
use model::SeededIds;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn on(today: &str) -> Wanted {
    let now = day(today).and_time(chrono::NaiveTime::MIN).and_utc();
    Wanted { format: FileFormat::SDS_V2_1, today: day(today), now }
}

impl Sources {
    /// With what a sync on some day makes.
    fn after(mut self, wanted: &Wanted) -> Self {
        let ids = SeededIds::new(self.flows.len() as u64 + 1);
        let new = self.with_flow(wanted, &ids).expect("a flow");
        self.systems.extend(new.source_system);
        self.connectors.extend(new.data_connector);
        self.years.extend(new.year);
        self.flows.push(new.flow);
        self
    }

    fn counts(&self) -> [usize; 4] {
        [self.systems.len(), self.connectors.len(), self.years.len(), self.flows.len()]
    }
}

#[test]
fn all_is_made_where_there_is_nothing_and_then_used() {
    let wanted = on("2026-10-05");
    assert!(Sources::default().flow(&wanted).is_none());
    let made = Sources::default().after(&wanted);
    assert_eq!(made.counts(), [1, 1, 1, 1]);
    assert_eq!(made.flow(&on("2027-07-31")).map(|flow| &flow.id), Some(&made.flows[0].id));
    let year = &made.years[0];
    assert_eq!((year.start, year.end), (day("2026-08-01"), day("2027-07-31")));
    assert_eq!((year.display_name.as_str(), year.code.as_str()), ("2026/2027", "2027"));
}

#[test]
fn a_new_school_year_comes_through_the_same_connector() {
    let made = Sources::default().after(&on("2026-10-05"));
    let next = on("2027-08-01");
    assert!(made.flow(&next).is_none(), "the year is over");
    let made = made.after(&next);
    assert_eq!(made.counts(), [1, 1, 2, 2]);
    assert_eq!(made.flow(&next).map(|flow| &flow.year), Some(&made.years[1].id));
}

#[test]
fn a_flow_that_is_over_is_replaced_in_the_same_year() {
    let mut made = Sources::default().after(&on("2026-10-05"));
    made.flows[0].expires_at = Some(on("2026-12-01").now);
    let later = on("2026-12-02");
    assert!(made.flow(&later).is_none());
    assert_eq!(made.after(&later).counts(), [1, 1, 1, 2]);
}

#[test]
fn of_several_flows_the_newest_in_effect_is_used() {
    let wanted = on("2026-10-05");
    let mut made = Sources::default().after(&on("2026-09-01")).after(&wanted);
    let mut newest = |flow: usize, effective_at| {
        made.flows[flow].effective_at = effective_at;
        made.flow(&wanted).map(|flow| flow.id.clone()) == Some(made.flows[flow].id.clone())
    };
    assert!(newest(1, wanted.now));
    assert!(!newest(1, wanted.now + TimeDelta::days(1)), "it is not in effect yet");
    assert!(newest(0, wanted.now));
}

#[test]
fn only_what_takes_this_format_is_used() {
    let wanted = on("2026-10-05");
    let mut made = Sources::default().after(&wanted);
    let other = FileFormat::parse("schoolDataSyncV1").expect("a format");
    made.connectors[0].connection = Connection::Files(FileConnection { format: other });
    assert!(made.flow(&wanted).is_none());
    assert_eq!(made.after(&wanted).counts(), [1, 2, 1, 2], "the only system is its system");
}

#[test]
fn of_several_systems_none_is_meant() {
    let wanted = on("2026-10-05");
    let system = |id: &str| SourceSystem {
        id: id.into(),
        display_name: "SIS".to_owned(),
        vendor: None,
        matching: Vec::new(),
    };
    let there = Sources { systems: vec![system("one"), system("two")], ..Sources::default() };
    assert_eq!(there.after(&wanted).counts(), [3, 1, 1, 1]);
}

#[test]
fn a_day_of_no_known_year_has_no_flow() {
    assert!(Sources::default().with_flow(&on("1999-01-01"), &SeededIds::new(1)).is_none());
}
