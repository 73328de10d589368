//! The command line, as a person or a script meets it: the binary is run, its output and exit code are read.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

mod apps;
mod bad_input;
mod beside;
mod catalogue;
mod command;
mod delivered;
mod explain;
mod first_day;
mod flows_over_http;
mod generate;
mod interrupted;
mod postgres;
mod privacy;
mod served;
mod serving;
mod settings;
