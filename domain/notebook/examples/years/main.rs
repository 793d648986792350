//! Writes a safe copy with three years of a made-up life in it, for pictures and for stories that want a full phone:
//! `cargo run -p waymark-notebook --example years -- FILE PASSPHRASE YYYY-MM-DD`, the day being today. With `--words` in
//! place of a passphrase it opens with twelve recovery words of its own, which are printed. A fourth argument asks for as
//! many records and no life: for what a phone takes longer over the more there are.

mod life;

use life::Outcome;
use notebook::time::Day;
use std::io::Write;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (file, secret, today, records) = match args.as_slice() {
        [file, secret, today] => (file, secret, today, None),
        [file, secret, today, records] => (file, secret, today, Some(records.parse()?)),
        _ => return Err("say where, with which passphrase (or --words), and which day it is".into()),
    };
    if let Some(records) = records {
        return Ok(std::fs::write(file, life::write_many(Day::parse(today)?, secret, records)?)?);
    }
    let passphrase = (secret != "--words").then_some(secret.as_str());
    std::fs::write(file, life::write(Day::parse(today)?, passphrase)?)?;
    if passphrase.is_none() {
        writeln!(std::io::stdout(), "{}", life::words())?;
    }
    Ok(())
}
