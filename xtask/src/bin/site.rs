//! Turns the compiled apps, the styles and `public/` into `target/site`, and says where its bytes are.

fn main() -> std::process::ExitCode {
    let says = |flag: &str| std::env::args().any(|arg| arg == flag);
    let made_up = says("--made-up");
    let for_dev: Vec<String> = std::env::args().skip_while(|arg| arg != "--for-dev").skip(1).collect();
    let made = if says("--size") {
        xtask::site::size::size()
    } else if says("--for-dev") {
        xtask::site::dev::make(&for_dev.iter().map(String::as_str).collect::<Vec<_>>())
    } else {
        xtask::site::make(made_up || says("--dev"), made_up)
    };
    match made {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(trouble) => {
            xtask::say(&trouble);
            std::process::ExitCode::FAILURE
        }
    }
}
