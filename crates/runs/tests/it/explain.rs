//! Why somebody or something is, or is not, where it should be. Each story is one town, asked many questions.

mod changes;
mod first_day;
mod refusals;

use runs::RunError;
use runs::explain::ExplainRequest;
use serde_json::Value;

use crate::town::Town;

/// An answer, as `--json` gives it.
pub(crate) struct Told(Value);

/// Asks about an id, without values.
pub(crate) async fn ask(town: &Town, id: &str) -> Told {
    let explanation = explain(town, id, false).await.expect("an explanation");
    Told(serde_json::to_value(explanation).expect("JSON"))
}

async fn explain(town: &Town, id: &str, values: bool) -> Result<runs::explain::Explanation, RunError> {
    let request = ExplainRequest { id: id.to_owned(), values };
    Box::pin(town.runner.explain(&request)).await
}

impl Told {
    /// A value by its path.
    pub(crate) fn at(&self, path: &str) -> &Value {
        self.0.pointer(path).unwrap_or(&Value::Null)
    }

    /// The text at a path; empty if there is none.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.at(path).as_str().unwrap_or_default()
    }

    fn list(&self, path: &str) -> impl Iterator<Item = &Value> {
        self.at(path).as_array().into_iter().flatten()
    }

    /// A line for each membership of the person, or of the section.
    pub(crate) fn memberships(&self) -> Vec<String> {
        let of = |kind: &str| format!("/{kind}/memberships");
        let line = |row: &Value| {
            let why = word(&row["because"]["because"]) + &word(&row["whyNot"]["cause"]);
            let fate = word(&row["change"]["fate"]);
            let (relation, container) = (word(&row["relation"]), word(&row["container"]));
            format!("{relation} {container} {}: {} {why} {fate}", word(&row["member"]), word(&row["state"]))
                .trim_end()
                .to_owned()
        };
        self.list(&of("person")).chain(self.list(&of("section"))).map(line).collect()
    }

    /// The line of one membership, behind its colon; empty if there is none.
    pub(crate) fn membership(&self, relation: &str, container: &str, member: &str) -> String {
        let begin = format!("{relation} {container} {member}: ");
        let line = self.memberships().into_iter().find(|line| line.starts_with(&begin));
        line.map(|line| line.replacen(&begin, "", 1)).unwrap_or_default()
    }

    /// A line for each operation.
    pub(crate) fn operations(&self) -> Vec<String> {
        let line = |row: &Value| {
            let why = word(&row["reason"]["because"]) + &word(&row["reason"]["withheld"]["cause"]);
            let member = word(&row["member"]);
            format!("{} {} {member} {why} {}", word(&row["kind"]), word(&row["object"]), word(&row["fate"]))
        };
        let kinds = ["/person/operations", "/section/operations", "/organization/operations"];
        kinds.iter().flat_map(|path| self.list(path)).map(line).collect()
    }

    /// The codes of the findings, each once.
    pub(crate) fn findings(&self) -> Vec<String> {
        let mut codes: Vec<String> = self.list("/person/findings").map(|row| word(&row["code"])).collect();
        codes.extend(self.list("/section/findings").map(|row| word(&row["code"])));
        codes.sort();
        codes.dedup();
        codes
    }

    /// Table and state of each row.
    pub(crate) fn records(&self) -> Vec<String> {
        let line = |row: &Value| format!("{} {}", word(&row["table"]), word(&row["state"]));
        self.list("/person/records").map(line).collect()
    }
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
