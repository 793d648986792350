//! Each origin links only its half: a phone never downloads the staff's password protocol.

use super::Files;
use crate::Done;

/// A label of RFC 9807 that stands in every program that can speak it.
const STAFF_MARK: &[u8] = b"OPAQUE-DeriveDiffieHellmanKeyPair";

/// Looks for the mark in both programs; a person's must not hold it.
pub(super) fn check(all: &[(&str, Files)]) -> Done {
    let holds = |origin: &str| {
        all.iter().filter(|(name, _)| *name == origin).flat_map(|(_, files)| files).any(|(path, bytes)| {
            path.ends_with(".wasm") && bytes.windows(STAFF_MARK.len()).any(|window| window == STAFF_MARK)
        })
    };
    if holds("person") {
        return Err(
            "the person's app carries the staff's password protocol: something in it names domain::opaque".into()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Files, STAFF_MARK, check};

    #[test]
    fn a_persons_program_with_the_staffs_protocol_is_refused_and_a_teams_is_not() {
        let files = Files::from([("/assets/x.wasm".to_owned(), [b"..", STAFF_MARK, b".."].concat())]);
        assert!(check(&[("person", files.clone())]).is_err());
        assert!(check(&[("person", Files::new()), ("team", files)]).is_ok());
    }
}
