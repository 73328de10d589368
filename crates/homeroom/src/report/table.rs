//! A table in plain text: the first column to the left, the others to the right unless they are text.

use std::fmt::Write;

/// Rows under a header, as wide as their contents.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
    is_text: bool,
}

impl Table {
    /// A table with these column names.
    pub(crate) fn new<S: Into<String>>(header: impl IntoIterator<Item = S>) -> Self {
        Self { rows: vec![header.into_iter().map(Into::into).collect()], is_text: false }
    }

    /// Adds a row.
    pub(crate) fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The same with every column to the left.
    pub(crate) fn all_left(mut self) -> Self {
        self.is_text = true;
        self
    }

    /// The text, each line behind `indent`.
    pub(crate) fn render(&self, indent: &str) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
        };
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
        let mut text = String::new();
        for row in &self.rows {
            let cells = row.iter().zip(&widths).enumerate().map(|(place, (cell, width))| match place {
                place if place > 0 && !self.is_text => format!("{cell:>width$}"),
                _ => format!("{cell:<width$}"),
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            let _infallible = writeln!(text, "{indent}{}", line.trim_end());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = Table::new(["kind", "all"]);
        table.row(["createUser", "1,200"]);
        table.row(["é", "7"]);
        assert_eq!(table.render("| "), "| kind          all\n| createUser  1,200\n| é               7\n");
    }
}
