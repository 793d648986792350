//! The address of one origin: read once, when it is given, and from then on in the one spelling that browsers send.
//!
//! A phone signs the host and port it was opened under. An address that the deployer writes otherwise (capitals, the
//! port that goes without saying, letters outside ASCII) would let people accept introductions and refuse whatever they
//! send afterwards, so spelling is mended here and what is no origin is refused.

use std::{fmt, net::SocketAddr, str::FromStr};

use url::{Host, Url};

/// `http` or `https`, a host in small letters (punycode where it needs it), and a port unless it goes without saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// As a browser writes it, without a slash at the end.
    text: String,
    tls: bool,
    host: String,
    loopback: bool,
}

impl Origin {
    /// Where a listener is reached without a proxy.
    #[must_use]
    pub fn of_listener(listen: SocketAddr) -> Self {
        let (text, host) = (format!("http://{listen}"), listen.ip().to_string());
        Self { text: text.trim_end_matches(":80").to_owned(), tls: false, host, loopback: listen.ip().is_loopback() }
    }

    /// As a browser writes it, without a slash at the end: `https://waymark.example`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Host and port, as the `Host` header and a phone's signature carry them.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.text.split_once("://").map_or(&self.text, |(_, authority)| authority)
    }

    /// Whether browsers reach it over TLS.
    #[must_use]
    pub fn tls(&self) -> bool {
        self.tls
    }

    /// Whether browsers run an app from there.
    ///
    /// # Errors
    /// Why not, as a sentence for the deployer.
    pub fn is_of_use(&self) -> Result<(), String> {
        if self.tls || self.loopback {
            return Ok(());
        }
        Err(format!(
            "{self} is plain http, and away from this machine browsers give no app there what it needs to seal and \
             keep: nobody could use a link to it. Put a proxy with TLS in front and give its https:// address"
        ))
    }

    /// Whether only this machine reaches it.
    #[must_use]
    pub fn loopback(&self) -> bool {
        self.loopback
    }
}

/// Whether these two can be the person's and the team's.
///
/// # Errors
/// Why they are too close to each other, as a sentence for the deployer.
pub fn are_apart(person: &Origin, team: &Origin) -> Result<(), String> {
    if person == team {
        return Err(format!("--person-url and --team-url are both {person}: they must be two origins"));
    }
    if person.host == team.host && !person.loopback {
        return Err(format!(
            "--person-url ({person}) and --team-url ({team}) are one host: browsers share cookies and storage rules \
             between its ports. Give the team a host of its own; two ports will do on this machine only"
        ));
    }
    Ok(())
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const FORM: &str = "write it like https://waymark.example";
        let url = Url::parse(text).map_err(|why| format!("it is no address ({why}): {FORM}"))?;
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(format!("it must start with https:// or, on this machine, http://: {FORM}")),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(format!("a name or password in an address would be handed to everybody: {FORM}"));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(format!("it must end after the host and port; nothing is served under a path: {FORM}"));
        }
        let host = url.host().ok_or_else(|| format!("it names no host: {FORM}"))?;
        let loopback = match &host {
            Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let host = host.to_string();
        // A browser takes "example." for another host than "example".
        if host.ends_with('.') {
            return Err(format!("its host ends with a dot: {FORM}"));
        }
        Ok(Self { text: url.origin().ascii_serialization(), tls, host, loopback })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, are_apart};

    fn origin(text: &str) -> Result<Origin, String> {
        text.parse()
    }

    #[test]
    fn every_spelling_of_an_origin_becomes_the_one_a_browser_sends() {
        for (written, sent) in [
            ("https://waymark.example", "https://waymark.example"),
            ("https://waymark.example/", "https://waymark.example"),
            ("https://waymark.example:443", "https://waymark.example"),
            ("HTTPS://WayMark.Example:443/", "https://waymark.example"),
            (" https://waymark.example ", "https://waymark.example"),
            ("https://Bücher.example", "https://xn--bcher-kva.example"),
            ("https://waymark.example:8443", "https://waymark.example:8443"),
            ("http://localhost:80", "http://localhost"),
            ("http://127.1:8701", "http://127.0.0.1:8701"),
            ("http://[::1]:8701", "http://[::1]:8701"),
        ] {
            let read = origin(written);
            assert_eq!(read.as_ref().map(Origin::as_str), Ok(sent), "{written}");
            assert_eq!(
                read.map(|read| read.authority().to_owned()).ok().as_deref(),
                sent.split_once("://").map(|it| it.1)
            );
        }
        assert_eq!(origin("HTTPS://a.example").map(|read| read.tls()), Ok(true));
    }

    #[test]
    fn what_is_no_origin_is_refused_with_a_reason() {
        for (written, why) in [
            ("waymark.example", "is no address"),
            ("https://", "is no address"),
            ("ftp://waymark.example", "must start with https://"),
            ("waymark.example:443", "must start with https://"),
            ("https://waymark.example/app", "nothing is served under a path"),
            ("https://waymark.example/?x", "nothing is served under a path"),
            ("https://waymark.example?", "nothing is served under a path"),
            ("https://waymark.example#top", "nothing is served under a path"),
            ("https://sam@waymark.example", "a name or password"),
            ("https://waymark.example.", "ends with a dot"),
        ] {
            let said = origin(written).map(drop);
            assert!(said.as_ref().is_err_and(|said| said.contains(why)), "{written}: {said:?}");
        }
    }

    #[test]
    fn one_origin_twice_and_one_host_on_two_ports_are_refused_but_for_two_ports_of_this_machine() {
        let apart = |person: &str, team: &str| are_apart(&origin(person)?, &origin(team)?);
        assert_eq!(apart("https://a.example", "https://b.example"), Ok(()));
        assert_eq!(apart("http://127.0.0.1:8701", "http://127.0.0.1:8702"), Ok(()));
        for same in ["https://a.example:443", "https://A.Example", "https://a.example/"] {
            assert!(apart("https://a.example", same).is_err_and(|said| said.contains("two origins")), "{same}");
        }
        for close in ["https://a.example:8443", "http://a.example"] {
            assert!(apart("https://a.example", close).is_err_and(|said| said.contains("one host")), "{close}");
        }
        assert!(apart("http://127.0.0.1:8701", "http://127.1:8701").is_err());
    }
}
