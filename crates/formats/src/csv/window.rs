//! A window that moves over a stream of bytes and grows with the record it has to show whole.

use std::io::{self, Read};

/// How large the window is at first.
const CHUNK: usize = 256 << 10;

pub(super) struct Window<R> {
    source: R,
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
}

impl<R: Read> Window<R> {
    pub(super) fn over(source: R) -> Self {
        Self { source, bytes: Vec::new(), start: 0, end: 0, ended: false }
    }

    /// What has been read and not yet passed.
    pub(super) fn unread(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether nothing comes after what is unread.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    pub(super) fn pass(&mut self, count: usize) {
        self.start = self.end.min(self.start + count);
    }

    /// Fills the window, of which at least half is free for it, behind what is unread.
    ///
    /// The window doubles, so that a record is looked at again only a few times, however long it is.
    pub(super) fn extend(&mut self) -> io::Result<()> {
        self.make_room();
        while let Some(free) = self.bytes.get_mut(self.end..).filter(|free| !free.is_empty()) {
            match self.source.read(free) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Moves what is unread to the front, of a larger window if this one is too small.
    fn make_room(&mut self) {
        let unread = self.end - self.start;
        let wanted = CHUNK.max(2 * unread);
        if self.bytes.len() < wanted {
            let mut larger = vec![0; wanted.next_power_of_two()];
            if let Some(front) = larger.get_mut(..unread) {
                front.copy_from_slice(self.unread());
            }
            self.bytes = larger;
        } else {
            self.bytes.copy_within(self.start..self.end, 0);
        }
        (self.start, self.end) = (0, unread);
    }
}
