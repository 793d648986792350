//! What can be chosen for one statement, word for word, with the key of each beside it.
use super::keys::cap;
use crate::components::{Choice, OptionGroup, Stops};
use crate::pages::wording;
use crate::words::I18n;
use domain::instrument::Item;
use leptos::prelude::*;

/// The boxes of a statement. `legend` is the statement itself, which stands above as the heading.
pub(super) fn boxes(
    i18n: I18n,
    number: usize,
    item: &Item,
    legend: String,
    chosen: Memo<Option<usize>>,
    on_choose: Callback<usize>,
) -> AnyView {
    let name = format!("for-them-{number}");
    if let Some(ends) = item.ends() {
        let ends = ends.map(str::to_owned);
        // Enter goes on wherever the focus is: the step hears it.
        let none = Callback::new(|()| ());
        return view! { <Stops name=name legend=legend ends=ends chosen=chosen on_choose=on_choose on_go=none/> }
            .into_any();
    }
    let choices: Vec<Choice> = (0u8..)
        .zip(&item.options)
        .map(|(place, _)| Choice::new(wording::option(i18n, item, place)).key(cap(usize::from(place))))
        .collect();
    view! {
        <OptionGroup
            name=name
            legend=legend
            choices=choices
            chosen=chosen
            on_choose=on_choose
            ladder=wording::ladder(item)
            as_written=true
        />
    }
    .into_any()
}
