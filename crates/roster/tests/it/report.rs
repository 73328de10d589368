//! Findings as they are told.

use model::{FindingCounts, Rule, Severity};
use roster::tables;

use crate::export::export;
use crate::school::School;

#[tokio::test]
async fn findings_are_counted_grouped_and_sampled() {
    let mut school = School::new();
    let rows = ["M5,v,student", "M5,w,student", "M5,x,student", "M5,y,student"];
    let day =
        school.day(&export().with("enrollments.csv", &rows).with("users.csv", &["c,cleo,Cleo,Cole,,"])).await;
    assert_eq!(day.report.counts, FindingCounts { fatal: 0, errors: 4, warnings: 1, infos: 0 });
    let missing = &day.report.by_rule[0];
    assert_eq!((missing.rule, missing.severity, missing.count), (Rule::RefMissing, Severity::Error, 4));
    assert_eq!(missing.entity, "enrollments");
    let samples: Vec<_> = missing.samples.iter().map(|sample| (sample.file.as_str(), sample.line)).collect();
    assert_eq!(samples, [7, 8, 9].map(|line| ("enrollments.csv", Some(line))));
    assert_eq!(
        missing.samples[0].message,
        "No record of users.csv has this id. The record was dropped: correct the id, or deliver the record it names."
    );
    assert_eq!(day.report.by_rule[1].rule, Rule::UsrNorole);
}

#[tokio::test]
async fn the_lake_keeps_the_findings_and_the_dropped_rows_of_the_run() {
    let mut school = School::new();
    school.day(&export().with("enrollments.csv", &["M5,x,student"])).await;
    assert_eq!(
        school
            .rows_of(&tables::findings(), "run_id, severity, code, entity, file, line, record, value")
            .await,
        ["run-1|error|REF-MISSING|enrollments|enrollments.csv|7|M5/x/student|x"]
    );
    assert_eq!(
        school
            .rows_of(&tables::dropped(), "entity, record, part1, known1, part2, known2, line, cause_rule")
            .await,
        ["enrollments|M5/x/student|M5|true|x|false|7|REF-MISSING"]
    );
    school.day(&export()).await;
    assert!(school.rows_of(&tables::findings(), "code").await.is_empty());
}

#[tokio::test]
async fn no_message_holds_what_is_personal() {
    let mut school = School::new();
    let day = school
        .day(
            &export()
                .with("users.csv", &["b,ben2,Ben2,Berg2,,", "c,ANNA,Bea,Bell,,", "d,dan,Dan,Dorn,dan@@x,"]),
        )
        .await;
    let mut reader = csv::Reader::from_reader(day.csv.as_bytes());
    for record in reader.records().map(Result::unwrap) {
        for secret in ["ben2", "anna", "berg2", "bell", "dan@@x"] {
            assert!(!record[9].to_lowercase().contains(secret), "{}", &record[9]);
        }
    }
}
