//! Reading a collection in pieces.

use crate::DirectoryError;

/// Where the next page starts. Its text means something to the directory that made it and to nobody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(String);

impl Cursor {
    /// A cursor over a directory's own text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The directory's own text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Every item of a collection, page by page: for collections known to be small.
///
/// # Errors
/// As whatever gives the pages.
pub async fn every_item<T, F>(mut page: impl FnMut(Option<Cursor>) -> F) -> Result<Vec<T>, DirectoryError>
where
    F: Future<Output = Result<Page<T>, DirectoryError>>,
{
    let (mut items, mut after) = (Vec::new(), None);
    loop {
        let Page { items: more, next } = page(after).await?;
        items.extend(more);
        let Some(next) = next else { return Ok(items) };
        after = Some(next);
    }
}

/// Some items of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in the directory's order.
    pub items: Vec<T>,
    /// Where to go on; `None` on the last page.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// The same page of other items.
    #[must_use]
    pub fn map<U>(self, item: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(item).collect(), next: self.next }
    }
}
