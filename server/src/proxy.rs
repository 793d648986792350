//! Whose address a request came from, where proxies stand in front: each writes the address it was asked from at the end
//! of one header. What is further left was written by whoever asked, and anybody can write anything there.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Mutex,
};

use axum::http::{HeaderMap, HeaderName};

/// Why the callers cannot be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyFault {
    /// Browsers come over TLS, so through a proxy, and no header was named.
    NoHeaderNamed,
    /// The header that was named did not come.
    Missing,
    /// It came with fewer entries than there are proxies.
    TooFew,
    /// The entry of the outermost proxy is no address.
    NoAddress,
}

/// The header, how many proxies write into it, and what was last wrong with it.
#[derive(Debug)]
pub struct Proxies {
    header: Option<HeaderName>,
    count: u8,
    tls: bool,
    last: Mutex<Option<ProxyFault>>,
}

impl Proxies {
    /// `count` proxies that each add an entry to `header`; `tls` if browsers come over TLS.
    pub(crate) fn new(header: Option<HeaderName>, count: u8, tls: bool) -> Self {
        Self { header, count, tls, last: Mutex::default() }
    }

    /// The caller's address, or the connection's where the header does not say it.
    pub(crate) fn caller(&self, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
        let Some(name) = &self.header else { return peer };
        let found = self.outermost(name, headers);
        let before = self.last.lock().map(|mut last| std::mem::replace(&mut *last, found.err()));
        if let (Ok(before), Err(fault)) = (before, found)
            && before != Some(fault)
        {
            tracing::warn!("{}", self.sentence(fault));
        }
        found.unwrap_or(peer)
    }

    /// What is wrong now, as a sentence for the deployer.
    pub(crate) fn trouble(&self) -> Option<String> {
        if self.header.is_none() {
            return self.tls.then(|| self.sentence(ProxyFault::NoHeaderNamed));
        }
        let last = self.last.lock().ok().and_then(|last| *last);
        last.map(|fault| self.sentence(fault))
    }

    fn outermost(&self, name: &HeaderName, headers: &HeaderMap) -> Result<IpAddr, ProxyFault> {
        let lines: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
        if lines.is_empty() {
            return Err(ProxyFault::Missing);
        }
        let mut entries = lines.iter().rev().flat_map(|line| line.rsplit(','));
        let entry = entries.nth(usize::from(self.count).saturating_sub(1)).ok_or(ProxyFault::TooFew)?;
        let written = if name == "forwarded" { node(entry) } else { Some(entry.trim()) };
        written.and_then(address).ok_or(ProxyFault::NoAddress)
    }

    fn sentence(&self, fault: ProxyFault) -> String {
        const MEANWHILE: &str = "Until then all callers count as one: sixty sign-ins and sixty introductions a minute are \
            all there is for everybody together";
        let (name, count) = (self.header.as_ref().map_or("", HeaderName::as_str), self.count);
        match fault {
            ProxyFault::NoHeaderNamed => format!(
                "Browsers reach this server over https, so a proxy stands in front of it, and nobody said in which header \
                 that writes the caller's address. Name it with --proxy-header, for instance X-Forwarded-For. {MEANWHILE}"
            ),
            ProxyFault::Missing => format!(
                "A request came without the header {name}, which --proxy-header names. Let the proxy write it, or name the \
                 one it writes. {MEANWHILE}"
            ),
            ProxyFault::TooFew => format!(
                "A request came with fewer entries in {name} than the {count} proxies that --proxies says. Say how many of \
                 your own stand one behind the other. {MEANWHILE}"
            ),
            ProxyFault::NoAddress => format!(
                "In {name} entry {count} from the right is no address. Let each proxy add the one it was asked from. \
                 {MEANWHILE}"
            ),
        }
    }
}

/// The value of `for` in one element of `Forwarded` (RFC 7239): `for="[2001:db8::1]:4711";proto=https`.
fn node(element: &str) -> Option<&str> {
    element.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then(|| value.trim().trim_matches('"'))
    })
}

