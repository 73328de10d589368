//! However large tables are cut, they hold the same.

use formats::Table;

use crate::export::{Export, export};
use crate::school::School;

fn days() -> [Export; 3] {
    let second = export()
        .replace("enrollments.csv", "M5,b,student", "M5,bb,student")
        .without("enrollments.csv", "E5,a,student")
        .with("users.csv", &["a,anna2,Anna,Abel,,", "c,TESS,Tea,Tell,,"]);
    let third = export().with("classes.csv", &["M5,S,Maths,T1,"]).with("enrollments.csv", &["E5,b,student"]);
    [export(), second, third]
}

async fn everything(school: &School) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for table in Table::ALL {
        let columns = table.columns().iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
        let history =
            "first_seen, last_seen, present, absence, source_line, cause_rule, cause_line, cause_record";
        all.push(school.rows(table, &format!("{columns}, {history}")).await);
    }
    all
}

#[tokio::test]
async fn four_buckets_hold_what_one_holds() {
    let (mut one, mut four) = (School::new(), School::cut(4));
    for export in days() {
        let (day, cut_day) = (one.day(&export).await, four.day(&export).await);
        assert_eq!(day.findings, cut_day.findings);
        assert_eq!(everything(&one).await, everything(&four).await);
    }
    assert!(four.rows(Table::People, "DISTINCT bucket").await.len() > 1);
}

#[tokio::test]
async fn tables_are_cut_anew_when_the_count_changes() {
    let (mut one, mut changing) = (School::new(), School::new());
    for (export, buckets) in days().into_iter().zip([2, 1, 3]) {
        changing.buckets = School::cut(buckets).buckets;
        one.day(&export).await;
        changing.day(&export).await;
        assert_eq!(everything(&one).await, everything(&changing).await);
    }
    let wrong = "bucket_of(section_id, 3) <> bucket";
    assert_eq!(changing.rows(Table::Enrollments, &format!("count(*) FILTER (WHERE {wrong})")).await, ["0"]);
}
