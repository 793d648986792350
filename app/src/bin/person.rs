//! The person's entry point: mounts the person's routes on the page and says where each part begins that is fetched
//! after the first screen. This bundle has no code of the team's.
#![allow(
    unsafe_code,
    reason = "a call from one part into another is a foreign call to the compiler; the macro writes it"
)]
use app::app::Loaders;
use app::pages::person::{self, Pages};
use app::state::{Loads, ReadPack, Round, read_pack, round};
use leptos::prelude::*;

#[cfg(not(feature = "whole"))]
mod parts {
    //! Each part begins at a function of its own.
    use super::*;
    use app::platform::part::fetched;
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    /// The ways into the second part.
    #[derive(Clone, Copy)]
    struct Again {
        pages: Pages,
        packs: ReadPack,
    }

    /// The ways into the last part.
    #[derive(Clone, Copy)]
    struct Rest {
        pages: Pages,
        round: Round,
    }

    #[wasm_split(again, wasm_split_path = leptos::wasm_split, fallible)]
    fn again() -> Result<Again, SplitLoaderError> {
        Ok(Again { pages: person::again, packs: read_pack })
    }

    #[wasm_split(rest, wasm_split_path = leptos::wasm_split, fallible)]
    fn rest() -> Result<Rest, SplitLoaderError> {
        Ok(Rest { pages: person::rest, round })
    }

    pub(super) const LOADERS: Loaders = Loaders {
        again: || fetched(async { again().await.map(|it| it.pages) }),
        rest: || fetched(async { rest().await.map(|it| it.pages) }),
        state: Loads {
            round: || fetched(async { rest().await.map(|it| it.round) }),
            packs: || fetched(async { again().await.map(|it| it.packs) }),
        },
    };
}

#[cfg(feature = "whole")]
mod parts {
    //! Nothing is fetched later: what is tried out is there from the start.
    use super::*;

    pub(super) const LOADERS: Loaders = Loaders {
        again: || Box::pin(async { Ok(person::again as Pages) }),
        rest: || Box::pin(async { Ok(person::rest as Pages) }),
        state: Loads {
            round: || Box::pin(async { Ok(round as Round) }),
            packs: || Box::pin(async { Ok(read_pack as ReadPack) }),
        },
    };
}

fn main() {
    leptos::mount::mount_to_body(|| view! { <app::app::PersonApp loaders=parts::LOADERS/> });
}