/// An address, alone or with a port: `192.0.2.7`, `192.0.2.7:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711`.
fn address(written: &str) -> Option<IpAddr> {
    let bare = written.trim_start_matches('[').trim_end_matches(']');
    let found = bare.parse().or_else(|_| written.parse::<SocketAddr>().map(|both| both.ip())).ok()?;
    // What a listener for both kinds calls an old address.
    Some(IpAddr::to_canonical(&found))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const PEER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(127, 0, 0, 1));

    fn told(proxies: &Proxies, name: &'static str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name, HeaderValue::from_str(line).unwrap());
        }
        proxies.caller(&headers, PEER).to_string()
    }

    #[test]
    fn an_address_is_read_with_a_port_in_brackets_and_out_of_forwarded() {
        const PLAIN: &str = "x-forwarded-for";
        for (name, line, found) in [
            (PLAIN, "192.0.2.7", "192.0.2.7"),
            (PLAIN, "10.9.9.9, 192.0.2.7", "192.0.2.7"),
            (PLAIN, "192.0.2.7:4711", "192.0.2.7"),
            (PLAIN, "2001:db8::7", "2001:db8::7"),
            (PLAIN, "[2001:db8::7]", "2001:db8::7"),
            (PLAIN, "[2001:db8::7]:4711", "2001:db8::7"),
            (PLAIN, "::ffff:192.0.2.7", "192.0.2.7"),
            ("forwarded", "for=192.0.2.7", "192.0.2.7"),
            ("forwarded", "for=10.9.9.9, For=\"192.0.2.7:4711\";proto=https;by=203.0.113.4", "192.0.2.7"),
            ("forwarded", "proto=https;for=\"[2001:db8::7]:4711\"", "2001:db8::7"),
        ] {
            let proxies = Proxies::new(Some(HeaderName::from_static(name)), 1, true);
            assert_eq!(told(&proxies, name, &[line]), found, "{name}: {line}");
            assert_eq!(proxies.trouble(), None, "{name}: {line}");
        }
    }

    #[test]
    fn behind_two_proxies_the_outer_ones_entry_counts_and_what_a_caller_wrote_never() {
        let two = Proxies::new(Some(HeaderName::from_static("x-forwarded-for")), 2, true);
        assert_eq!(told(&two, "x-forwarded-for", &["10.9.9.9, 192.0.2.7, 203.0.113.4"]), "192.0.2.7");
        assert_eq!(told(&two, "x-forwarded-for", &["10.9.9.9, 192.0.2.7", "203.0.113.4"]), "192.0.2.7");
        assert_eq!(told(&two, "x-forwarded-for", &["203.0.113.4"]), PEER.to_string());
        assert!(two.trouble().is_some_and(|said| said.contains("fewer entries") && said.contains("the 2 proxies")));
    }

    #[test]
    fn a_header_that_is_not_named_does_not_come_or_holds_no_address_is_said_until_it_does() {
        let unnamed = Proxies::new(None, 1, true);
        assert_eq!(told(&unnamed, "x-forwarded-for", &["192.0.2.7"]), PEER.to_string());
        assert!(unnamed.trouble().is_some_and(|said| said.contains("Name it with --proxy-header")));
        assert_eq!(Proxies::new(None, 1, false).trouble(), None, "without TLS there is no proxy");
        let named = Proxies::new(Some(HeaderName::from_static("x-real-ip")), 1, true);
        assert_eq!(told(&named, "x-forwarded-for", &["192.0.2.7"]), PEER.to_string());
        assert!(named.trouble().is_some_and(|said| said.contains("without the header x-real-ip")));
        assert_eq!(told(&named, "x-real-ip", &["unknown"]), PEER.to_string());
        assert!(named.trouble().is_some_and(|said| said.contains("is no address")));
        assert_eq!(told(&named, "x-real-ip", &["192.0.2.7"]), "192.0.2.7");
        assert_eq!(named.trouble(), None);
    }
}
