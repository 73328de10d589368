//! What a person reads of apps.

use chrono::{DateTime, Utc};
use model::{AppId, Secret, TenantId};
use serde::Serialize;
use store::{AppRecord, NewApp};

use super::history::minute;
use super::line;
use super::table::Table;

/// An app in a list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppLine {
    id: AppId,
    display_name: String,
    roles: Vec<String>,
    created_date_time: DateTime<Utc>,
    secret_since_date_time: DateTime<Utc>,
}

impl From<AppRecord> for AppLine {
    fn from(app: AppRecord) -> Self {
        Self {
            id: app.id,
            display_name: app.display_name,
            roles: app.roles,
            created_date_time: app.created,
            secret_since_date_time: app.secret_since,
        }
    }
}

/// A row for each app.
pub(crate) fn listed(apps: &[AppLine]) -> String {
    if apps.is_empty() {
        return "There are no apps yet; `homeroom app create NAME` makes one.\n".to_owned();
    }
    let mut table = Table::new(["app", "name", "made", "secret since", "permissions"]);
    for app in apps {
        table.row([
            app.id.to_string(),
            app.display_name.clone(),
            minute(app.created_date_time),
            minute(app.secret_since_date_time),
            app.roles.join(" "),
        ]);
    }
    table.all_left().render("")
}

/// A new app, and its secret.
pub(crate) fn created(app: &NewApp, tenant: &TenantId, secret: &Secret) -> String {
    let mut text = String::new();
    line(&mut text, "App", &format!("{} ({})", app.id, app.display_name));
    line(&mut text, "Tenant", tenant.as_str());
    line(&mut text, "May", &app.roles.join(" "));
    line(&mut text, "Secret", secret.expose());
    text + "The secret is not shown again: keep it now.\n"
}

/// An app's new secret.
pub(crate) fn rotated(id: &AppId, secret: &Secret) -> String {
    let mut text = String::new();
    line(&mut text, "App", id.as_str());
    line(&mut text, "Secret", secret.expose());
    text + "The old secret, and tokens that were got with it, stop working now. The new one is not shown again.\n"
}
