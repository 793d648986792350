//! The team's entry point: mounts the team's routes on the page. The person's bundle has no code of it.
fn main() {
    leptos::mount::mount_to_body(app::app::TeamApp);
}
