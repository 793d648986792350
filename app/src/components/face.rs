//! A circle with a person's initials.
use leptos::prelude::*;

/// At most two initials of a name: "Amira Khan" gives "AK".
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// Initials in a circle; decoration beside the name itself.
#[component]
pub fn Face(
    /// Whose.
    #[prop(into)]
    name: String,
    /// 40 px in place of 48 px.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! { <span class="face" class:s=small aria-hidden="true">{initials(&name)}</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_the_first_and_last_words_first_letters() {
        assert_eq!(initials("Amira Khan"), "AK");
        assert_eq!(initials("sam"), "S");
        assert_eq!(initials("Anna Maria van Dijk"), "AD");
        assert_eq!(initials(" (Dan)  O'Neil "), "DO");
        assert_eq!(initials(""), "");
    }
}
