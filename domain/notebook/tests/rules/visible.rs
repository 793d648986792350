//! Names that cannot be seen are none, and names that turn letters round turn only their own.

use crate::support::MORNING;
use notebook::aspiration::{Aspiration, AspirationFault};
use notebook::visible::{is_blank, isolated};

#[test]
fn a_name_of_nothing_visible_is_none() {
    for blank in [
        "",
        "   ",
        "\u{a0}",
        "\u{200b}",
        "\u{2800}",
        "\u{3164}",
        "\u{115f}",
        "\u{ad}",
        "\u{feff}",
        "\u{2066}\u{2069}",
        "\u{202e}",
        "\u{200b} \u{2800}\n",
        "\u{e0067}",
        "\u{ffa0}",
        "\u{fe0f}",
    ] {
        assert!(is_blank(blank), "{blank:?}");
    }
    for seen in [
        "Null",
        "O\u{2019}Brien",
        "Zoe\u{308}",
        "\u{645}\u{62d}\u{645}\u{62f}",
        "\u{5d3}\u{5d5}\u{5d3}",
        "\u{202e}evilS",
        "\u{2066}\u{2066}abc",
        "\u{1f468}\u{200d}\u{1f469}",
        "1\u{fe0f}\u{20e3}",
        "-",
        "sam ",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}",
    ] {
        assert!(!is_blank(seen), "{seen:?}");
    }
}

#[test]
fn an_aspiration_and_a_step_of_nothing_visible_have_no_words() {
    let id = notebook::id::AspirationId::from_bytes([1; 16]);
    for blank in ["\u{200b}", "\u{2800}\u{3164}", "\u{feff} \u{ad}"] {
        assert_eq!(Aspiration::new(id, blank, MORNING, 0).err(), Some(AspirationFault::NoWords), "{blank:?}");
    }
}

#[test]
fn a_value_in_a_sentence_turns_nothing_beside_it() {
    let same = ["Sam Okafor", "3", "O\u{2019}Brien", "Zo\u{eb}", "", "\u{1f468}\u{200d}\u{1f469}"];
    for plain in same {
        assert_eq!(isolated(plain.to_owned()), plain, "{plain:?}");
    }
    let table = [
        ("\u{645}\u{62d}", "\u{2068}\u{645}\u{62d}\u{2069}"),
        ("\u{202e}Khan Amira", "\u{2068}Khan Amira\u{2069}"),
        ("\u{2066}\u{2066}abc", "\u{2068}\u{2066}\u{2066}abc\u{2069}\u{2069}\u{2069}"),
        ("a\u{2069}b", "\u{2068}ab\u{2069}"),
        // A telephone number that was isolated already stays whole.
        ("\u{2066}116 123\u{2069}", "\u{2068}\u{2066}116 123\u{2069}\u{2069}"),
    ];
    for (value, shown) in table {
        assert_eq!(isolated(value.to_owned()), shown, "{value:?}");
    }
}
