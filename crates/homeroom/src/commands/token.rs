//! `token`: a bearer token of the embedded issuer.

use chrono::TimeDelta;
use keys::Claims;
use model::{Clock, IdSource, RandomIds, SystemClock};
use server::{API_AUDIENCE, ISSUER};

use super::permissions;
use crate::arguments::TokenArguments;
use crate::exit::Exit;
use crate::{terminal, wiring};

/// Whom such a token stands for: whoever may read the data directory.
const SUBJECT: &str = "command-line";

/// Prints a token.
pub(super) fn token(arguments: &TokenArguments) -> anyhow::Result<Exit> {
    let data = arguments.data.data_dir.as_path();
    runs::create_private_folder(data)?;
    let now = SystemClock.now();
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: API_AUDIENCE.to_owned(),
        tid: arguments.tenant.clone(),
        sub: SUBJECT.to_owned(),
        app_id: None,
        scp: Some(permissions::named(&arguments.scopes)?.join(" ")),
        roles: Vec::new(),
        iat: now,
        nbf: now,
        exp: now + TimeDelta::hours(i64::from(arguments.hours)),
        jti: RandomIds.fresh().to_string(),
    };
    let token = wiring::signing_keys(data, &SystemClock)?.issue(&claims, now)?;
    terminal::say(&format!("{token}\n"));
    Ok(Exit::Done)
}
