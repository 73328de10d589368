//! How much fits into a container.

/// What a container takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Files.
    pub files: usize,
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all files, and of the parts that wait to become files.
    pub bytes: u64,
}

const GIB: u64 = 1 << 30;

impl Default for Limits {
    fn default() -> Self {
        Self { files: 100, file_bytes: 4 * GIB, bytes: 8 * GIB }
    }
}
