//! Asking the `OneRoster` API of a school's own system.
//!
//! Where it is and who asks there is configured by a tenant, not by whoever runs this server. So the server goes
//! where its tenants send it only if that is a place that anybody could reach (`reach`), encrypted, and with
//! little patience; what comes back is read within limits, and no redirect is followed, since credentials would
//! go with it. What went wrong is told in words that hold no secret and nothing of what was answered.
//!
//! | module | its idea |
//! |---|---|
//! | `reach` | which hosts and addresses are asked |
//! | `exchange` | one request and its answer, within limits |
//! | `oauth1` | requests that are signed |
//! | `token` | requests that bear a token |
//! | `client` | what is asked of an API |

mod client;
mod error;
mod exchange;
mod oauth1;
mod reach;
mod settings;
mod token;

pub use client::Client;
pub use error::{Fault, Place, SourceError};
pub use reach::{Names, SystemNames};
pub use settings::Settings;
