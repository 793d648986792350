//! Writes a safe copy with three years of a made-up life in it, for pictures and for stories that want a full phone:
//! `cargo run -p waymark-notebook --example years -- FILE PASSPHRASE YYYY-MM-DD`, the day being today. With `--words` in
//! place of a passphrase it opens with twelve recovery words of its own, which are printed.

mod life;

use life::Outcome;
use notebook::time::Day;
use std::io::Write;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, secret, today] = args.as_slice() else {
        return Err("say where, with which passphrase (or --words), and which day it is".into());
    };
    let passphrase = (secret != "--words").then_some(secret.as_str());
    std::fs::write(file, life::write(Day::parse(today)?, passphrase)?)?;
    if passphrase.is_none() {
        writeln!(std::io::stdout(), "{}", life::words())?;
    }
    Ok(())
}
