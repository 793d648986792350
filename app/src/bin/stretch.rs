//! The stretching as a program of its own, for a thread of its own (`public/stretch.js`): a page that does it itself
//! stands still meanwhile. It has one room that both sides read and write, and nothing else; the thread ends after one
//! use, and its memory with it.
#![allow(unsafe_code, reason = "names that a script can call; nothing behind them is unsafe")]
use domain::stretch::{Cost, LENGTH_MAX, stretch};
use std::sync::Mutex;

/// `salt[16] ‖ secret` before, the outcome after.
static ROOM: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Makes the room so many bytes long, and long enough for every outcome; answers where it is, or null without memory.
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> *mut u8 {
    let Ok(mut room) = ROOM.lock() else { return std::ptr::null_mut() };
    let wanted = length.max(LENGTH_MAX);
    if room.try_reserve_exact(wanted).is_err() {
        return std::ptr::null_mut();
    }
    room.resize(wanted, 0);
    room.as_mut_ptr()
}

/// Stretches the first `filled` bytes of the room into its first `length`; 1 if that was done and 0 without memory.
#[unsafe(no_mangle)]
extern "C" fn run(cost: u8, filled: usize, length: usize) -> u32 {
    let (Ok(mut room), Some(cost)) = (ROOM.lock(), Cost::from_byte(cost)) else { return 0 };
    let Some((salt, secret)) = room.get(..filled).and_then(|filled| filled.split_first_chunk::<16>()) else { return 0 };
    let mut out = [0; LENGTH_MAX];
    let Some(wanted) = out.get_mut(..length) else { return 0 };
    if stretch(cost, secret, salt, wanted).is_err() {
        return 0;
    }
    room[..length].copy_from_slice(wanted);
    1
}

fn main() {}
