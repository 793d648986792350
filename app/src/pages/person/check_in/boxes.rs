//! What can be chosen for one statement, while it is asked and when an answer is changed.
use crate::components::{Choice, OptionGroup, Stops};
use crate::pages::person::shell::names;
use crate::words::I18n;
use domain::instrument::Item;
use leptos::prelude::*;

/// How the boxes of a statement stand on a screen.
pub(super) struct Boxes {
    /// Unique in the page.
    pub(super) name: String,
    /// The statement.
    pub(super) legend: String,
    /// Shows it as a small heading.
    pub(super) legend_shown: bool,
    /// The chosen place.
    pub(super) chosen: Memo<Option<usize>>,
    /// A place was chosen.
    pub(super) on_choose: Callback<usize>,
    /// Enter was pressed on the chosen one.
    pub(super) on_go: Option<Callback<()>>,
}

impl Boxes {
    /// Eleven plain stops where nothing but numbers stands between the ends, else one box below another.
    pub(super) fn of(self, i18n: I18n, item: &Item) -> AnyView {
        let Self { name, legend, legend_shown, chosen, on_choose, on_go } = self;
        let on_go = Callback::new(move |()| {
            if let Some(go) = on_go {
                go.run(());
            }
        });
        if let Some(ends) = item.ends() {
            let ends = ends.map(str::to_owned);
            return view! {
                <Stops
                    name=name
                    legend=legend
                    legend_shown=legend_shown
                    ends=ends
                    chosen=chosen
                    on_choose=on_choose
                    on_go=on_go
                />
            }
            .into_any();
        }
        let choices: Vec<Choice> =
            (0u8..).zip(&item.options).map(|(place, _)| Choice::new(names::option(i18n, item, place))).collect();
        view! {
            <OptionGroup
                name=name
                legend=legend
                legend_shown=legend_shown
                choices=choices
                chosen=chosen
                on_choose=on_choose
                on_go=on_go
                ladder=names::ladder(item)
                as_written=true
            />
        }
        .into_any()
    }
}
