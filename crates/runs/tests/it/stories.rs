//! What a school lives through in a year.

mod days;
mod hand_edits;
mod mistakes;
mod schools;
