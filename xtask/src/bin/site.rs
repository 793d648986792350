//! Turns the compiled apps, the styles and `public/` into `target/site`.

fn main() -> std::process::ExitCode {
    let quick = std::env::args().any(|arg| arg == "--dev");
    match xtask::site::make(quick) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(trouble) => {
            xtask::say(&trouble);
            std::process::ExitCode::FAILURE
        }
    }
}
