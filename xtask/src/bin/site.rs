//! Turns the compiled apps, the styles and `public/` into `target/site`.

fn main() -> std::process::ExitCode {
    let says = |flag: &str| std::env::args().any(|arg| arg == flag);
    let made_up = says("--made-up");
    match xtask::site::make(made_up || says("--dev"), made_up) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(trouble) => {
            xtask::say(&trouble);
            std::process::ExitCode::FAILURE
        }
    }
}
