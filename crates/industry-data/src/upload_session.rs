//! `fileUploadSession`: where files are sent to, and for how long.

use chrono::{DateTime, Utc};
use odata::time::format_date_time;
use serde_json::{Value, json};

/// The session of the container `id` as a response shows it, without the context.
#[must_use]
pub fn render(
    id: &str,
    session_url: &str,
    expires_at: DateTime<Utc>,
    container_expires_at: DateTime<Utc>,
) -> Value {
    json!({
        "containerExpirationDateTime": format_date_time(container_expires_at),
        "containerId": id,
        "sessionExpirationDateTime": format_date_time(expires_at),
        "sessionUrl": session_url,
    })
}
