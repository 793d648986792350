//! When it is and who is met, in every test of both crates.

use protocol::id::WorkerId;
use protocol::time::{Moment, Stamp};

/// 12 May 2026, 09:00 in British summer time.
pub(crate) const MORNING: Stamp = Stamp { at: Moment(1_778_572_800_000), offset_min: 60 };
pub(crate) const SAM: WorkerId = WorkerId::from_bytes([7; 16]);
