//! Linking people to accounts.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use model::{Finding, ObjectId, PersonId, Rule, Severity};

use super::key::normalized;
use super::{Account, Link, LinkedBy, MatchKey, MatchOutcome, Seeker};

/// What came of matching.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// For every seeker.
    pub outcomes: HashMap<PersonId, MatchOutcome>,
    /// People who match several accounts, or an account that is contested.
    pub findings: Vec<Finding>,
}

/// Links people to accounts. Conflicts show only between people and accounts that are looked at together,
/// so a caller passes a tenant's whole.
#[must_use]
pub fn find_links(seekers: &[Seeker], accounts: &[Account]) -> Matches {
    let index = Index::new(seekers, accounts);
    let verdicts: Vec<Verdict<'_>> = seekers.iter().map(|seeker| index.verdict(seeker)).collect();
    let claims = Claims::new(seekers, &verdicts);
    let mut matches = Matches::default();
    for (seeker, verdict) in seekers.iter().zip(verdicts) {
        let verdict = index.settle(verdict, seeker, &claims);
        matches.findings.extend(verdict.finding(seeker));
        matches.outcomes.insert(seeker.person.clone(), index.outcome(seeker, &verdict));
    }
    matches.findings.sort_by(|one, other| one.record.cmp(&other.record));
    matches
}

/// Accounts by what they may be found by.
struct Index<'a> {
    by_anchor: HashMap<PersonId, Vec<&'a Account>>,
    by_key: HashMap<MatchKey, Vec<&'a Account>>,
    /// The sign-in names of all accounts, guests' too.
    taken: HashSet<String>,
    /// Sign-in names, taken or wanted, by their local part.
    aliases: HashMap<String, Alias>,
}

/// The sign-in names that share a local part: which, as long as it is one.
enum Alias {
    Of(String),
    Shared,
}

/// What the anchor and the rule say about one seeker.
enum Verdict<'a> {
    NotSought,
    NotFound,
    Anchored(&'a Account),
    /// The anchor stands although the rule points elsewhere.
    AnchoredAgainstRule(&'a Account),
    ByRule(&'a Account),
    Several,
    /// One account, but somebody else's too.
    Contested,
    /// No account, and the name that a new one would have is somebody else's.
    NameTaken,
}

impl<'a> Index<'a> {
    fn new(seekers: &[Seeker], accounts: &'a [Account]) -> Self {
        let taken = accounts.iter().filter_map(|account| normalized(account.user_principal_name.as_deref()?));
        let mut index = Self {
            by_anchor: HashMap::new(),
            by_key: HashMap::new(),
            taken: taken.collect(),
            aliases: HashMap::new(),
        };
        for account in accounts.iter().filter(|account| !account.is_guest) {
            if let Some(person) = account.anchor.as_ref().and_then(|anchor| anchor.person()) {
                index.by_anchor.entry(person).or_default().push(account);
            }
            MatchKey::of_account(account).for_each(|key| index.by_key.entry(key).or_default().push(account));
        }
        let wanted = seekers.iter().filter_map(|seeker| seeker.sign_in_name.as_ref());
        for name in index.taken.iter().chain(wanted) {
            note_alias(&mut index.aliases, name);
        }
        index
    }

    fn verdict(&self, seeker: &Seeker) -> Verdict<'a> {
        let anchored = self.by_anchor.get(&seeker.person).map_or(&[][..], Vec::as_slice);
        let by_rule = seeker.key.as_ref().and_then(|key| self.by_key.get(key)).map_or(&[][..], Vec::as_slice);
        let rule_finds = |account: &Account| by_rule.iter().any(|found| found.id == account.id);
        match (anchored, by_rule) {
            ([], []) if seeker.is_eligible => Verdict::NotFound,
            ([], []) => Verdict::NotSought,
            ([], [account]) if account.anchor.as_ref().and_then(|anchor| anchor.person()).is_some() => {
                Verdict::Contested
            }
            ([], [account]) => Verdict::ByRule(account),
            ([account], []) => Verdict::Anchored(account),
            ([account], _) if rule_finds(account) => Verdict::Anchored(account),
            ([account], _) => Verdict::AnchoredAgainstRule(account),
            // An anchor was copied by hand: the rule may still tell the account from its copies.
            (copies, [account]) if copies.iter().any(|copy| copy.id == account.id) => {
                Verdict::Anchored(account)
            }
            _ => Verdict::Several,
        }
    }

    fn outcome(&self, seeker: &Seeker, verdict: &Verdict<'_>) -> MatchOutcome {
        let linked = |account: &Account, by| MatchOutcome::Linked(Link { account: account.id.clone(), by });
        match verdict {
            Verdict::NotSought => MatchOutcome::NotSought,
            Verdict::NotFound => MatchOutcome::NotFound { alias_is_shared: self.shares_alias(seeker) },
            Verdict::Anchored(account) | Verdict::AnchoredAgainstRule(account) => {
                linked(account, LinkedBy::Anchor)
            }
            Verdict::ByRule(account) => linked(account, LinkedBy::Rule),
            Verdict::Several | Verdict::Contested | Verdict::NameTaken => MatchOutcome::Unclear,
        }
    }

    fn shares_alias(&self, seeker: &Seeker) -> bool {
        let alias = seeker.sign_in_name.as_ref().and_then(|name| self.aliases.get(local_part(name)));
        matches!(alias, Some(Alias::Shared))
    }

    /// The verdict in the light of everybody's: what others claim too is nobody's.
    fn settle(&self, verdict: Verdict<'a>, seeker: &Seeker, claims: &Claims<'_>) -> Verdict<'a> {
        match (verdict, &seeker.sign_in_name) {
            (Verdict::ByRule(account), _) if claims.of_account(account) > 1 => Verdict::Contested,
            (Verdict::NotFound, Some(name)) if claims.of_name(name) > 1 || self.taken.contains(name) => {
                Verdict::NameTaken
            }
            (verdict, _) => verdict,
        }
    }
}

