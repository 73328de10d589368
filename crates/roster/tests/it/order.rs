//! Nothing depends on the order of rows.

use formats::Table;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::export::{Export, export};
use crate::school::School;

/// Two days with every kind of conflict and cascade.
fn days() -> [Export; 2] {
    let first = export()
        .with("users.csv", &["d,dora,Dora,Dorn,,", "d,dodo,Dora,Dorn,,", "d,,Dora,Dorn,,", ",ghost,G,G,,"])
        .with("users.csv", &["e,Ben,Eve,Egg,,"])
        .with("orgs.csv", &["X,One,school,Y", "Y,Two,school,X", "Z,,school,D"])
        .with("roles.csv", &["d,S,student,,,", "d,Z,student,,,", "t,S,teacher,,,true"])
        .with("classes.csv", &["Z1,Z,Zoo,T1,", "M5,Z,Maths,T1,", "Q,S,Quiet,T9,"])
        .with("enrollments.csv", &["Z1,d,student", "M5,d,student", "E5,a,student", "E5,zz,student"])
        .with("relationships.csv", &["b,a,other", "d,p,parent"]);
    let second = export()
        .replace("enrollments.csv", "M5,b,student", "M5,bb,student")
        .replace("enrollments.csv", "E5,a,student", "E5,,student")
        .replace("users.csv", "a,anna,Anna,Abel,,", "a,anni,Anna,Abel,,")
        .with("users.csv", &["a,anna,Anna,Abel,,", "f,anna,Fay,Fox,,", "g,TESS,Gil,Gold,,"])
        .with("classes.csv", &["E5,S,Englisch,T1,", "Q,Z,Quiet,T9,"])
        .with("enrollments.csv", &["M5,zz,student", "M5,yy,student", ",,student"]);
    [first, second]
}

fn shuffled(days: [Export; 2]) -> impl Strategy<Value = [Export; 2]> {
    days.map(|export| {
        let files = export.0.into_iter().map(|(name, mut rows)| {
            let header = rows.remove(0);
            let rows = Just(rows).prop_shuffle();
            rows.prop_map(move |rows| (name, std::iter::once(header.clone()).chain(rows).collect::<Vec<_>>()))
        });
        files.collect::<Vec<_>>().prop_map(|files| Export(files.into_iter().collect()))
    })
}

/// All that the school knows and was told, without lines.
async fn outcome(days: &[Export; 2]) -> Vec<Vec<String>> {
    let mut school = School::new();
    let mut all = Vec::new();
    for export in days {
        let mut findings: Vec<String> = school.day(export).await.csv.lines().map(without_line).collect();
        findings.sort();
        all.push(findings);
        for table in Table::ALL {
            let columns = table.columns().iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
            let history =
                "first_seen, last_seen, present, absence, source_file, cause_rule, cause_file, cause_record";
            all.push(school.rows(table, &format!("{columns}, {history}")).await);
        }
    }
    all
}

fn without_line(finding: &str) -> String {
    let fields: Vec<&str> = finding.split(',').collect();
    fields
        .iter()
        .enumerate()
        .filter(|(place, _)| *place != 5)
        .map(|(_, field)| *field)
        .collect::<Vec<_>>()
        .join(",")
}

#[test]
fn shuffled_rows_give_the_same_tables_and_findings() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let expected = runtime.block_on(outcome(&days()));
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let config = Config { cases: 4, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    runner
        .run(&shuffled(days()), |days| {
            prop_assert_eq!(&runtime.block_on(outcome(&days)), &expected);
            Ok(())
        })
        .unwrap();
}
