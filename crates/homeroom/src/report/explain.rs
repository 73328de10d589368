//! What a person reads who asks why: rows, findings, roles, flow, match, account, groups, operations. Each line
//! stands for itself, so that the one that answers can be found by eye.

mod words;

use std::fmt::Write;

use provisioning::SourceRow;
use runs::explain::{
    Explanation, FindingLine, FlowName, ForeignLine, MatchFound, MatchingLine, MembershipLine, ObjectLine,
    OperationLine, OrganizationExplanation, PersonExplanation, RecordLine, RoleLine, SectionExplanation,
    SessionLine,
};

use self::words::{became, because, change, state, whether_there};
use super::history::minute;
use super::line;
use super::table::Table;

/// The whole answer.
pub(crate) fn of(explanation: &Explanation) -> String {
    let mut text = String::new();
    let seen = &explanation.seen_by;
    let told = format!("run {} on {}, begun {}", seen.run, seen.today, minute(seen.started_at));
    line(&mut text, "As seen by", &told);
    if let Some(person) = &explanation.person {
        heading(&mut text, "Person", &explanation.id);
        of_person(&mut text, person);
    }
    if let Some(section) = &explanation.section {
        heading(&mut text, "Class", &explanation.id);
        of_section(&mut text, section);
    }
    if let Some(organization) = &explanation.organization {
        heading(&mut text, "Organization", &explanation.id);
        of_organization(&mut text, organization);
    }
    text
}

fn heading(text: &mut String, kind: &str, id: &str) {
    let _infallible = writeln!(text, "\n{kind} {id}");
}

fn of_person(text: &mut String, person: &PersonExplanation) {
    records(text, &person.records);
    findings(text, &person.findings);
    list(text, "Roles", person.roles.iter().map(role));
    let eligible = match (&person.role_group, &person.why_not) {
        (Some(group), _) => format!("yes, as {group}"),
        (None, Some(withheld)) => format!("no: {}", because(withheld)),
        (None, None) => "no".to_owned(),
    };
    line(text, "Eligible", &eligible);
    flow(text, person.flow.as_ref(), "no flow set that covers him has a user flow");
    if let Some(matching) = &person.matching {
        matched(text, matching);
    }
    object(text, "Account", &person.account);
    let groups = person.memberships.iter();
    list(
        text,
        "Groups",
        groups.map(|line| membership(line, &format!("{} {}", line.container_kind, line.container))),
    );
    operations(text, &person.operations);
}

fn of_section(text: &mut String, section: &SectionExplanation) {
    records(text, &section.records);
    findings(text, &section.findings);
    if let Some(organization) = &section.organization {
        line(text, "Held by", organization.as_str());
    }
    list(text, "Sessions", section.sessions.iter().map(session));
    match &section.why_not {
        Some(withheld) => line(text, "Flow", &format!("none: {}; what is there stays", because(withheld))),
        None => flow(text, section.flow.as_ref(), "none"),
    }
    object(text, "Group", &section.group);
    let members = section.memberships.iter();
    list(
        text,
        "Members",
        members.map(|line| membership(line, &format!("{} in {}", line.member, line.container))),
    );
    list(text, "By hand", section.foreign.iter().map(foreign));
    operations(text, &section.operations);
}

fn of_organization(text: &mut String, organization: &OrganizationExplanation) {
    records(text, &organization.records);
    findings(text, &organization.findings);
    let sets = match organization.flow_sets.as_slice() {
        [] => "none covers it".to_owned(),
        sets => sets.join(", "),
    };
    line(text, "Flow sets", &sets);
    operations(text, &organization.operations);
}

/// A label, and below it what there is of it.
fn list(text: &mut String, label: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        line(text, label, "");
        items.for_each(|item| line(text, "", &item));
    }
}

fn records(text: &mut String, records: &[RecordLine]) {
    if records.is_empty() {
        line(text, "Rows", "none was ever good enough to keep");
        return;
    }
    line(text, "Rows", "");
    let mut table = Table::new(["table", "record", "read at", "state"]);
    for record in records {
        let place = record.row.as_ref().map(at).unwrap_or_default();
        table.row([record.table.to_owned(), record.record.clone(), place, whether_there(record)]);
    }
    text.push_str(&table.all_left().render("            "));
}

fn findings(text: &mut String, findings: &[FindingLine]) {
    list(text, "Findings", findings.iter().map(finding));
}

fn finding(finding: &FindingLine) -> String {
    let mut told = format!("{} {}", finding.severity, finding.code);
    if let Some(file) = &finding.file {
        let _infallible = write!(told, " at {file}");
    }
    if let Some(number) = finding.line {
        let _infallible = write!(told, ":{number}");
    }
    if let Some(field) = &finding.field {
        let _infallible = write!(told, ", {field}");
    }
    if let Some(value) = &finding.value {
        let _infallible = write!(told, " is {value:?}");
    }
    format!("{told}: {}", finding.message)
}

