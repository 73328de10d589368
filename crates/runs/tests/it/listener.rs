//! The embedded directory, with somebody who listens to the passwords of new accounts.

use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;
use directory::{
    Capabilities, Change, ChangeError, Cursor, Directory, DirectoryError, Done, Membership, ObservedGroup,
    ObservedUnit, ObservedUser, Page,
};
use directory_embedded::EmbeddedDirectory;
use model::Attribute;

pub(crate) struct Listener {
    directory: EmbeddedDirectory,
    heard: Mutex<BTreeMap<String, Option<String>>>,
}

impl Listener {
    pub(crate) fn new(directory: EmbeddedDirectory) -> Self {
        Self { directory, heard: Mutex::default() }
    }

    /// The password that came with each new account, by sign-in name.
    pub(crate) fn heard(&self) -> BTreeMap<String, Option<String>> {
        self.heard.lock().expect("a listener").clone()
    }
}

#[async_trait]
impl Directory for Listener {
    fn capabilities(&self) -> Capabilities {
        self.directory.capabilities()
    }

    async fn users(&self, after: Option<Cursor>, limit: usize) -> Result<Page<ObservedUser>, DirectoryError> {
        self.directory.users(after, limit).await
    }

    async fn groups(
        &self,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page<ObservedGroup>, DirectoryError> {
        self.directory.groups(after, limit).await
    }

    async fn units(&self, after: Option<Cursor>, limit: usize) -> Result<Page<ObservedUnit>, DirectoryError> {
        self.directory.units(after, limit).await
    }

    async fn memberships(
        &self,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page<Membership>, DirectoryError> {
        self.directory.memberships(after, limit).await
    }

    async fn apply(&self, changes: &[Change]) -> Result<Vec<Result<Done, ChangeError>>, DirectoryError> {
        for change in changes {
            if let Change::CreateUser { attributes, password } = change {
                let name = attributes.get(Attribute::UserPrincipalName).unwrap_or_default().to_owned();
                let password = password.as_ref().map(|password| password.expose().to_owned());
                self.heard.lock().expect("a listener").insert(name, password);
            }
        }
        self.directory.apply(changes).await
    }
}
