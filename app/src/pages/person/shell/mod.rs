//! What stands around the screens of every room and is open to each: the gate before the first of them, running a verb
//! and going on, half-written words, what things are called, undo.
pub(crate) mod arrival;
pub(crate) mod gate;
pub(crate) mod go;
pub(crate) mod half_written;
pub(crate) mod hand_out;
pub(crate) mod joining;
pub(crate) mod kept_line;
pub(crate) mod latest_pick;
pub(crate) mod names;
pub(crate) mod scores;
pub(crate) mod screens;
pub(crate) mod seen_by;
pub(crate) mod small_lines;
pub(crate) mod take_out;
pub(crate) mod undo_bar;
pub(crate) mod ways;
pub(crate) mod work;
