//! What a request's headers wish of its answer: only under conditions, with or without a body, in which form.

use http::HeaderMap;
use odata::Error;
use odata::headers::{Metadata, Preconditions, Preferences};
use odata::query::QueryOptions;

/// What the headers of a request wish of its answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wishes {
    pub(crate) preconditions: Preconditions,
    pub(crate) preferences: Preferences,
    pub(crate) metadata: Metadata,
}

impl Wishes {
    /// Reads the headers, and the option `$format`.
    ///
    /// # Errors
    /// 400 when a condition cannot be read, 406 when the format is none that there is.
    pub(crate) fn new(headers: &HeaderMap, options: &QueryOptions) -> Result<Self, Error> {
        Ok(Self {
            preconditions: Preconditions::new(headers)?,
            preferences: Preferences::new(headers),
            metadata: Metadata::wanted(options.format.as_deref(), headers)?,
        })
    }

    /// How many rows a page has: as many as are wanted, at most `most`.
    pub(crate) fn page_size(&self, most: usize) -> usize {
        self.preferences.max_page_size.map_or(most, |wanted| most.min(wanted.get() as usize))
    }
}
