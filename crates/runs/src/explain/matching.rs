//! How a person's account was looked for: what was compared, and who and what came into question.

use std::collections::HashMap;

use model::{Anchor, ObjectId, PersonId};
use provisioning::{Account, LinkedBy, MatchKey, MatchOutcome, Person, PersonRecord};

use super::explanation::{CandidateAccount, Compared, MatchFound, MatchingLine};
use super::look::Look;
use crate::RunError;
use crate::query::{any_of, quoted};
use crate::tables::columns::Columns;
use crate::tables::objects;

/// Tells how `person` looked for his account.
pub(super) async fn explain(
    look: &Look<'_>,
    person: &Person,
    record: &PersonRecord,
) -> Result<MatchingLine, RunError> {
    let key = look.planner().seeker(person, &record.roles).key;
    let rivals = match &key {
        Some(key) => rivals(look, &person.id, key).await?,
        None => Vec::new(),
    };
    Ok(MatchingLine {
        compared: compared(look, person, record, key.as_ref()),
        found: found(&record.matched),
        candidates: candidates(look, &person.id, key.as_ref()).await?,
        rivals,
    })
}

/// What the rule of the person's role group compares, if it speaks for him.
fn compared(
    look: &Look<'_>,
    person: &Person,
    record: &PersonRecord,
    key: Option<&MatchKey>,
) -> Option<Compared> {
    let group = look.planner().explain_roles(Some(person), &record.roles).group?;
    let rule = look.settings.matching.rule(group);
    let value = key.filter(|_| look.request.values).map(|key| key.value().to_owned());
    Some(Compared { source: rule.source, target: rule.target, has_value: key.is_some(), value })
}

fn found(outcome: &MatchOutcome) -> MatchFound {
    match outcome {
        MatchOutcome::NotSought => MatchFound::NotSought,
        MatchOutcome::NotFound { .. } => MatchFound::Nothing,
        MatchOutcome::Unclear => MatchFound::Unclear,
        MatchOutcome::Linked(link) => MatchFound::Linked {
            account: link.account.clone(),
            by: match link.by {
                LinkedBy::Anchor => "anchor",
                LinkedBy::Rule => "rule",
            }
            .to_owned(),
        },
    }
}

/// The accounts that carry the person's anchor or the compared value.
async fn candidates(
    look: &Look<'_>,
    person: &PersonId,
    key: Option<&MatchKey>,
) -> Result<Vec<CandidateAccount>, RunError> {
    let anchor = Anchor::user(person);
    let may_match = key.map_or_else(|| "false".to_owned(), |key| may_hold("attributes", key.value()));
    let is_ours = any_of("anchor", [anchor.as_str()]);
    let sql = format!("SELECT * FROM observed_users WHERE {is_ours} OR {may_match} ORDER BY id");
    let mut accounts: Vec<Account> = Vec::new();
    look.directory
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (id, anchor) = (columns.text("id")?, columns.text("anchor")?);
            let attributes = columns.text("attributes")?;
            for row in columns.rows() {
                let values = objects::values(attributes.required(row))?;
                let anchor = anchor.get(row).map(Anchor::from);
                accounts.push(Account::new(id.required(row).into(), anchor, &values));
            }
            Ok(())
        })
        .await?;
    let comes_into_question = |account: &Account| {
        account.anchor.as_ref() == Some(&anchor) || key.is_some_and(|key| key.finds(account))
    };
    accounts.retain(comes_into_question);
    let linked = linked_to(look, &accounts).await?;
    let candidate = |account: Account| CandidateAccount {
        linked_to: linked.get(&account.id).cloned(),
        id: account.id,
        anchor: account.anchor,
    };
    Ok(accounts.into_iter().map(candidate).collect())
}

/// A condition that holds for each JSON text with `value` in it, in whatever case; where a text may spell the
/// value differently, it holds for all.
fn may_hold(column: &str, value: &str) -> String {
    let is_spelt_one_way = value.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\'));
    match is_spelt_one_way {
        true => format!("contains(lower({column}), {})", quoted(value)),
        false => "true".to_owned(),
    }
}

async fn linked_to(look: &Look<'_>, accounts: &[Account]) -> Result<HashMap<ObjectId, PersonId>, RunError> {
    let ids = any_of("object_id", accounts.iter().map(|account| account.id.as_str()));
    let sql = format!("SELECT object_id, person_id FROM links WHERE {ids}");
    let mut linked = HashMap::new();
    look.directory
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (account, person) = (columns.text("object_id")?, columns.text("person_id")?);
            linked.extend(
                columns.rows().map(|row| (account.required(row).into(), person.required(row).into())),
            );
            Ok(())
        })
        .await?;
    Ok(linked)
}

/// Other people whose rule compares the same value.
async fn rivals(look: &Look<'_>, person: &PersonId, key: &MatchKey) -> Result<Vec<PersonId>, RunError> {
    let local = key.value().split_once('@').map(|(local, _)| local);
    let values: Vec<&str> = std::iter::once(key.value()).chain(local).collect();
    let same = |column: &str| any_of(&format!("lower(btrim({column}))"), values.iter().copied());
    let sql = format!(
        "SELECT id FROM people WHERE present AND id <> {} AND ({})",
        quoted(person.as_str()),
        ["username", "email", "match_id"].map(same).join(" OR ")
    );
    let mut ids: Vec<String> = Vec::new();
    look.roster
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let id = columns.text("id")?;
            ids.extend(columns.rows().map(|row| id.required(row).to_owned()));
            Ok(())
        })
        .await?;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let people = look.people(&ids).await?;
    let planner = look.planner();
    let compares_the_same = |record: &PersonRecord| {
        let seeker = record.person.as_ref().map(|person| planner.seeker(person, &record.roles));
        seeker.and_then(|seeker| seeker.key).as_ref() == Some(key)
    };
    let rivals = people.people.iter().filter(|(_, record)| compares_the_same(record));
    Ok(rivals.map(|(id, _)| id.clone()).collect())
}
