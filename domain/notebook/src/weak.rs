//! What anybody would try first: secrets that are refused where somebody can guess as often as they like.

/// What is wrong with a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Too few letters. Blanks in a row count as one.
    #[error("too short")]
    Short,
    /// The same few letters again and again.
    #[error("the same few letters")]
    Repeated,
    /// A row of the alphabet, of the numbers or of the keyboard.
    #[error("a row of letters")]
    Row,
    /// One of the commonest passwords, with or without numbers around it.
    #[error("one of the commonest")]
    Common,
}

/// Fewer different letters than this, or fewer that do not follow from the one before, are none.
const FRESH: usize = 5;

/// Rows of a keyboard, besides the alphabet and the numbers.
const ROWS: [&str; 4] = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop"];

/// The words among the first hundreds of the 100,000 most used passwords that the UK's National Cyber Security Centre
/// published in 2019, and this app's own name. Whatever is left of a secret without them has to be something.
const COMMON: [&str; 60] = [
    "password",
    "passw0rd",
    "iloveyou",
    "letmein",
    "welcome",
    "trustno1",
    "qwerty",
    "azerty",
    "qazwsx",
    "zaqwsx",
    "1qaz2wsx",
    "1q2w3e4r",
    "q1w2e3r4",
    "asdf",
    "abcd",
    "abc",
    "monkey",
    "dragon",
    "princess",
    "sunshine",
    "football",
    "baseball",
    "basketball",
    "superman",
    "batman",
    "spiderman",
    "starwars",
    "pokemon",
    "liverpool",
    "chelsea",
    "arsenal",
    "michael",
    "jessica",
    "charlie",
    "jordan",
    "ashley",
    "daniel",
    "thomas",
    "jennifer",
    "michelle",
    "computer",
    "internet",
    "samsung",
    "google",
    "master",
    "shadow",
    "killer",
    "secret",
    "freedom",
    "whatever",
    "babygirl",
    "lovely",
    "loveme",
    "loveyou",
    "hello",
    "admin",
    "login",
    "changeme",
    "friends",
    "waymark",
];

/// Looks at a secret that is already [`folded`](crate::spelling::folded): at least `least` letters, and none that is
/// tried first.
///
/// # Errors
/// [`Weak`].
pub fn check(secret: &str, least: usize) -> Result<(), Weak> {
    if secret.chars().count() < least {
        return Err(Weak::Short);
    }
    let letters: Vec<char> = secret.to_lowercase().chars().filter(|letter| *letter != ' ').collect();
    if different(&letters) < FRESH || period(&letters).is_some_and(|period| period < least) {
        return Err(Weak::Repeated);
    }
    if fresh(&letters) < FRESH {
        return Err(Weak::Row);
    }
    if fresh(&uncommon(&letters)) < FRESH { Err(Weak::Common) } else { Ok(()) }
}

fn different(letters: &[char]) -> usize {
    letters.iter().enumerate().filter(|(place, letter)| !letters[..*place].contains(letter)).count()
}

/// After how many letters it begins again, if it is the same all over, at least twice.
fn period(letters: &[char]) -> Option<usize> {
    (1..=letters.len() / 2).find(|period| letters.iter().skip(*period).eq(&letters[..letters.len() - period]))
}

/// How many letters do not follow from the one before.
fn fresh(letters: &[char]) -> usize {
    let follows = letters.windows(2).filter(|pair| is_step(pair[0], pair[1])).count();
    letters.len() - follows
}

/// The same again, or the next or the last before in the alphabet, among the numbers or on the keyboard.
fn is_step(first: char, second: char) -> bool {
    let next = |row: &str, a: char, b: char| row.find(a).is_some_and(|at| row[at..].chars().nth(1) == Some(b));
    let codes = u32::from(first).abs_diff(u32::from(second)) <= 1;
    let ends = matches!((first, second), ('9', '0') | ('0', '9'));
    codes || ends || ROWS.iter().any(|row| next(row, first, second) || next(row, second, first))
}

/// What is left without the commonest words, numbers and marks.
fn uncommon(letters: &[char]) -> Vec<char> {
    let mut text = String::from_iter(letters);
    for word in COMMON {
        text = text.replace(word, "");
    }
    text.chars().filter(|letter| letter.is_alphabetic()).collect()
}
