//! `app`: the programs that get tokens by themselves.

use keys::{SecretHash, draw_app_secret};
use model::{AppId, Clock, IdSource, RandomIds, Secret, SystemClock};
use serde_json::json;
use store::{Change, NewApp, TenantStore};

use super::permissions;
use crate::arguments::{AppArguments, AppCreateArguments, AppListArguments};
use crate::exit::{Exit, UsageError};
use crate::report::apps::{self, AppLine};
use crate::{terminal, wiring};

/// Who changes apps: whoever may write to the data directory.
const WHO: &str = "command-line";

/// How long a name may be, in characters.
const LONGEST_NAME: usize = 100;

/// Makes an app.
pub(super) async fn create(arguments: &AppCreateArguments) -> anyhow::Result<Exit> {
    let display_name = name(&arguments.name)?;
    let roles = roles(&arguments.roles)?;
    let tenant = &arguments.tenant;
    runs::create_private_folder(&tenant.data.data_dir)?;
    let store = wiring::open_store(&tenant.data).await?;
    let store = store.tenant(tenant.tenant.clone(), SystemClock.now()).await?;
    let (id, secret) = (AppId::from(RandomIds.fresh().to_string()), draw_app_secret()?);
    let app = NewApp { secret: SecretHash::of(&secret, id.as_str()), id, display_name, roles };
    store.create_app(&app, &now()).await?;
    terminal::say(&match arguments.json {
        true => format!(
            "{:#}\n",
            json!({
                "id": app.id,
                "displayName": app.display_name,
                "tenant": tenant.tenant,
                "roles": app.roles,
                "secret": secret.expose(),
            })
        ),
        false => apps::created(&app, &tenant.tenant, &secret),
    });
    Ok(Exit::Done)
}

/// The permissions that are named. Those of Homeroom alone, which let see whom findings are about, have to be.
fn roles(named: &[String]) -> Result<Vec<String>, UsageError> {
    let roles = permissions::named(named)?.into_iter();
    let is_given = |role: &&str| !named.is_empty() || role.starts_with("IndustryData");
    Ok(roles.filter(is_given).map(str::to_owned).collect())
}

fn name(text: &str) -> Result<String, UsageError> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(UsageError::new(
            "USAGE",
            format!("an app's name is 1 to {LONGEST_NAME} characters long"),
        ));
    }
    Ok(name.to_owned())
}

/// Lists apps.
pub(super) async fn list(arguments: &AppListArguments) -> anyhow::Result<Exit> {
    let records = match wiring::store(&arguments.tenant).await? {
        Some(store) => store.apps().await?,
        None => Vec::new(),
    };
    let lines: Vec<AppLine> = records.into_iter().map(AppLine::from).collect();
    terminal::say(&match arguments.json {
        true => serde_json::to_string_pretty(&lines)? + "\n",
        false => apps::listed(&lines),
    });
    Ok(Exit::Done)
}

/// Gives an app a new secret.
pub(super) async fn rotate(arguments: &AppArguments) -> anyhow::Result<Exit> {
    let (store, id) = found(arguments).await?;
    let secret: Secret = draw_app_secret()?;
    let rotated = store.rotate_app(&id, &SecretHash::of(&secret, id.as_str()), &now()).await?;
    must_be(rotated, &id)?;
    terminal::say(&match arguments.json {
        true => format!("{:#}\n", json!({ "id": id, "secret": secret.expose() })),
        false => apps::rotated(&id, &secret),
    });
    Ok(Exit::Done)
}

/// Deletes an app.
pub(super) async fn delete(arguments: &AppArguments) -> anyhow::Result<Exit> {
    let (store, id) = found(arguments).await?;
    must_be(store.delete_app(&id, &now()).await?, &id)?;
    terminal::say(&match arguments.json {
        true => format!("{:#}\n", json!({ "id": id })),
        false => format!("App {id} is deleted; its secret, and tokens that it has, stop working now.\n"),
    });
    Ok(Exit::Done)
}

/// The store in which an app should be.
async fn found(arguments: &AppArguments) -> anyhow::Result<(TenantStore, AppId)> {
    let id = AppId::from(arguments.id.as_str());
    let store = wiring::store(&arguments.tenant).await?.ok_or_else(|| missing(&id))?;
    Ok((store, id))
}

fn must_be(there: bool, id: &AppId) -> Result<(), UsageError> {
    if there { Ok(()) } else { Err(missing(id)) }
}

fn missing(id: &AppId) -> UsageError {
    UsageError::new("APP-NOTFOUND", format!("the tenant has no app {id}; `homeroom app list` lists them"))
}

fn now() -> Change {
    Change::new(WHO, SystemClock.now())
}
