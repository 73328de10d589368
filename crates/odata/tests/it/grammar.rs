//! The rules of OData's grammar, by their names there: our own cases, and those that its authors publish, if
//! `HOMEROOM_ODATA_TESTCASES` names their file.

mod ours;
mod published;
mod reading;
mod unsupported;

use ours::OURS;
use unsupported::UNSUPPORTED;

/// A text, the rule that it is held against, and whether it fulfils it.
struct Case {
    rule: String,
    input: String,
    valid: bool,
}

impl Case {
    /// Whether we read it, and otherwise than the rule says.
    fn is_wrong(&self) -> bool {
        reading::is_read(&self.rule, &self.input).is_some_and(|read| read != self.valid)
    }

    fn is_unsupported(&self) -> bool {
        UNSUPPORTED.iter().any(|(part, _)| self.input.contains(part))
    }
}

#[test]
fn the_rules_of_the_grammar_hold() {
    let ours = OURS.iter().flat_map(|&(rule, valid, invalid)| {
        let case = move |input: &str, valid| Case { rule: rule.to_owned(), input: input.to_owned(), valid };
        let valid = valid.iter().map(move |input| case(input, true));
        valid.chain(invalid.iter().map(move |input| case(input, false)))
    });
    assert_eq!(wrong(ours), [""; 0]);
    assert!(OURS.iter().all(|(rule, ..)| reading::is_read(rule, "").is_some()), "a rule that nobody reads");
    if let Some(file) = std::env::var_os("HOMEROOM_ODATA_TESTCASES") {
        published_cases_hold(&std::fs::read_to_string(file).unwrap());
    }
}

fn published_cases_hold(published: &str) {
    let (unsupported, supported): (Vec<Case>, Vec<Case>) =
        published::cases(published).partition(Case::is_unsupported);
    assert_eq!(wrong(supported.into_iter()), [""; 0]);
    let is_left_out =
        |part: &str| unsupported.iter().any(|case| case.input.contains(part) && case.is_wrong());
    let supported = UNSUPPORTED.iter().map(|(part, _)| *part).filter(|part| !is_left_out(part));
    assert_eq!(supported.collect::<Vec<_>>(), [""; 0], "this is supported");
}

fn wrong(cases: impl Iterator<Item = Case>) -> Vec<String> {
    let wrong = cases.filter(Case::is_wrong);
    wrong.map(|Case { rule, input, .. }| format!("{rule}: {input}")).collect()
}