/// What stands before the `@`.
fn local_part(name: &str) -> &str {
    name.split_once('@').map_or(name, |(local, _)| local)
}

/// Enters a sign-in name under its local part.
fn note_alias(aliases: &mut HashMap<String, Alias>, name: &str) {
    match aliases.get_mut(local_part(name)) {
        None => {
            aliases.insert(local_part(name).to_owned(), Alias::Of(name.to_owned()));
        }
        Some(Alias::Of(known)) if known == name => {}
        Some(alias) => *alias = Alias::Shared,
    }
}

/// How many people the rule gives each account to, and how many would have a new one under each name.
struct Claims<'a> {
    accounts: HashMap<&'a ObjectId, usize>,
    names: HashMap<&'a str, usize>,
}

impl<'a> Claims<'a> {
    fn new(seekers: &'a [Seeker], verdicts: &[Verdict<'a>]) -> Self {
        let mut claims = Self { accounts: HashMap::new(), names: HashMap::new() };
        for (seeker, verdict) in seekers.iter().zip(verdicts) {
            match (verdict, &seeker.sign_in_name) {
                (Verdict::ByRule(account), _) => *claims.accounts.entry(&account.id).or_default() += 1,
                (Verdict::NotFound, Some(name)) => *claims.names.entry(name).or_default() += 1,
                _ => {}
            }
        }
        claims
    }

    fn of_account(&self, account: &Account) -> usize {
        self.accounts.get(&account.id).copied().unwrap_or_default()
    }

    fn of_name(&self, name: &str) -> usize {
        self.names.get(name).copied().unwrap_or_default()
    }
}

impl Verdict<'_> {
    fn finding(&self, seeker: &Seeker) -> Option<Finding> {
        let (rule, severity, message) = match self {
            Self::Several => (
                Rule::MatchMulti,
                Severity::Error,
                "several accounts match; the person is left out until only one does",
            ),
            Self::Contested => (
                Rule::MatchConflict,
                Severity::Error,
                "the account that matches is somebody else's too; the person is left out until that is settled",
            ),
            Self::NameTaken => (
                Rule::MatchConflict,
                Severity::Error,
                "no account matches, and another account has, or another person would get, the name that a new \
                 one would sign in with; the person is left out until that is settled",
            ),
            Self::AnchoredAgainstRule(_) => (
                Rule::MatchConflict,
                Severity::Warning,
                "the matching rule points to another account than the one that carries the person's anchor; \
                 the anchor's account stays linked",
            ),
            _ => return None,
        };
        Some(person_finding(&seeker.person, seeker.row.as_ref(), rule, severity, message))
    }
}

/// A finding about a person's record.
pub(crate) fn person_finding(
    person: &PersonId,
    row: Option<&crate::SourceRow>,
    rule: Rule,
    severity: Severity,
    message: impl Into<String>,
) -> Finding {
    Finding {
        rule,
        severity,
        entity: "people",
        file: row.map_or(Cow::Borrowed(""), |row| Cow::Owned(row.file.to_string())),
        line: row.map(|row| row.line),
        record: Some(person.to_string()),
        field: None,
        value: None,
        message: message.into(),
        cause: None,
    }
}

#[cfg(test)]
mod tests;
