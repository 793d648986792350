//! The page list of a room: a screen's name, the pattern of its path and its page stand in one line, and the route table,
//! the part that brings the page, the way to it and the list of screens that tests walk are made from it.
use std::fmt::Display;

/// A screen with an address.
pub(crate) trait Addressed {
    /// The pattern of its path.
    fn pattern(self) -> &'static str;

    /// Its path, with these in the places that the pattern leaves open, in order.
    fn path(self, values: &[&dyn Display]) -> String
    where
        Self: Sized,
    {
        filled(self.pattern(), values)
    }
}

fn filled(pattern: &str, values: &[&dyn Display]) -> String {
    let (mut path, mut values) = (String::new(), values.iter());
    for segment in pattern.split('/').skip(1) {
        path.push('/');
        match segment.strip_prefix(':').and_then(|_| values.next()) {
            Some(value) => path.push_str(&value.to_string()),
            None => path.push_str(segment),
        }
    }
    debug_assert!(values.len() == 0 && !path.contains(':'), "{pattern} takes another number of values");
    path
}

/// Writes the screens of a room as an enum with its list and the way from each to its page.
macro_rules! screens {
    ($(#[$about:meta])* $name:ident { $($screen:ident = $path:literal => $file:ident::$page:ident,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(
                #[doc = concat!("`", $path, "`")]
                $screen,
            )+
        }

        impl crate::pages::person::shell::screens::Addressed for $name {
            fn pattern(self) -> &'static str {
                match self {
                    $(Self::$screen => $path,)+
                }
            }
        }

        impl $name {
            /// Each with the pattern of its path, in the order in which an address is compared with them.
            pub(in crate::pages::person) const LIST: &[(&str, Self)] = &[$(($path, Self::$screen)),+];

            /// Draws it.
            pub(in crate::pages::person) fn page(self) -> leptos::prelude::AnyView {
                use leptos::prelude::*;
                match self {
                    $(Self::$screen => view! { <$file::$page/> }.into_any(),)+
                }
            }
        }
    };
}
pub(crate) use screens;

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn a_path_is_its_pattern_with_the_values_in_order() {
        assert_eq!(filled("/", &[]), "/");
        assert_eq!(filled("/check-ins", &[]), "/check-ins");
        assert_eq!(filled("/check-in/:id/review", &[&"7"]), "/check-in/7/review");
        assert_eq!(filled("/check-in/:id/:n", &[&"7", &2]), "/check-in/7/2");
    }
}
