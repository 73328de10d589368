//! Files sent by Azure's storage clients, under a signed URL, into a folder of the local disk.
//!
//! A [`Container`] is a folder with limits: files become visible whole, and once it is closed it is gone from
//! the network. A [`SessionUrl`] lets whoever holds it use one container until it expires, without any other
//! proof of who he is. [`BlobService`] answers both dialects of the protocol there, Blob and Data Lake
//! ("dfs"), as far as uploading, looking and taking back need it; everything else is refused by name.
//!
//! What is left out: metadata, content types, leases, snapshots, tiers and folders within a container.

mod answer;
mod block_list;
mod body;
mod checksum;
mod conditions;
mod container;
mod containers;
mod error;
mod file_request;
mod limits;
mod listing;
mod name;
mod operation;
mod place;
mod private;
mod query;
mod range;
mod service;
mod session_url;
mod signature;

pub use container::{Container, FileInfo};
pub use containers::Containers;
pub use error::StorageError;
pub use limits::Limits;
pub use name::FileName;
pub use place::Place;
pub use service::BlobService;
pub use session_url::SessionUrl;
pub use signature::{Grant, KeyRing, Permission, Permissions, SigningKeys};
