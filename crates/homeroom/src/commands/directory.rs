//! `directory`: a look into the embedded directory.

use directory::{Directory, DirectoryError, every_item};
use directory_embedded::{EmbeddedDirectory, ListedGroup, ListedMember, ListedUnit, ListedUser};
use model::Relation;
use serde::Serialize;

use crate::arguments::{DirectoryArguments, Listing};
use crate::exit::Exit;
use crate::report::table::Table;
use crate::{terminal, wiring};

/// How many objects are asked for at a time.
const PAGE: usize = 5_000;

/// Lists what is there.
pub(super) async fn list(arguments: &DirectoryArguments) -> anyhow::Result<Exit> {
    let Some(directory) = wiring::directory(&arguments.tenant.data).await? else {
        terminal::say(if arguments.json { "[]\n" } else { "There is no directory yet.\n" });
        return Ok(Exit::Done);
    };
    let text = match arguments.what {
        Listing::Users => render(&users(&directory).await?, arguments.json)?,
        Listing::Groups => render(&groups(&directory).await?, arguments.json)?,
        Listing::Units => render(&units(&directory).await?, arguments.json)?,
        Listing::Members => render(&members(&directory).await?, arguments.json)?,
    };
    terminal::say(&text);
    Ok(Exit::Done)
}

async fn users(directory: &EmbeddedDirectory) -> Result<Vec<ListedUser>, DirectoryError> {
    let users = every_item(|after| directory.users(after, PAGE)).await?;
    Ok(users.into_iter().map(ListedUser::from).collect())
}

async fn groups(directory: &EmbeddedDirectory) -> Result<Vec<ListedGroup>, DirectoryError> {
    let groups = every_item(|after| directory.groups(after, PAGE)).await?;
    Ok(groups.into_iter().map(ListedGroup::from).collect())
}

async fn units(directory: &EmbeddedDirectory) -> Result<Vec<ListedUnit>, DirectoryError> {
    let units = every_item(|after| directory.units(after, PAGE)).await?;
    Ok(units.into_iter().map(ListedUnit::from).collect())
}

async fn members(directory: &EmbeddedDirectory) -> Result<Vec<ListedMember>, DirectoryError> {
    every_item(|after| directory.listed_members(after, PAGE)).await
}

/// Something with a line in a table.
trait Listed: Serialize {
    const HEADER: &'static [&'static str];
    fn cells(&self) -> Vec<String>;
}

fn render<T: Listed>(items: &[T], json: bool) -> anyhow::Result<String> {
    if json {
        return Ok(serde_json::to_string_pretty(items)? + "\n");
    }
    let mut table = Table::new(T::HEADER.iter().copied());
    items.iter().for_each(|item| table.row(item.cells()));
    Ok(table.all_left().render(""))
}

fn shown(text: Option<&impl ToString>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

impl Listed for ListedUser {
    const HEADER: &'static [&'static str] = &["userPrincipalName", "displayName", "anchor", "enabled"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.user_principal_name.clone(),
            shown(self.display_name.as_ref()),
            shown(self.anchor.as_ref()),
            self.account_enabled.to_string(),
        ]
    }
}

impl Listed for ListedGroup {
    const HEADER: &'static [&'static str] = &["displayName", "kind", "anchor", "team"];

    fn cells(&self) -> Vec<String> {
        vec![
            shown(self.display_name.as_ref()),
            self.kind.to_string(),
            shown(self.anchor.as_ref()),
            self.team.to_string(),
        ]
    }
}

impl Listed for ListedUnit {
    const HEADER: &'static [&'static str] = &["displayName", "anchor"];

    fn cells(&self) -> Vec<String> {
        vec![shown(self.display_name.as_ref()), shown(self.anchor.as_ref())]
    }
}

impl Listed for ListedMember {
    const HEADER: &'static [&'static str] = &["container", "relation", "member"];

    fn cells(&self) -> Vec<String> {
        let relation = match self.relation {
            Relation::Owner => "owner",
            Relation::Member => "member",
        };
        let member =
            self.user_principal_name.clone().or_else(|| self.member_anchor.as_ref().map(ToString::to_string));
        vec![
            shown(self.container_display_name.as_ref()),
            relation.to_owned(),
            member.unwrap_or_else(|| self.member_id.to_string()),
        ]
    }
}
