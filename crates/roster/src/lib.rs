//! From the files of a school to the roster tables of the lake: rules across rows, merge, history.
//!
//! An [`Intake`] goes in three steps, and may stop after each:
//!
//! | step | from | to |
//! |---|---|---|
//! | [`Intake::stage`] | files | staged rows, and what was wrong with each by itself |
//! | [`Intake::check`] | staged rows | good rows, and what was wrong among them |
//! | [`Intake::merge`] | good rows and the tables of the run before | the tables of this run |
//!
//! A row that fails is *dropped*, never forgotten. What depends on it is dropped too and cites the
//! root, so that an administrator corrects one line instead of a thousand. And a record that a dropped
//! row could stand for is marked as dropped, not as absent: a typing error must not look like a leaver.
//!
//! Nothing depends on the order of rows or of files: where two rows conflict, neither wins.
//!
//! Work on whole tables is plans for the engine, in SQL, one idea a file; rows are identified by their
//! line until they are stored. Large tables are joined bucket by bucket. Findings stream through
//! staging, since a bad export can have as many findings as rows.

mod check;
mod error;
mod files;
mod finding_rows;
mod finding_table;
mod intake;
mod merge;
mod relations;
mod report;
mod session;
mod size;
pub mod spreadsheet;
mod sql;
mod stage;
mod steps;
pub mod tables;
mod totals;
mod workbench;

pub use check::Checked;
pub use error::RosterError;
pub use intake::{Intake, TakenIn};
pub use report::{FindingSample, FindingsReport, RuleFindings};
pub use size::most_rows;
pub use stage::Staged;
pub use totals::{Presence, Totals};
