//! Introduction codes: what is written can be read, also after a messenger has been at it.

use protocol::introduction::{Code, CodeFault, Locator, parse_code};

use super::support::counted;

fn code(seed: u64) -> Code {
    Code::make(&mut counted(seed))
}

#[test]
fn a_code_has_sixteen_letters_in_fours_and_a_check_letter() {
    let letters = code(1).to_letters();
    let groups: Vec<usize> = letters.split('-').map(str::len).collect();
    assert_eq!(groups, [4, 4, 4, 4, 1]);
    assert!(!letters.contains(['I', 'L', 'O', 'U']));
}

#[test]
fn a_code_survives_every_road_it_may_take() {
    for seed in 0..50 {
        let code = code(seed);
        let (letters, fragment) = (code.to_letters(), code.to_fragment());
        let roads = [
            letters.clone(),
            letters.to_lowercase(),
            letters.replace('-', " "),
            letters.replace('-', "\u{2013}"),
            letters.replace('0', "o").replace('1', "l"),
            letters.replace('1', "I"),
            format!("  {letters}. "),
            format!("\"{letters}\""),
            format!("https://waymark.example/i#{fragment}"),
            format!("https://waymark.example/i#{letters}"),
            format!("https://waymark.example/i%23{fragment}"),
            format!("https://waymark.example/i%2523{fragment}"),
            format!("https://waymark.example/i#{}", letters.replace('-', "%2D")),
            format!("https://waymark.example/i#{fragment}?utm_source=sms"),
            format!("https://waymark.example/i/{fragment}/"),
            format!("http://127.0.0.1:8701/i#{fragment}&x=1"),
            format!("#{fragment}"),
            format!("<{fragment}>"),
        ];
        for road in roads {
            assert_eq!(parse_code(&road).as_ref(), Ok(&code), "{road}");
        }
    }
}

#[test]
fn every_single_wrong_letter_and_every_swap_is_found() {
    let letters: Vec<char> = code(5).to_fragment().chars().collect();
    for place in 0..letters.len() {
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|c| *c != letters[place]) {
            let mut wrong = letters.clone();
            wrong[place] = other;
            assert_eq!(parse_code(&String::from_iter(wrong)), Err(CodeFault::CheckLetter));
        }
        for second in place + 1..letters.len() {
            let mut wrong = letters.clone();
            wrong.swap(place, second);
            let expected = if letters[place] == letters[second] { Ok(code(5)) } else { Err(CodeFault::CheckLetter) };
            assert_eq!(parse_code(&String::from_iter(wrong)), expected, "{place} and {second}");
        }
    }
}

#[test]
fn a_code_is_found_in_whatever_was_pasted() {
    let code = code(3);
    let (link, plain, letters) =
        (format!("https://waymark.example/i#{}", code.to_fragment()), code.to_fragment(), code.to_letters());
    let alike = |from: &str, to: &str| {
        plain
            .chars()
            .map(|c| from.chars().zip(to.chars()).find(|(it, _)| *it == c).map_or(c, |(_, to)| to))
            .collect::<String>()
    };
    for pasted in [
        format!("{link}."),
        format!("<{link}>"),
        format!("({link})"),
        format!("Open this: {link} It works for 14 days."),
        format!("Open this: {letters} It works for 14 days."),
        format!("Hello Alex,\r\nthe letters are {letters}.\r\nSee you on 3 December 2026!"),
        format!("{link}\r\nSam"),
        format!("Your code:\n{}\nSam Green, Key Worker", letters.replace('-', " ")),
        format!("https://waymark.example/i%23{plain}"),
        format!("{link}?utm_source=teams"),
        format!(
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwaymark.example%2Fi%23{plain}&data=05%7C02"
        ),
        format!("https://urldefense.com/v3/__https://waymark.example/i*{plain}__;Iw!!abc$"),
        format!("https://www.google.com/url?q=https://waymark.example/i%23{plain}&sa=D"),
        plain.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect(),
        plain.to_lowercase(),
        alike("ABEKMHOPCTX", "АВЕКМНОРСТХ"),
        alike("0123456789", "\u{660}\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}\u{667}\u{668}\u{669}"),
        format!("*{plain}*"),
        format!("{}=\r\n{}", &plain[..7], &plain[7..]),
        format!("\u{2068}{plain}\u{2069}"),
        format!("\u{2068}{letters}\u{2069} works for 14 days"),
    ] {
        assert_eq!(parse_code(&pasted).as_ref(), Ok(&code), "{pasted}");
    }
}

#[test]
fn of_several_candidates_the_one_whose_check_letter_fits_is_the_code() {
    let code = code(4);
    let mut wrong = code.to_fragment();
    wrong.replace_range(..1, if wrong.starts_with('0') { "1" } else { "0" });
    assert_eq!(parse_code(&format!("{wrong} {}", code.to_fragment())).as_ref(), Ok(&code));
    assert!(parse_code(&format!("Open this: {wrong} It works for 14 days")).is_err());
}

#[test]
fn what_is_no_code_says_why() {
    let letters = code(6).to_letters();
    assert_eq!(parse_code(""), Err(CodeFault::TooShort));
    assert_eq!(parse_code("https://waymark.example/i"), Err(CodeFault::TooShort));
    assert_eq!(parse_code(&letters[..18]), Err(CodeFault::TooShort));
    assert_eq!(parse_code(&format!("{letters}7")), Err(CodeFault::TooLong));
    assert_eq!(parse_code(&letters.replacen(&letters[..1], "U", 1)), Err(CodeFault::NotALetter('U')));
}

#[test]
fn a_locator_is_six_letters_and_below_two_to_the_thirty() {
    let locator = code(7).locator();
    assert_eq!(locator.to_string().parse(), Ok(locator));
    assert_eq!(locator.to_string().len(), 6);
    assert!(Locator::from_u32(1 << 30).is_err());
    assert!(code(7).to_fragment().starts_with(&locator.to_string()));
}

#[test]
fn the_secret_half_of_a_code_is_never_printed() {
    let code = code(8);
    assert!(!format!("{code:?}").contains(&code.to_fragment()[6..10]));
}
