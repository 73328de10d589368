//! What a school lives through in a year.

mod activities;
mod clocks;
mod days;
mod flows;
mod hand_edits;
mod mistakes;
mod passwords;
mod resets;
mod schools;
mod source_systems;
