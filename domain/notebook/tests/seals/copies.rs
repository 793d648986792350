//! A safe copy and the words that open it.

use notebook::id::NoteId;
use notebook::note::Note;
use notebook::records::{Record, Records};
use notebook::seal::copy::{
    CopyFault, Lock, Opener, PassphraseKey, make_copy, new_passphrase_key, open_copy, passphrase_key, read_head,
};
use notebook::seal::keys::Root;
use notebook::seal::recovery::{WordsFault, recovery_words, root_from_words};
use notebook::spelling::Spelling;
use notebook::weak::Weak;
use proptest::prelude::*;

use super::support::{MORNING, ROOT, counted, hex, phone, worker};

const PASSPHRASE: &str = "seven quiet stones";

/// BIP 39's own vectors for 128 bits: <https://github.com/trezor/python-mnemonic/blob/master/vectors.json>.
const VECTORS: [(u8, &str); 4] = [
    (0x00, "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"),
    (0x7f, "legal winner thank year wave sausage worth useful legal winner thank yellow"),
    (0x80, "letter advice cage absurd amount doctor acoustic avoid letter advice cage above"),
    (0xff, "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"),
];

fn records() -> Records {
    phone(worker(1).public())
}

fn new_passphrase(text: &str) -> PassphraseKey {
    new_passphrase_key(text, &mut counted(8)).unwrap().here().unwrap()
}

fn open(file: &[u8], text: &str) -> Result<Vec<Record>, CopyFault> {
    let Lock::Passphrase(salt, spelling) = read_head(file)?.lock else { return Err(CopyFault::OtherLock) };
    open_copy(file, &Opener::Passphrase(&passphrase_key(text, salt, spelling).here().unwrap()))
}

fn copy(opener: &Opener<'_>) -> Vec<u8> {
    make_copy(&records().everything(), MORNING.day(), opener, &mut counted(9)).unwrap()
}

#[test]
fn a_root_is_said_in_the_words_of_bip_39() {
    for (byte, words) in VECTORS {
        let root = Root::from_bytes([byte; 16]);
        assert_eq!(recovery_words(&root).join(" "), words);
        assert_eq!(root_from_words(words).unwrap().expose(), root.expose());
    }
}

#[test]
fn words_that_are_not_right_say_which_way() {
    let words = VECTORS[1].1;
    let rows = [
        ("", WordsFault::Count(0)),
        ("legal winner", WordsFault::Count(2)),
        (&words.replace("wave", "waive"), WordsFault::Unknown(5, "waive".to_owned())),
        (&words.replace("wave", "1. Riv3r"), WordsFault::Unknown(5, "Riv3r".to_owned())),
        (&words.replace("yellow", "zoo"), WordsFault::Check),
        (&words.replace("winner thank year", "thank winner year"), WordsFault::Check),
    ];
    for (text, fault) in rows {
        assert_eq!(root_from_words(text).unwrap_err(), fault, "{text}");
    }
    let spaced = format!("  {}\n", words.to_uppercase().replace(' ', "  "));
    assert_eq!(root_from_words(&spaced).unwrap().expose(), &[0x7f; 16], "spaces and capitals do not matter");
}

proptest! {
    #[test]
    fn every_root_comes_back_from_its_words(root: [u8; 16]) {
        let words = recovery_words(&Root::from_bytes(root)).join(" ");
        let back = root_from_words(&words).unwrap();
        prop_assert_eq!(back.expose(), &root);
    }

    #[test]
    fn no_bytes_are_taken_for_a_copy(bytes: Vec<u8>) {
        let root = Root::from_bytes(ROOT);
        prop_assert!(open_copy(&bytes, &Opener::Root(&root)).is_err());
        let near = [b"WAYMARK\n".as_slice(), &bytes].concat();
        prop_assert!(open_copy(&near, &Opener::Root(&root)).is_err());
    }
}

