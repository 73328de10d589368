//! Tables on storage, and the engine that runs plans over them. Nothing here knows of schools.
//!
//! **Tables** are Delta tables, one folder a tenant, open to whatever else reads Delta or Parquet. The
//! Parquet files are written by plain plans ([`Engine::run`] of a `COPY TO`), and this process alone
//! commits them to the Delta log; to read, a version is resolved to its list of files and scanned as
//! plain Parquet. So an engine never has to know Delta, and one that runs elsewhere sees only files.
//!
//! **Visibility.** The tables of a run become visible together: every write makes a new Delta version,
//! and nobody sees it until the caller has recorded the run's [`TableVersions`]. There is no "latest":
//! [`TenantLake::read`] resolves through the versions it is given, and a table they do not name is
//! empty. What a crashed run left behind is therefore never read, and the next write starts from what
//! is named, not from what is newest.
//!
//! **Memory** is bounded by [`Buckets`]: the engine's hash joins do not spill, so large tables carry the
//! bucket of their key and are joined bucket with bucket.
//!
//! What lives only as long as a run is [`Staging`]: plain Parquet that is removed with it. A run that only looks
//! writes its tables [aside](TenantLake::aside), so that it can go on beside another.

mod aside;
mod bucket;
mod copy;
mod delta;
mod engine;
mod error;
mod folder;
mod footer;
mod parquet_table;
mod part_writer;
mod staging;
mod table;
mod tenant;
mod versions;
mod write;

pub use bucket::Buckets;
pub use engine::{EmbeddedEngine, Engine, EngineSettings, register_functions};
pub use error::LakeError;
pub use part_writer::PartWriter;
pub use staging::Staging;
pub use table::{LakeTable, column};
pub use tenant::{Lake, TenantLake};
pub use versions::TableVersions;
pub use write::TableWrite;
