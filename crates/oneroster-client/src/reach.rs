//! Which hosts and addresses are asked.
//!
//! A tenant names the host, but the server's network is not the tenant's: by asking for him, the server would show
//! what answers on this machine, beside it, or at a cloud's metadata address. So only addresses of the public
//! network are connected to, whatever a name resolves to at that moment; others only of hosts that whoever runs
//! the server has named.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use futures::future::BoxFuture;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::Fault;

/// Knows the addresses of hosts.
pub trait Names: Send + Sync {
    /// The addresses of `host`.
    ///
    /// # Errors
    /// When it has none.
    fn addresses<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>>;
}

/// The names that the system knows.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn addresses<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(
            async move { Ok(tokio::net::lookup_host((host, 0)).await?.map(|found| found.ip()).collect()) },
        )
    }
}

/// What may be asked.
#[derive(Clone)]
pub(crate) struct Reach {
    names: Arc<dyn Names>,
    allowed: Arc<[String]>,
}

impl Reach {
    pub(crate) fn new(names: Arc<dyn Names>, allowed_hosts: &[String]) -> Self {
        Self { names, allowed: allowed_hosts.iter().map(|host| plain(host)).collect() }
    }

    /// Whether a URL may be asked, as far as that can be told before its host's name is looked up.
    pub(crate) fn check(&self, url: &Url) -> Result<(), Fault> {
        let host = url.host_str().ok_or(Fault::NoAddress)?;
        if self.allows(host) {
            return Ok(());
        }
        if url.scheme() != "https" {
            return Err(Fault::NotEncrypted);
        }
        match plain(host).parse() {
            Ok(address) if !is_public(address) => Err(Fault::NotAllowed),
            _ => Ok(()),
        }
    }

    fn allows(&self, host: &str) -> bool {
        self.allowed.contains(&plain(host))
    }

    async fn addresses(&self, host: &str) -> Result<Vec<SocketAddr>, Fault> {
        let mut found = self.names.addresses(host).await.map_err(|_| Fault::UnknownName)?;
        if found.is_empty() {
            return Err(Fault::UnknownName);
        }
        if !self.allows(host) {
            found.retain(|address| is_public(*address));
        }
        if found.is_empty() {
            return Err(Fault::NotAllowed);
        }
        Ok(found.into_iter().map(|address| SocketAddr::new(address, 0)).collect())
    }
}

/// The connections of a client go to what this finds, and nowhere else.
impl Resolve for Reach {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.clone();
        Box::pin(async move {
            let addresses = reach.addresses(name.as_str()).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// A host in one spelling: without the brackets of an address, or the dot that may end a name.
fn plain(host: &str) -> String {
    host.trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase()
}

/// Whether an address is one of the public network (IANA's registries of special-purpose addresses).
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

const fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || matches!((a, b, c), (0, ..) | (100, 64..=127, _) | (192, 0, 0) | (198, 18..=19, _) | (224.., ..));
    !is_special
}

const fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // Behind NAT64 the public network's older half is here.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Protocols, tunnels, documentation.
        [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x2002, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_public() {
        for public in ["93.184.216.34", "100.63.0.1", "2606:2800:220:1::1", "64:ff9b::5db8:d822"] {
            assert!(is_public(public.parse().expect("an address")), "{public}");
        }
        let others = [
            "127.0.0.1",
            "127.8.8.8",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.100.100.200",
            "0.0.0.0",
            "0.1.2.3",
            "192.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "fe80::1",
            "fd00:ec2::254",
            "ff02::1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "5f00::1",
        ];
        for other in others {
            assert!(!is_public(other.parse().expect("an address")), "{other}");
        }
    }

    #[test]
    fn hosts_are_compared_in_one_spelling() {
        let reach = Reach::new(Arc::new(SystemNames), &["SIS.School.Example".to_owned(), "::1".to_owned()]);
        let check = |url: &str| reach.check(&Url::parse(url).expect("a URL"));
        assert_eq!(check("http://sis.school.example.:8080/ims"), Ok(()));
        assert_eq!(check("http://[::1]:8080/ims"), Ok(()));
        assert_eq!(check("http://other.school.example/ims"), Err(Fault::NotEncrypted));
        assert_eq!(check("https://other.school.example/ims"), Ok(()), "its addresses are yet to be seen");
    }

    #[test]
    fn an_address_is_known_in_whatever_spelling() {
        let reach = Reach::new(Arc::new(SystemNames), &[]);
        for spelling in
            ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:7f00:1]", "169.254.169.254"]
        {
            let url = Url::parse(&format!("https://{spelling}/ims")).expect("a URL");
            assert_eq!(reach.check(&url), Err(Fault::NotAllowed), "{spelling}");
        }
    }
}
