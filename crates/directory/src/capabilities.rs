//! What a directory allows and prefers.

use std::collections::BTreeSet;

/// The limits and preferences that planning, linting and applying ask for. The default is what Microsoft
/// Graph publishes for a tenant, with accounts made by somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capabilities {
    /// The domains an account's sign-in name may end in, in lower case; `None` allows any.
    pub verified_domains: Option<BTreeSet<String>>,
    /// Whether people without an account get one unless a flow says otherwise. Off where another system
    /// makes the accounts.
    pub creates_unmatched_users: bool,
    /// Owners that one group can have.
    pub max_owners: usize,
    /// Administrative units that one object can be in.
    pub max_units_per_member: usize,
    /// Characters of a display name.
    pub max_display_name: usize,
    /// Characters of a mail nickname.
    pub max_mail_nickname: usize,
    /// Members that one write can add to a group: what a plan's cost is counted in.
    pub members_per_write: usize,
    /// Changes that [`crate::Directory::apply`] does best with at a time.
    pub changes_per_batch: usize,
}

impl Default for Capabilities {
    fn default() -> Self {
        Self {
            verified_domains: None,
            creates_unmatched_users: false,
            max_owners: 100,
            max_units_per_member: 30,
            max_display_name: 256,
            max_mail_nickname: 64,
            members_per_write: 20,
            changes_per_batch: 20,
        }
    }
}

impl Capabilities {
    /// Whether an account may sign in as `user_principal_name`, as far as its domain goes.
    #[must_use]
    pub fn allows_domain_of(&self, user_principal_name: &str) -> bool {
        let Some((_, domain)) = user_principal_name.rsplit_once('@') else { return false };
        self.verified_domains.as_ref().is_none_or(|domains| domains.contains(&domain.to_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_verified_without_regard_to_case() {
        let contoso = Capabilities {
            verified_domains: Some(BTreeSet::from(["contoso.com".to_owned()])),
            ..Capabilities::default()
        };
        assert!(contoso.allows_domain_of("ada@Contoso.COM"));
        assert!(!contoso.allows_domain_of("ada@sub.contoso.com"));
        assert!(!contoso.allows_domain_of("contoso.com"));
        assert!(Capabilities::default().allows_domain_of("ada@anywhere.example"));
    }
}