#[test]
fn a_copy_opens_with_the_words_it_was_made_for_and_holds_every_record() {
    let (root, other) = (Root::from_bytes(ROOT), Root::from_bytes([3; 16]));
    let file = copy(&Opener::Root(&root));
    let head = read_head(&file).unwrap();
    assert_eq!((head.made, head.lock), (MORNING.day(), Lock::Words));
    assert_eq!(open_copy(&file, &Opener::Root(&root)).unwrap(), records().everything());
    assert_eq!(open_copy(&file, &Opener::Root(&other)).unwrap_err(), CopyFault::Sealed);
    let other_lock = new_passphrase(PASSPHRASE);
    assert_eq!(open_copy(&file, &Opener::Passphrase(&other_lock)).unwrap_err(), CopyFault::OtherLock);
}

#[test]
fn a_copy_opens_with_the_passphrase_it_was_made_with() {
    let file = copy(&Opener::Passphrase(&new_passphrase(PASSPHRASE)));
    assert_eq!(open(&file, PASSPHRASE).unwrap().len(), records().everything().len());
    assert_eq!(open(&file, "seven quiet stone").unwrap_err(), CopyFault::Sealed);
    let of_another_copy = passphrase_key(PASSPHRASE, [0; 16], Spelling::Folded).here().unwrap();
    assert_eq!(open_copy(&file, &Opener::Passphrase(&of_another_copy)).unwrap_err(), CopyFault::Sealed);
    let refused = |text| new_passphrase_key(text, &mut counted(1)).unwrap_err();
    assert_eq!(refused("eleven char"), CopyFault::Weak(Weak::Short));
    assert_eq!(refused("Password1234"), CopyFault::Weak(Weak::Common));
}

#[test]
fn a_passphrase_opens_its_copy_however_a_keyboard_writes_it() {
    let file = {
        let key = new_passphrase("it's a long walk - home");
        make_copy(&[], MORNING.day(), &Opener::Passphrase(&key), &mut counted(9)).unwrap()
    };
    let head = read_head(&file).unwrap();
    assert!(matches!(head.lock, Lock::Passphrase(_, Spelling::Folded)));
    for typed in ["it\u{2019}s a long walk \u{2014} home", " it's  a long\u{a0}walk -- home\n"] {
        assert_eq!(open(&file, typed).unwrap(), [], "{typed:?}");
    }
    let capitals = open(&file, "It's a long walk - home");
    assert_eq!(capitals.unwrap_err(), CopyFault::Sealed, "capitals count");
}

/// No records, under the passphrase "it’s  blanks", as the first version sealed it: byte for byte as typed.
const AS_TYPED: &str = concat!(
    "5741594d41524b0a01001f84016a323032362d30352d3132005022222222222222222222222222222222333333333333",
    "333333333333333333333333333333333333c8119b7458a7fa71aca11e89a3fb0bee1c"
);

#[test]
fn a_passphrase_copy_of_the_first_version_opens_for_ever_with_what_was_typed() {
    let file = bytes(AS_TYPED);
    assert!(matches!(read_head(&file).unwrap().lock, Lock::Passphrase(_, Spelling::AsTyped)));
    assert_eq!(open(&file, "it\u{2019}s  blanks").unwrap(), []);
    assert_eq!(open(&file, "it's blanks").unwrap_err(), CopyFault::Sealed);
}

#[test]
fn a_spelling_of_a_later_version_says_so() {
    let mut file = copy(&Opener::Passphrase(&new_passphrase(PASSPHRASE)));
    let end = 11 + usize::from(u16::from_be_bytes([file[9], file[10]]));
    assert_eq!(file[end - 1], Spelling::Folded.number(), "the last byte of the head");
    file[end - 1] = 2;
    assert_eq!(read_head(&file).unwrap_err(), CopyFault::Newer);
}

