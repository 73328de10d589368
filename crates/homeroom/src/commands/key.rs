//! `key`: the keys of the data directory.

use model::{Clock, SystemClock};

use crate::arguments::{DataArguments, KeyKind, KeyRotateArguments};
use crate::exit::Exit;
use crate::{terminal, wiring};

/// Puts new keys in front, and seals with them what the old ones sealed.
pub(super) async fn rotate(arguments: &KeyRotateArguments) -> anyhow::Result<Exit> {
    let data = arguments.data.data_dir.as_path();
    runs::create_private_folder(data)?;
    let is_meant = |kind| arguments.keys.is_none_or(|only| only == kind);
    if is_meant(KeyKind::Secrets) {
        rotate_secrets(&arguments.data).await?;
    }
    if is_meant(KeyKind::Tokens) {
        wiring::signing_keys(data, &SystemClock)?.rotate(SystemClock.now())?;
        terminal::say(
            "Tokens are signed with a new key; those issued before stay valid until they expire.\n",
        );
    }
    if is_meant(KeyKind::Uploads) {
        wiring::upload_keys(data, &SystemClock)?.rotate(SystemClock.now())?;
        terminal::say(
            "URLs of uploads are signed with a new key; those given out before stay valid until they expire.\n",
        );
    }
    Ok(Exit::Done)
}

async fn rotate_secrets(data: &DataArguments) -> anyhow::Result<()> {
    let keys = wiring::secret_keys(&data.data_dir, &SystemClock)?;
    let rotated = keys.rotate(SystemClock.now())?;
    let store = wiring::open_store(data).await?;
    let resealed = store.reseal(|context, sealed| keys.reseal(sealed, context)).await??;
    store.close().await;
    // Every secret is under the newest key now.
    keys.forget_unused(SystemClock.now())?;
    terminal::say(&match rotated {
        true => format!("Secrets are sealed with a new key; {resealed} were sealed anew.\n"),
        false => format!("The environment's key is in use; {resealed} secrets were sealed anew with it.\n"),
    });
    Ok(())
}
