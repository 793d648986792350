//! Introduction codes: what is written can be read, also after a messenger has been at it.

use domain::introduction::{Code, CodeFault, Locator, parse_code};

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
