//! The team's entry point: mounts the team's routes on the page. The person's bundle has no code of it.
//!
//! Whatever it frees is wiped: a worker's device keeps nothing, in memory neither.
use std::alloc::System;
use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static WIPED: ZeroAlloc<System> = ZeroAlloc(System);

fn main() {
    leptos::mount::mount_to_body(app::app::TeamApp);
}
