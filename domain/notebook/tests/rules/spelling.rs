//! What people type is one secret however a keyboard writes it; and what anybody would try first is none.

use notebook::spelling::{Spelling, digit, folded};
use notebook::weak::{Weak, check};
use proptest::prelude::*;

#[test]
fn keyboards_that_write_the_same_words_in_other_signs_write_one_secret() {
    for (typed, one) in [
        ("it\u{2019}s a long walk home", "it's a long walk home"),
        ("\u{201c}so it goes\u{201d} she said", "\"so it goes\" she said"),
        ("twelve  blanks\u{a0}\ttwo", "twelve blanks two"),
        (" leading and trailing ", "leading and trailing"),
        ("long-dash\u{2014}here", "long-dash-here"),
        ("long-dash--here", "long-dash-here"),
        ("soft\u{ad}hyphen \u{200b}\u{feff}\u{2068}marks\u{2069}", "softhyphen marks"),
        ("\u{2764}\u{fe0f} red", "\u{2764} red"),
        ("room \u{664}\u{6f2}", "room 42"),
        ("            ", ""),
        ("Capitals Count", "Capitals Count"),
        ("caf\u{e9} on the corner", "caf\u{e9} on the corner"),
    ] {
        assert_eq!(folded(typed), one, "{typed:?}");
    }
}

#[test]
fn the_digits_of_every_script_have_their_value() {
    for nought in ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{1e950}'] {
        for value in 0..10 {
            let letter = char::from_u32(u32::from(nought) + value).unwrap();
            assert_eq!(digit(letter), char::from_digit(value, 10), "{letter:?}");
        }
    }
    for letter in ['0', '9', 'a', '\u{65f}', '\u{66a}', '\u{bd}'] {
        assert_eq!(digit(letter), None, "{letter:?}");
    }
}

#[test]
fn a_spelling_is_named_by_its_number_and_a_later_one_is_not_known() {
    for spelling in [Spelling::AsTyped, Spelling::Folded] {
        assert_eq!(Spelling::from_number(spelling.number()), Some(spelling));
    }
    assert_eq!(Spelling::from_number(2), None);
    assert_eq!(Spelling::AsTyped.of(" it\u{2019}s  "), " it\u{2019}s  ");
}

#[test]
fn what_anybody_would_try_first_is_refused_and_says_why() {
    for (secret, why) in [
        ("            ", Weak::Short),
        ("eleven char", Weak::Short),
        ("aaaaaaaaaaaa", Weak::Repeated),
        ("abababababab", Weak::Repeated),
        ("horse horse horse", Weak::Repeated),
        ("abcdefghijkl", Weak::Row),
        ("123456789012", Weak::Row),
        ("qwertyuiop[]", Weak::Row),
        ("asdfghjkl;zxcvbnm", Weak::Row),
        ("password1234", Weak::Common),
        ("Password 2026!", Weak::Common),
        ("iloveyou1999!!", Weak::Common),
        ("welcome-12345678", Weak::Common),
        ("waymarkpassword", Weak::Common),
    ] {
        assert_eq!(check(&folded(secret), 12), Err(why), "{secret:?}");
    }
}

#[test]
fn a_few_words_of_ones_own_are_enough() {
    for secret in [
        "seven quiet stones",
        "purple donkey hill 42",
        "it's a long walk home",
        "caf\u{e9} on the corner",
        "stones of the stoness",
        "zk3$Pq8!mWx2",
        "my dragon eats porridge",
        "\u{645}\u{62d}\u{645}\u{62f} \u{639}\u{644}\u{6cc} \u{62f}\u{631} \u{62e}\u{627}\u{646}\u{647}",
    ] {
        assert_eq!(check(&folded(secret), 12), Ok(()), "{secret:?}");
    }
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing_more(text: String) {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once);
    }
}
