//! What the directory keeps, whatever database it lies in.

mod batches;
mod conformance;
mod listing;
mod migration;
mod reopening;
