//! What a school lives through in a year.

mod days;
mod flows;
mod hand_edits;
mod mistakes;
mod passwords;
mod resets;
mod schools;
