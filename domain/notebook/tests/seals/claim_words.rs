//! Claim words: what they are, how slips are found, and what follows from them.

use notebook::entropy::Entropy;
use notebook::id::OrgId;
use notebook::seal::claim_words::{CLAIM_WORDS, ClaimWords, GuestKeys, WordsFault};

use super::support::ORG;

/// The bits that are asked for, in order.
struct Fixed([u8; 10]);

impl Entropy for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&self.0[..bytes.len()]);
    }
}

fn of(bits: [u8; 10]) -> ClaimWords {
    ClaimWords::make(&mut Fixed(bits))
}

fn keys(words: &ClaimWords, org: OrgId) -> GuestKeys {
    words.keys(org).here().unwrap()
}

/// Worked out beside this program, from the word list of BIP 39 and SHA-256.
const KNOWN: [([u8; 10], &str); 3] = [
    ([0; 10], "abandon abandon abandon abandon abandon abandon abandon area"),
    ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "absurd avoid scissors anxiety gather lottery category enroll"),
    ([255; 10], "zoo zoo zoo zoo zoo zoo zoo torch"),
];

#[test]
fn eight_words_stand_for_eighty_bits_and_come_back_however_they_were_written() {
    for (bits, words) in KNOWN {
        assert_eq!(of(bits).words().join(" "), words);
        let numbered = words.split(' ').enumerate().map(|(n, word)| format!("{}. {}\n", n + 1, word.to_uppercase()));
        let short =
            words.split(' ').map(|word| word.chars().take(4).collect::<String>()).collect::<Vec<_>>().join(", ");
        for written in [words.to_owned(), numbered.collect(), short, format!(" “{words}” ")] {
            assert_eq!(written.parse::<ClaimWords>().unwrap().words(), of(bits).words(), "{written}");
        }
    }
}

#[test]
fn a_slip_is_found_before_anybody_is_asked() {
    let fault = |text: &str| text.parse::<ClaimWords>().map(|_| ()).unwrap_err();
    let [first, rest @ ..] = of(KNOWN[1].0).words();
    let rest = rest.join(" ");
    assert_eq!(fault(&rest), WordsFault::Count(7));
    assert_eq!(fault(&format!("{first} {rest} {first}")), WordsFault::Count(9));
    assert_eq!(fault(&format!("absurt {rest}")), WordsFault::Unknown(1, "absurt".into()));
    // Of all the words that one of the eight may be mistaken for, one in 256 goes through; and two that changed places.
    let mut through = 0;
    for other in
        ["abandon", "zoo", "torch", "area", "abstract", "absorb", "about", "above", "absent", "abuse", "access"]
    {
        through += usize::from(format!("{other} {rest}").parse::<ClaimWords>().is_ok());
    }
    assert_eq!(through, 0);
    assert_eq!(fault("avoid absurd scissors anxiety gather lottery category enroll"), WordsFault::Check);
    assert_eq!(CLAIM_WORDS, 8);
}

#[test]
fn what_follows_from_them_is_of_these_words_and_this_organisation_alone() {
    let (one, other) = (of(KNOWN[1].0), of(KNOWN[2].0));
    let (here, again) =
        (keys(&one, ORG), keys(&"absurd avoid scissors anxiety gather lottery category enroll".parse().unwrap(), ORG));
    let all =
        |keys: &GuestKeys| [keys.place.as_bytes().to_vec(), keys.proof.expose().to_vec(), keys.key.expose().to_vec()];
    assert_eq!(all(&here), all(&again));
    for different in [keys(&other, ORG), keys(&one, OrgId::from_bytes([9; 16]))] {
        assert!(all(&here).iter().zip(all(&different)).all(|(a, b)| *a != b));
    }
    // Neither the place nor what is shown at it says anything of the rest.
    let parts = all(&here);
    for (n, part) in parts.iter().enumerate() {
        assert!(parts.iter().enumerate().all(|(m, with)| n == m || part[..16] != with[..16]));
    }
    assert!(!format!("{one:?}{here:?}").contains("absurd"));
}
