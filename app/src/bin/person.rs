//! The person's entry point: mounts the person's routes on the page. This bundle has no code of the team's.
fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::app::PersonApp);
}
