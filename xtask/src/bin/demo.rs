//! Makes the demo team through the public API, as a browser would: `demo PERSON_URL TEAM_URL [ROLE LINK]..`. With `demo
//! fill TEAM_URL NAME PASSWORD CODES PEOPLE` a worker gets a keyring with so many people; `demo codes` prints one-time codes.

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match &args[..] {
        [fill, team, name, password, codes, people] if fill == "fill" => {
            xtask::demo::fill(team, [name, password, codes], people)
        }
        [codes] if codes == "codes" => xtask::demo::print_codes(),
        [person, team, rest @ ..] => {
            let links: Vec<_> = rest.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
            xtask::demo::make(person, team, &links)
        }
        _ => Err("start the demo with `cargo xtask serve`".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            xtask::say(&trouble);
            ExitCode::FAILURE
        }
    }
}
