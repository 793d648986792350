//! The signed request: whatever is changed, the server notices; a wrong clock is told apart from a wrong signature.

use notebook::id::OrgId;
use notebook::request::{AuthFault, CLOCK_TOLERANCE_MS, RequestParts, parse_auth};
use notebook::seal::keys::{PersonKeys, Root};
use notebook::time::Moment;

use super::support::{MORNING, ORG, ROOT, person};

const PARTS: RequestParts<'static> = RequestParts {
    org: ORG,
    method: "PUT",
    authority: "127.0.0.1:8701",
    path_and_query: "/v1/shares/07/08/1?x=1",
    body: b"sealed",
};

fn header() -> String {
    person().sign_request(PARTS, MORNING.at, [4; 16])
}

fn verify(header: &str, parts: RequestParts<'_>, now: Moment) -> Result<(), AuthFault> {
    parse_auth(header)?.verify(&person().public().sig, parts, now)
}

#[test]
fn a_signed_request_verifies_and_names_its_sender() {
    let auth = parse_auth(&header()).unwrap();
    assert_eq!((auth.id, auth.at, auth.nonce), (person().person_id(), MORNING.at, [4; 16]));
    assert_eq!(verify(&header(), PARTS, MORNING.at), Ok(()));
}

#[test]
fn nothing_of_a_request_can_be_changed() {
    let changed = [
        RequestParts { org: OrgId::from_bytes([9; 16]), ..PARTS },
        RequestParts { method: "POST", ..PARTS },
        RequestParts { authority: "127.0.0.1:8702", ..PARTS },
        RequestParts { path_and_query: "/v1/shares/07/08/2?x=1", ..PARTS },
        RequestParts { path_and_query: "/v1/shares/07/08/1", ..PARTS },
        RequestParts { body: b"sealed!", ..PARTS },
        RequestParts { body: b"", ..PARTS },
    ];
    for parts in changed {
        assert_eq!(verify(&header(), parts, MORNING.at), Err(AuthFault::Signature), "{parts:?}");
    }
    let other_nonce = header().replace("nonce=BA", "nonce=BQ");
    let other_time = header().replace(&format!("ts={}", MORNING.at.0), &format!("ts={}", MORNING.at.0 + 1));
    let other_id = header().replace(&person().person_id().to_string(), &"5".repeat(32));
    for header in [other_nonce, other_time, other_id] {
        assert_eq!(verify(&header, PARTS, MORNING.at), Err(AuthFault::Signature), "{header}");
    }
    let stranger = super::support::worker(3).public().sig;
    let auth = parse_auth(&header()).unwrap();
    assert_eq!(auth.verify(&stranger, PARTS, MORNING.at), Err(AuthFault::Signature));
    assert_eq!(auth.verify(&[0; 32], PARTS, MORNING.at), Err(AuthFault::Signature));
}

#[test]
fn keys_of_one_organisation_sign_for_no_other() {
    let elsewhere = OrgId::from_bytes([9; 16]);
    let keys = PersonKeys::derive(&Root::from_bytes(ROOT), elsewhere);
    // Whatever the page was told, the keys say which organisation is asked.
    let auth = parse_auth(&keys.sign_request(PARTS, MORNING.at, [4; 16])).unwrap();
    assert_eq!(auth.verify(&keys.public().sig, PARTS, MORNING.at), Err(AuthFault::Signature));
    let there = RequestParts { org: elsewhere, ..PARTS };
    assert_eq!(auth.verify(&keys.public().sig, there, MORNING.at), Ok(()));
}

#[test]
fn five_minutes_either_way_are_accepted_and_not_a_millisecond_more() {
    for sign in [1, -1] {
        let at = |ms: i64| Moment(MORNING.at.0 + sign * ms);
        assert_eq!(verify(&header(), PARTS, at(CLOCK_TOLERANCE_MS)), Ok(()));
        let server = at(CLOCK_TOLERANCE_MS + 1);
        assert_eq!(verify(&header(), PARTS, server), Err(AuthFault::Clock { server }));
    }
    let far = person().sign_request(PARTS, Moment(i64::MIN), [4; 16]);
    assert_eq!(verify(&far, PARTS, MORNING.at), Err(AuthFault::Clock { server: MORNING.at }));
}

#[test]
fn only_the_one_spelling_of_the_header_is_read() {
    let good = header();
    let bad = [
        String::new(),
        good.replace("v=2", "v=1"),
        good.replace(", ", ","),
        good.replace("ts=", "ts=0"),
        good.replace("ts=", "ts=+"),
        good.replace("sig=", "sig=A"),
        format!("{good}, x=1"),
        good.replacen("id=", "id=0", 1),
        format!("{good}="),
        good.replace("nonce=", "Nonce="),
    ];
    for header in bad {
        assert_eq!(parse_auth(&header), Err(AuthFault::Malformed), "{header}");
    }
}
