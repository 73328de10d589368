//! What a query asks, and what it gets.

mod answers;
mod expressions;
mod options;
mod pages;
mod robust;
mod selection;
mod sql;