#[test]
fn recovery_words_open_as_people_keep_them() {
    let words: Vec<&str> = VECTORS[1].1.split(' ').collect();
    let each = |write: fn(usize, &str) -> String| -> String {
        words.iter().enumerate().map(|(at, word)| write(at + 1, word)).collect()
    };
    for kept in [
        each(|at, word| format!("{at}. {word} ")),
        each(|at, word| format!("{at} {word}\n")),
        each(|at, word| format!("{at}){word}\r\n")),
        each(|at, word| format!("{at}{word} ")),
        each(|_, word| format!("{word}, ")),
        each(|_, word| format!("{word}; ")),
        each(|_, word| format!("{word}. ")),
        each(|_, word| format!("{word}\u{a0}")),
        each(|_, word| format!("\u{2022} {word}\n")),
        each(|_, word| format!("{word}-")),
        each(|_, word| format!("{word}\u{2013}")),
        each(|_, word| format!("{word}\u{200b} ")),
        each(|_, word| format!("{}\u{ad}{} ", &word[..2], &word[2..])),
        each(|_, word| word.to_uppercase() + " "),
        each(|_, word| word.chars().take(4).collect::<String>() + " "),
        format!("\u{201c}{}\u{201d}", words.join(" ")),
        format!("\"{}\"", words.join(" ")),
        format!("\u{feff}{}", words.join("\n\n")),
    ] {
        assert_eq!(root_from_words(&kept).unwrap().expose(), &[0x7f; 16], "{kept:?}");
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap()).collect()
}

#[test]
fn a_copy_that_was_cut_or_changed_anywhere_is_refused_whole() {
    let root = Root::from_bytes(ROOT);
    let file = copy(&Opener::Root(&root));
    for end in 0..file.len() {
        assert!(open_copy(&file[..end], &Opener::Root(&root)).is_err(), "cut after {end} bytes");
    }
    for place in 0..file.len() {
        let mut changed = file.clone();
        changed[place] ^= 1;
        assert!(open_copy(&changed, &Opener::Root(&root)).is_err(), "byte {place}");
    }
}

/// One note, sealed under the root `11…11`, as the first version wrote it.
const FIRST: &str = concat!(
    "5741594d41524b0a01000f84016a323032362d30352d313201f6d6370cab1c1a5afabb4e1b3d6e68a55fc8a8b6150d71",
    "9d3fcb4539b3a1498605614378cafa0d9aedb0129c3ceabd9e65f01df85cef3d02acf3d9555d8c87f4e0456a6e3f4219",
    "1360a66c115f41114c55",
);

/// The same since a note has a place for when it was changed.
const NOW: &str = concat!(
    "5741594d41524b0a01000f84016a323032362d30352d313201f6d6370cab1c1a5afabb4e1b3d6e68a55fc8a8b6150d71",
    "9d3fcb4539b2a1498605614378cafa0d9aedb0129c3ceabd9e65f01df85cef3d02acf3d9555d8c87f4e03d28f9b3dcf0",
    "9b39fe7f5473958e28a562"
);

#[test]
fn a_copy_of_the_first_version_opens_for_ever() {
    let root = Root::from_bytes(ROOT);
    let note =
        Note { id: NoteId::from_bytes([5; 16]), words: "Hello".to_owned(), at: MORNING, check_in: None, edited: None };
    let records = [Record::Note(note)];
    assert_eq!(open_copy(&bytes(FIRST), &Opener::Root(&root)).unwrap(), records);
    let file = make_copy(&records, MORNING.day(), &Opener::Root(&root), &mut counted(9)).unwrap();
    assert_eq!(hex(&file), NOW);
    assert_eq!(open_copy(&file, &Opener::Root(&root)).unwrap(), records);
}

#[test]
fn a_copy_of_a_later_version_says_so() {
    let root = Root::from_bytes(ROOT);
    let mut file = copy(&Opener::Root(&root));
    file[8] = 2;
    assert_eq!(open_copy(&file, &Opener::Root(&root)).unwrap_err(), CopyFault::Newer);
    assert_eq!(read_head(b"%PDF-1.7").unwrap_err(), CopyFault::NotACopy);
}

#[test]
fn nothing_a_person_wrote_stands_in_the_file() {
    let root = Root::from_bytes(ROOT);
    let mut records = records();
    records.settings.name = Some("Planted name".to_owned());
    let plain = Record::Settings(records.settings.clone()).to_bytes();
    let holds = |bytes: &[u8]| bytes.windows(12).any(|window| window == b"Planted name");
    assert!(holds(&plain), "the search can find it");
    let file = make_copy(&records.everything(), MORNING.day(), &Opener::Root(&root), &mut counted(9)).unwrap();
    assert!(!holds(&file));
}
