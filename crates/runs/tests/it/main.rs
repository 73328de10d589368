//! Whole runs, as stories: a roster goes in, a directory is looked at.

mod district;
mod property;
mod stories;
mod town;
