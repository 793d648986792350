//! The page list of a room: a screen's name, the pattern of its path and its page stand in one line, and the route table,
//! the part that brings the page and the list of screens that tests walk are made from it.

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
