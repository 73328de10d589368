//! Match: every person looks for an account, all of them at once, since conflicts show only there.

use std::collections::{HashMap, HashSet};

use lake::{Buckets, TableVersions, TenantLake};
use model::{Anchor, Finding, ObjectId, ObjectKind, PersonId, RunId, SectionId};
use provisioning::{LinkedBy, MatchOutcome, Planner, Seeker, find_links};

use crate::load::Which;
use crate::observe::{Observed, ObservedContainer};
use crate::query::Query;
use crate::tables::columns::{buckets as bucket_column, texts};
use crate::tables::{class_groups, links, objects};
use crate::{RunError, load, tables};

/// Who has which account.
pub(crate) struct Matched {
    /// For everybody in the roster.
    pub(crate) outcomes: HashMap<PersonId, MatchOutcome>,
    /// Conflicts.
    pub(crate) findings: Vec<Finding>,
}

/// Lets everybody look for an account.
pub(crate) async fn find(
    planner: &Planner<'_>,
    roster: &Query<'_>,
    buckets: Buckets,
    observed: &Observed,
) -> Result<Matched, RunError> {
    let mut seekers: Vec<Seeker> = Vec::new();
    for bucket in buckets.all() {
        let people = load::people::roster_rows(roster, &Which::Bucket(bucket)).await?;
        let of_record = |record: &provisioning::PersonRecord| {
            record.person.as_ref().map(|person| planner.seeker(person, &record.roles))
        };
        seekers.extend(people.people.values().filter_map(of_record));
    }
    let matches = find_links(&seekers, &observed.accounts);
    Ok(Matched { outcomes: matches.outcomes, findings: matches.findings })
}

/// An account and whose it is.
struct LinkRow {
    account: ObjectId,
    person: PersonId,
    found_by: &'static str,
}

/// Writes down whose each account and class group is, so that buckets can be joined with the copy of the
/// directory. What carries no anchor any more is known by the id under which it was last written.
pub(crate) async fn write_links(
    matched: &Matched,
    observed: &Observed,
    applied: &Query<'_>,
    target: (&TenantLake, &RunId, Buckets),
    versions: &mut TableVersions,
) -> Result<(), RunError> {
    let (lake, run, buckets) = target;
    let (users, groups) = last_applied(applied).await?;
    write_accounts(&account_links(matched, users), lake, run, buckets, versions).await?;
    let sections = section_links(&observed.groups, &groups);
    let table = class_groups();
    let columns = vec![
        texts(sections.iter().map(|(id, _)| Some(id.to_string()))),
        texts(sections.iter().map(|(_, section)| Some(section.to_string()))),
        bucket_column(sections.iter().map(|(_, section)| buckets.bucket_of(section.as_str()))),
    ];
    tables::write(&table, columns, lake, run, versions).await
}

fn account_links(matched: &Matched, applied: Vec<(ObjectId, PersonId)>) -> Vec<LinkRow> {
    let linked = matched.outcomes.iter().filter_map(|(person, outcome)| match outcome {
        MatchOutcome::Linked(link) => Some(LinkRow {
            account: link.account.clone(),
            person: person.clone(),
            found_by: match link.by {
                LinkedBy::Anchor => "anchor",
                LinkedBy::Rule => "rule",
            },
        }),
        _ => None,
    });
    let mut links: Vec<LinkRow> = linked.collect();
    let accounts: HashSet<ObjectId> = links.iter().map(|link| link.account.clone()).collect();
    let people: HashSet<PersonId> = links.iter().map(|link| link.person.clone()).collect();
    let forgotten = applied
        .into_iter()
        .filter(|(account, person)| !accounts.contains(account) && !people.contains(person))
        .map(|(account, person)| LinkRow { account, person, found_by: "applied" });
    links.extend(forgotten);
    links
}

async fn write_accounts(
    rows: &[LinkRow],
    lake: &TenantLake,
    run: &RunId,
    buckets: Buckets,
    versions: &mut TableVersions,
) -> Result<(), RunError> {
    let columns = vec![
        texts(rows.iter().map(|row| Some(row.account.to_string()))),
        texts(rows.iter().map(|row| Some(row.person.to_string()))),
        texts(rows.iter().map(|row| Some(row.found_by.to_owned()))),
        bucket_column(rows.iter().map(|row| buckets.bucket_of(row.person.as_str()))),
    ];
    tables::write(&links(), columns, lake, run, versions).await
}

/// Class groups by anchor, else by the id under which they were last written.
fn section_links(
    observed: &HashMap<ObjectId, ObservedContainer>,
    applied: &HashMap<ObjectId, SectionId>,
) -> Vec<(ObjectId, SectionId)> {
    let groups = observed.iter().filter(|(_, group)| group.kind == ObjectKind::ClassGroup);
    let section = |(id, group): (&ObjectId, &ObservedContainer)| {
        let by_anchor = group.anchor.as_ref().and_then(Anchor::section_id);
        Some((id.clone(), by_anchor.or_else(|| applied.get(id).cloned())?))
    };
    groups.filter_map(section).collect()
}

type LastApplied = (Vec<(ObjectId, PersonId)>, HashMap<ObjectId, SectionId>);

/// The accounts and class groups that were last written, by id.
async fn last_applied(applied: &Query<'_>) -> Result<LastApplied, RunError> {
    let (mut users, mut groups) = (Vec::new(), HashMap::new());
    applied
        .each("SELECT * FROM applied_objects", |batch| {
            objects::decode(batch, |object| {
                if let Some(person) = object.key.anchor.person() {
                    users.push((object.object_id, person));
                } else if let Some(section) = object.key.anchor.section_id() {
                    groups.insert(object.object_id, section);
                }
            })
        })
        .await?;
    Ok((users, groups))
}
