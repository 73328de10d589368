//! A district in a folder: all of it or nothing.
//!
//! The files get their names when the last of them is complete. Whoever looks earlier, or after a power
//! cut, finds names that no roster has.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::files::FILES;
use crate::{District, GenerateError, Summary};

/// What is added to the name of a file until all are complete.
const UNFINISHED: &str = ".part";

/// Writes a district to a folder that is empty or does not exist yet.
///
/// # Errors
///
/// When the folder is none, is not empty, or cannot be written to. Then no file is left behind.
pub fn write_folder(district: &District, folder: &Path) -> Result<Summary, GenerateError> {
    let is_ours = prepare(folder)?;
    let written = write(district, folder);
    written.map_err(|source| {
        clear(folder, is_ours);
        GenerateError::Write { folder: folder.to_owned(), source }
    })
}

/// Makes the folder unless it is there; says whether it was made.
fn prepare(folder: &Path) -> Result<bool, GenerateError> {
    let refused = |problem| Err(GenerateError::Folder { folder: folder.to_owned(), problem });
    let failed = |source| GenerateError::Write { folder: folder.to_owned(), source };
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(false),
        Ok(false) => refused("is not empty"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder).map_err(failed)?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => refused("is not a folder"),
        Err(error) => Err(failed(error)),
    }
}

fn write(district: &District, folder: &Path) -> io::Result<Summary> {
    let unfinished = |name: &str| folder.join(format!("{name}{UNFINISHED}"));
    let summary = district.write(|name| File::create_new(unfinished(name)))?;
    for name in FILES {
        fs::rename(unfinished(name), folder.join(name))?;
    }
    Ok(summary)
}

/// Takes away what was written. What cannot be taken away has a name that no roster has, or is told by the
/// error that led here.
fn clear(folder: &Path, is_ours: bool) {
    for name in FILES {
        let _absent = fs::remove_file(folder.join(format!("{name}{UNFINISHED}")));
        let _absent = fs::remove_file(folder.join(name));
    }
    if is_ours {
        let _in_use = fs::remove_dir(folder);
    }
}
