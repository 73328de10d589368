//! Names that must be unique: sign-in names of accounts, mail nicknames of class groups. Directories
//! compare both without case.

use std::collections::HashSet;

use model::{Attribute, ObjectKind};

use super::LintCode;
use crate::Operation;

/// Names that are taken, each as half a hash: a million of them fit in a few dozen megabytes.
#[derive(Debug, Default)]
pub(super) struct TakenNames {
    sign_in_names: HashSet<[u8; 16]>,
    group_nicknames: HashSet<[u8; 16]>,
}

impl TakenNames {
    /// Takes a sign-in name; false if it was taken before.
    pub(super) fn take_sign_in_name(&mut self, name: &str) -> bool {
        self.sign_in_names.insert(folded(name))
    }

    /// Takes a class group's nickname; false if it was taken before.
    pub(super) fn take_group_nickname(&mut self, nickname: &str) -> bool {
        self.group_nicknames.insert(folded(nickname))
    }

    /// Takes the names that `operation` gives, and says which were taken before.
    pub(super) fn check(&mut self, operation: &Operation) -> impl Iterator<Item = LintCode> + use<> {
        let given = |attribute| operation.after.get(attribute).flatten();
        let code = match operation.object.key.kind {
            ObjectKind::User => given(Attribute::UserPrincipalName)
                .filter(|name| !self.take_sign_in_name(name))
                .map(|_| LintCode::SignInName),
            ObjectKind::ClassGroup => given(Attribute::MailNickname)
                .filter(|nickname| !self.take_group_nickname(nickname))
                .map(|_| LintCode::Nickname),
            ObjectKind::SecurityGroup | ObjectKind::AdministrativeUnit => None,
        };
        code.into_iter()
    }
}

fn folded(name: &str) -> [u8; 16] {
    short(&blake3::hash(name.to_lowercase().as_bytes()))
}

/// The first half of a hash: enough to tell any two of a plan apart.
pub(super) fn short(hash: &blake3::Hash) -> [u8; 16] {
    hash.as_bytes().first_chunk().copied().unwrap_or_default()
}
