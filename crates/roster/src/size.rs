//! How large a roster is, before it is taken in: its tables are cut while they are read.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use formats::{ReadError, Roster};

use crate::RosterError;

/// How much of a file is looked at at once.
const CHUNK: usize = 256 << 10;
/// A line longer than this is no record of any format: no reader gets behind it, nor does the count.
const LONGEST_LINE: usize = 2 << 20;

/// How many lines the file with the most of them has: at least as many as the largest table can get rows.
///
/// # Errors
///
/// When a file cannot be read.
pub async fn most_rows(roster: &Arc<Roster>) -> Result<u64, RosterError> {
    let roster = Arc::clone(roster);
    Ok(tokio::task::spawn_blocking(move || most_lines(&roster)).await??)
}

fn most_lines(roster: &Roster) -> Result<u64, ReadError> {
    let present = roster.files().filter(|file| file.is_present());
    present.map(|file| lines(&file.path)).try_fold(0, |most, lines| Ok(most.max(lines?)))
}

fn lines(path: &Path) -> Result<u64, ReadError> {
    let mut file = File::open(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    let (mut chunk, mut line, mut unended) = (vec![0; CHUNK], 0, 0);
    loop {
        let read =
            file.read(&mut chunk).map_err(|source| ReadError::Io { path: path.to_owned(), line, source })?;
        let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else { return Ok(line) };
        let ended = bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
        unended = if ended == 0 { unended + read } else { 0 };
        if unended > LONGEST_LINE {
            return Ok(line);
        }
        line += ended;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_longest_file_counts() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("orgs.csv", "sourcedId,name,type\r\nD,District,district\r\n");
        write("users.csv", &"x\n".repeat(200_000));
        write("roles.csv", "");
        let roster = Arc::new(Roster::open(folder.path()).unwrap());
        assert_eq!(most_rows(&roster).await.unwrap(), 200_000);
    }

    #[tokio::test]
    async fn a_line_that_nobody_reads_ends_the_count() {
        let folder = tempfile::tempdir().unwrap();
        let users = folder.path().join("users.csv");
        std::fs::write(&users, "x\n".repeat(10)).unwrap();
        File::options().append(true).open(&users).unwrap().set_len(4 << 30).unwrap();
        let roster = Arc::new(Roster::open(folder.path()).unwrap());
        assert_eq!(most_rows(&roster).await.unwrap(), 10);
    }
}
