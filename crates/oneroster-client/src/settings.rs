//! What whoever runs the server decides.

use std::time::Duration;

/// What is asked, and how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Hosts that are asked wherever they lie and even without encryption: names or addresses as they stand in
    /// URLs, without a port.
    pub allowed_hosts: Vec<String>,
    /// How long one request may take, its answer included.
    pub patience: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self { allowed_hosts: Vec::new(), patience: Duration::from_secs(10) }
    }
}
