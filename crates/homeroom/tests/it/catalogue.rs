//! Every code that a person can meet stands in the catalogue.

use model::Rule;
use runs::Guard;

const CATALOGUE: &str = include_str!("../../../../docs/rules.md");

#[test]
fn every_rule_and_guard_is_explained() {
    let codes = Rule::ALL.iter().map(|rule| rule.code()).chain(Guard::ALL.map(Guard::code));
    let missing: Vec<&str> = codes.filter(|code| !CATALOGUE.contains(&format!("| `{code}` |"))).collect();
    assert_eq!(missing, Vec::<&str>::new());
}
