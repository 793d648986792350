//! The person's entry point: mounts the person's routes on the page and says where each part begins that is fetched
//! after the first screen. This bundle has no code of the team's.
#![allow(
    unsafe_code,
    reason = "a call from one part into another is a foreign call to the compiler; the macro writes it"
)]
use app::app::Loaders;
use app::pages::person::{self, Pages};
use app::state::{Round, round};
use leptos::prelude::*;

#[cfg(not(feature = "whole"))]
mod parts {
    //! Each part begins at a function of its own.
    use super::*;
    use app::platform::part::fetched;
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    #[wasm_split(check_ins, wasm_split_path = leptos::wasm_split, fallible)]
    fn check_ins() -> Result<Pages, SplitLoaderError> {
        Ok(person::check_ins)
    }

    #[wasm_split(aspirations, wasm_split_path = leptos::wasm_split, fallible)]
    fn aspirations() -> Result<Pages, SplitLoaderError> {
        Ok(person::aspirations)
    }

    #[wasm_split(sharing, wasm_split_path = leptos::wasm_split, fallible)]
    fn sharing() -> Result<Pages, SplitLoaderError> {
        Ok(person::sharing)
    }

    #[wasm_split(keeping, wasm_split_path = leptos::wasm_split, fallible)]
    fn keeping() -> Result<Pages, SplitLoaderError> {
        Ok(person::keeping)
    }

    #[wasm_split(sync, wasm_split_path = leptos::wasm_split, fallible)]
    fn sync() -> Result<Round, SplitLoaderError> {
        Ok(round)
    }

    pub(super) const LOADERS: Loaders = Loaders {
        check_ins: || fetched(check_ins()),
        aspirations: || fetched(aspirations()),
        sharing: || fetched(sharing()),
        keeping: || fetched(keeping()),
        sync: || fetched(sync()),
    };
}

#[cfg(feature = "whole")]
mod parts {
    //! Nothing is fetched later: what is tried out is there from the start.
    use super::*;

    pub(super) const LOADERS: Loaders = Loaders {
        check_ins: || Box::pin(async { Ok(person::check_ins as Pages) }),
        aspirations: || Box::pin(async { Ok(person::aspirations as Pages) }),
        sharing: || Box::pin(async { Ok(person::sharing as Pages) }),
        keeping: || Box::pin(async { Ok(person::keeping as Pages) }),
        sync: || Box::pin(async { Ok(round as Round) }),
    };
}

fn main() {
    leptos::mount::mount_to_body(|| view! { <app::app::PersonApp loaders=parts::LOADERS/> });
}
