//! What fuzzing begins with and what it once found, as ordinary tests; `fuzz/README.md` tells more.

mod body;
#[path = "../../../../fuzz/corpus.rs"]
mod corpus;
mod filter;
mod page;
mod path;
mod query;

#[test]
fn what_is_read_of_a_path_is_written_so() {
    corpus::each("path", path::check);
}

#[test]
fn what_is_read_of_a_query_is_written_so() {
    corpus::each("query", query::check);
}

#[test]
fn a_filter_agrees_with_its_parts() {
    corpus::each("filter", filter::check);
}

#[test]
fn pages_together_are_the_whole() {
    corpus::each("page", page::check);
}

#[test]
fn what_is_read_of_a_body_is_written_so() {
    corpus::each("body", body::check);
}
