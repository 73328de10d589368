//! Folders of Parquet files.

use std::io;
use std::path::{Path, PathBuf};

use crate::LakeError;

/// A name for a folder that no other text shares: letters, digits, `-` and `.` stand for themselves
/// (a leading dot does not), any other byte is written `_` and two hexadecimal digits.
pub(crate) fn safe_name(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            b'.' if place == 0 => name.push_str("_2e"),
            b'-' | b'.' => name.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => name.push(char::from(byte)),
            _ => name.push_str(&format!("_{byte:02x}")),
        }
    }
    name
}

/// Makes `path`, and what leads to it, unless it is there.
pub(crate) fn create(path: &Path) -> Result<(), LakeError> {
    std::fs::create_dir_all(path).map_err(LakeError::storage(path))
}

/// Removes `path` with all it holds; that it is not there is fine.
pub(crate) fn remove(path: &Path) -> Result<(), LakeError> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(LakeError::storage(path)(error)),
        _ => Ok(()),
    }
}

/// Makes everything below `path` survive a power failure: each file, then each folder's list of them.
pub(crate) fn make_durable(path: &Path) -> Result<(), LakeError> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).map_err(LakeError::storage(path))? {
            make_durable(&entry.map_err(LakeError::storage(path))?.path())?;
        }
    }
    sync(path)
}

/// Makes one file, or one folder's list of them, survive a power failure.
pub(crate) fn sync(path: &Path) -> Result<(), LakeError> {
    std::fs::File::open(path).and_then(|file| file.sync_all()).map_err(LakeError::storage(path))
}

/// The Parquet files anywhere below `path`, by name; none when there is no such folder.
pub(crate) fn parquet_files(path: &Path) -> Result<Vec<PathBuf>, LakeError> {
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(LakeError::storage(&folder))?,
        };
        for entry in entries {
            let path = entry.map_err(LakeError::storage(&folder))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "parquet") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_its_folder_or_into_another() {
        assert_eq!(safe_name("contoso-1.school"), "contoso-1.school");
        assert_eq!(safe_name("../etc"), "_2e._2fetc");
        assert_eq!(safe_name(".."), "_2e.");
        assert_ne!(safe_name("a_2fb"), safe_name("a/b"));
    }
}
