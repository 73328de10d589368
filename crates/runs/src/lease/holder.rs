//! Who runs, for whoever finds the lease taken.

use std::fmt;
use std::path::Path;

/// A process of a machine, so exactly that another process of the same machine can tell whether it lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    host: String,
    process: u32,
    /// When it was started, in the machine's ticks since its boot: numbers of processes come again.
    started: String,
}

impl Holder {
    /// This process.
    #[must_use]
    pub fn this_process() -> Self {
        let process = std::process::id();
        Self { host: host(), process, started: started(process).unwrap_or_default() }
    }

    /// Whether `other`, a holder's text, is a process of this machine that is no more. Of other machines
    /// nothing is known.
    #[must_use]
    pub(crate) fn knows_dead(&self, other: &str) -> bool {
        let Some(other) = Self::parse(other) else { return false };
        let can_look = Path::new("/proc/self/stat").exists();
        can_look && other.host == self.host && started(other.process).as_ref() != Some(&other.started)
    }

    /// Reads what `Display` wrote.
    fn parse(text: &str) -> Option<Self> {
        let (process, rest) = text.strip_prefix("process ")?.split_once(" of ")?;
        let (host, started) = rest.rsplit_once(", started at tick ")?;
        Some(Self { host: host.to_owned(), process: process.parse().ok()?, started: started.to_owned() })
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {} of {}, started at tick {}", self.process, self.host, self.started)
    }
}

/// The machine's name, which boot of it this is, and among which of its processes: containers of one machine
/// share its boot, and can share a name and a store, but not the numbers of processes.
fn host() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default().trim().to_owned();
    let (name, boot) = (read("/proc/sys/kernel/hostname"), read("/proc/sys/kernel/random/boot_id"));
    let processes = std::fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    format!("{name} ({boot}, {})", processes.display())
}

/// The start of a living process; `None` if there is no such process. It is the 22nd field of its status, the
/// second of which is a name in parentheses that may hold spaces.
fn started(process: u32) -> Option<String> {
    let status = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, after_name) = status.rsplit_once(')')?;
    after_name.split_ascii_whitespace().nth(19).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_is_read_as_it_was_written() {
        let holder = Holder::this_process();
        assert_eq!(Holder::parse(&holder.to_string()), Some(holder));
        assert_eq!(Holder::parse("somebody"), None);
    }

    #[test]
    fn only_a_process_of_this_machine_that_is_gone_is_known_dead() {
        let holder = Holder::this_process();
        assert!(!holder.knows_dead(&holder.to_string()), "it lives");
        let before = Holder { started: "1".to_owned(), ..holder.clone() };
        assert!(holder.knows_dead(&before.to_string()), "its number has come again");
        let gone = Holder { process: u32::MAX, ..holder.clone() };
        assert!(holder.knows_dead(&gone.to_string()));
        let elsewhere = Holder { host: "elsewhere".to_owned(), ..gone };
        assert!(!holder.knows_dead(&elsewhere.to_string()));
        assert!(!holder.knows_dead("somebody"));
    }
}