fn role(role: &RoleLine) -> String {
    let place = role.row.as_ref().map(|row| format!(" ({})", at(row))).unwrap_or_default();
    let verdict = match &role.why_not {
        Some(withheld) => format!("does not count: {}", because(withheld)),
        None => format!("counts, in {}", role.flow_sets.join(", ")),
    };
    format!("{} at {}{place}: {verdict}", role.role.as_str(), role.organization)
}

fn session(session: &SessionLine) -> String {
    let current = if session.is_current { "current" } else { "not current" };
    format!("{}, {} to {}: {current}", session.id, session.start, session.end)
}

fn flow(text: &mut String, flow: Option<&FlowName>, none: &str) {
    let told = match flow {
        Some(flow) => format!("{} (flow {})", flow.flow_set, flow.flow),
        None => none.to_owned(),
    };
    line(text, "Flow", &told);
}

fn matched(text: &mut String, matching: &MatchingLine) {
    if let Some(compared) = &matching.compared {
        let value = compared.value.as_ref().map(|value| format!(" ({value:?})")).unwrap_or_default();
        let lacks = if compared.has_value { "" } else { ", which the roster does not have" };
        let told = format!(
            "{}{value}{lacks} with {}",
            words::source(compared.source),
            words::target(compared.target)
        );
        line(text, "Compared", &told);
    }
    let found = match &matching.found {
        MatchFound::NotSought => "nobody looked: only who is eligible looks for an account".to_owned(),
        MatchFound::Linked { account, by } => format!("account {account}, by {by}"),
        MatchFound::Nothing => "no account".to_owned(),
        MatchFound::Unclear => "not clear; the finding says why".to_owned(),
    };
    line(text, "Matched", &found);
    for candidate in &matching.candidates {
        let anchor = candidate.anchor.as_ref().map_or_else(|| "no anchor".to_owned(), ToString::to_string);
        let owner = match &candidate.linked_to {
            Some(person) => format!("linked to {person}"),
            None => "linked to nobody".to_owned(),
        };
        line(text, "", &format!("came into question: account {}, {anchor}, {owner}", candidate.id));
    }
    for rival in &matching.rivals {
        line(text, "", &format!("person {rival} compares the same value"));
    }
}

fn object(text: &mut String, label: &str, object: &ObjectLine) {
    let there = match (&object.observed, object.applied) {
        (Some(id), true) => format!("there, {id}"),
        (Some(id), false) => format!("there, {id}, not yet ours before this run"),
        (None, true) => "not there, though an earlier run had it".to_owned(),
        (None, false) => "not there when the run looked".to_owned(),
    };
    line(text, label, &format!("{} {}: {there}", object.kind, object.anchor));
    if object.deleted_by_hand {
        line(text, "", "somebody deleted it by hand: it is not made again, unless its flow is reset");
    }
    if !object.changed_by_hand.is_empty() {
        let attributes = object.changed_by_hand.join(", ");
        line(text, "", &format!("changed by hand, and left so: {attributes}"));
    }
    if let Some(withheld) = &object.why_not {
        line(text, "", &format!("not kept: {}", because(withheld)));
    }
}

fn membership(line: &MembershipLine, other: &str) -> String {
    let told = state(line.state, line.change.as_ref());
    let why = match (&line.because, &line.why_not) {
        (Some(reason), _) => change(reason),
        (None, Some(withheld)) => because(withheld),
        (None, None) => String::new(),
    };
    let place = line.row.as_ref().map(|row| format!(" ({})", at(row))).unwrap_or_default();
    format!("{} {other}: {told}; {why}{place}", line.relation.as_str())
}

fn foreign(foreign: &ForeignLine) -> String {
    format!("{} {}: the roster knows nothing of it; it stays", foreign.relation.as_str(), foreign.member)
}

fn operations(text: &mut String, operations: &[OperationLine]) {
    list(text, "Operations", operations.iter().map(operation));
}

fn operation(operation: &OperationLine) -> String {
    let mut told = format!("run {}: {} {}", operation.run, operation.kind, operation.object);
    if let Some(member) = &operation.member {
        let _infallible = write!(told, " <- {member}");
    }
    if !operation.attributes.is_empty() {
        let _infallible = write!(told, " [{}]", operation.attributes.join(", "));
    }
    if let (Some(before), Some(after)) = (&operation.before, &operation.after) {
        let _infallible = write!(told, " from {before} to {after}");
    }
    let place = operation.row.as_ref().map(|row| format!(" ({})", at(row))).unwrap_or_default();
    format!(
        "{told}, because {}{place}: {}",
        change(&operation.reason),
        became(&operation.fate, &operation.run)
    )
}

/// A place in a file.
fn at(row: &SourceRow) -> String {
    format!("{}:{}", row.file, row.line)
}
