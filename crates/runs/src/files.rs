//! Files for people, readable by their owner alone: they may hold children's data.

use std::fs::{File, OpenOptions};
use std::path::Path;

use crate::RunError;

/// Makes an empty file at `path`, and its folder.
///
/// # Errors
/// When the disk refuses.
pub(crate) fn create_private(path: &Path) -> Result<File, RunError> {
    if let Some(folder) = path.parent() {
        create_private_folder(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(RunError::file(path))
}

/// Makes a folder that only its owner may look into.
///
/// # Errors
/// When the disk refuses.
pub fn create_private_folder(path: &Path) -> Result<(), RunError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(RunError::file(path))
}
