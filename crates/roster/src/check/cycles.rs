//! REF-CYCLE: an organisation that is its own ancestor.
//!
//! Organisations are few, and following a chain is no work for joins: plain code.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::datatypes::Int64Type;
use formats::Table;
use model::{Finding, Rule, Severity};

use crate::finding_rows::FindingWriter;
use crate::relations::PARENT;
use crate::workbench::{Workbench, good};
use crate::{RosterError, sql};

/// Finds every organisation on a cycle; its parent is cleared from then on.
pub(crate) async fn break_up(bench: &Workbench<'_>) -> Result<(), RosterError> {
    let table = Table::Organizations;
    let session = bench.session().await?;
    bench.good(&session, table, None).await?;
    let sql = format!("SELECT id, {}, line FROM {}", sql::name(PARENT.column), good(table));
    let batches = session.collect(&sql).await?;
    let organizations: Vec<Organization> = batches.iter().flat_map(organizations).collect();
    let parents = organizations.iter().filter_map(|o| Some((o.id.as_str(), o.parent.as_deref()?))).collect();
    let cyclic = on_cycles(&parents);
    let mut findings = FindingWriter::new(bench.staging, "findings/rules/organizations/cycles");
    for organization in organizations.iter().filter(|organization| cyclic.contains(organization.id.as_str()))
    {
        findings.push(finding(bench, organization))?;
    }
    findings.finish()
}

struct Organization {
    id: String,
    parent: Option<String>,
    line: Option<u64>,
}

fn organizations(batch: &RecordBatch) -> Vec<Organization> {
    let (ids, parents) = (batch.column(0).as_string_view(), batch.column(1).as_string_view());
    let lines = batch.column(2).as_primitive::<Int64Type>();
    let rows = ids.iter().zip(parents).zip(lines);
    let row = |((id, parent), line): ((Option<&str>, Option<&str>), Option<i64>)| {
        let line = line.and_then(|line| u64::try_from(line).ok());
        Some(Organization { id: id?.to_owned(), parent: parent.map(str::to_owned), line })
    };
    rows.filter_map(row).collect()
}

/// The ids from which following parents leads back to the id itself.
fn on_cycles<'a>(parents: &BTreeMap<&'a str, &'a str>) -> BTreeSet<&'a str> {
    let mut settled = BTreeSet::new();
    let mut cyclic = BTreeSet::new();
    for &start in parents.keys() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(id) = next.filter(|id| settled.insert(*id)) {
            path.push(id);
            next = parents.get(id).copied();
        }
        // A chain that ends at an id met on the same path closes a cycle there; one that ends at an
        // id settled before says nothing new.
        if let Some(first) = next.and_then(|id| path.iter().position(|each| *each == id)) {
            cyclic.extend(path.iter().skip(first));
        }
    }
    cyclic
}

fn finding(bench: &Workbench<'_>, organization: &Organization) -> Finding {
    let table = Table::Organizations;
    Finding {
        rule: Rule::RefCycle,
        severity: Severity::Warning,
        entity: table.name(),
        file: Cow::Borrowed(bench.files.file_name(table)),
        line: organization.line,
        record: Some(organization.id.clone()),
        field: Some(bench.files.header_name(table, PARENT.column)),
        value: organization.parent.clone(),
        message: "Following its parents leads back to this organisation. The value was removed: correct the \
                  parent."
            .to_owned(),
        cause: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_on_a_cycle_is_found() {
        let parents = BTreeMap::from([
            ("a", "b"),
            ("b", "c"),
            ("c", "b"),
            ("d", "a"),
            ("self", "self"),
            ("school", "district"),
            ("district", "state"),
        ]);
        assert_eq!(on_cycles(&parents), BTreeSet::from(["b", "c", "self"]));
    }

    #[test]
    fn a_long_chain_is_no_cycle() {
        let ids: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
        let parents = ids.windows(2).map(|pair| (pair[0].as_str(), pair[1].as_str())).collect();
        assert!(on_cycles(&parents).is_empty());
    }
}
