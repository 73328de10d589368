//! The cases that the authors of OData publish: `odata-abnf-testcases.yaml` of oasis-tcs/odata-abnf.

use super::Case;

/// The cases of a published file, of whose YAML it uses one line a field.
pub(super) fn cases(file: &str) -> impl Iterator<Item = Case> {
    let (_, cases) = file.split_once("\nTestCases:\n").unwrap();
    cases.split("\n- ").map(|case| {
        let field = |name: &str| {
            let line = case.lines().find_map(|line| line.trim_start().strip_prefix(name));
            line.map(|value| scalar(value.trim()))
        };
        Case {
            rule: field("Rule: ").unwrap(),
            input: field("Input: ").unwrap(),
            valid: field("FailAt: ").is_none(),
        }
    })
}

fn scalar(text: &str) -> String {
    let within = |quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    match (within('\''), within('"')) {
        (Some(single), _) => single.replace("''", "'"),
        (_, Some(double)) => {
            double.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n").replace("\\\"", "\"")
        }
        _ => text.to_owned(),
    }
}
