//! Makes the demo team through the public API, as a browser would: `demo PERSON_URL TEAM_URL [ROLE LINK]..`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match &args[..] {
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
