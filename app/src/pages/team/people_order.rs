//! In which order people stand while the list is open. A row that moved under the pointer would open somebody else, so
//! what comes in meanwhile changes what rows say and not where they stand.
use crate::state::worker::PersonShares;
use domain::id::PersonId;
use domain::time::Moment;

/// Where each row stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// Who had something new when the list was put in order, newest first.
    pub(super) fresh: Vec<PersonId>,
    /// Everybody else.
    pub(super) others: Vec<PersonId>,
    /// When the newest thing of each had come by then.
    newest: Vec<(PersonId, Option<Moment>)>,
    /// Whether the server has answered since the list was opened: from then on rows stay.
    settled: bool,
    /// How often the worker has asked for what is new.
    turn: u32,
}

impl Order {
    /// `all` comes newest first. Until the list is `settled`, and once at every new `turn`, rows are put in order; else
    /// they stay as they stood `before`: who is gone leaves a gap that closes, who is new comes last.
    pub(super) fn next(before: Option<&Self>, all: &[PersonShares], settled: bool, turn: u32) -> Self {
        let Some(before) = before.filter(|before| before.settled && before.turn == turn) else {
            let (fresh, others): (Vec<_>, Vec<_>) = all.iter().partition(|known| !known.news.is_empty());
            let ids = |some: Vec<&PersonShares>| some.into_iter().map(|known| known.person).collect();
            let newest = all.iter().map(|known| (known.person, known.newest)).collect();
            return Self { fresh: ids(fresh), others: ids(others), newest, settled, turn };
        };
        let mut next = before.clone();
        let is_there = |person: &PersonId| all.iter().any(|known| known.person == *person);
        next.fresh.retain(is_there);
        next.others.retain(is_there);
        let newcomers = all.iter().map(|known| known.person).filter(|person| !before.holds(person));
        next.others.extend(newcomers);
        next
    }

    fn holds(&self, person: &PersonId) -> bool {
        self.fresh.contains(person) || self.others.contains(person)
    }

    /// Whether something has come since that a new order would put further up, and that is not on the screen beside it.
    pub(super) fn is_behind(&self, all: &[PersonShares], current: Option<PersonId>) -> bool {
        let known_then = |known: &PersonShares| self.newest.contains(&(known.person, known.newest));
        let others = all.iter().filter(|known| Some(known.person) != current);
        others.into_iter().any(|known| !known.news.is_empty() && !known_then(known))
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, PersonShares};
    use domain::consent::ItemKind;
    use domain::id::PersonId;
    use domain::share::{SharedPage, Standing};
    use domain::time::Moment;

    fn shares(person: u8, newest: i64, news: bool) -> PersonShares {
        PersonShares {
            person: PersonId::from_bytes([person; 16]),
            name: None,
            met: Moment(0),
            standing: Standing::Shares,
            newest: (newest > 0).then_some(Moment(newest)),
            until: None,
            unchecked: 0,
            unfetched: 0,
            gap: None,
            news: if news { vec![ItemKind::Note] } else { Vec::new() },
            page: SharedPage::default(),
        }
    }

    fn ids(some: &[PersonId]) -> Vec<u8> {
        some.iter().map(|person| person.as_bytes()[0]).collect()
    }

    fn rows(order: &Order) -> [Vec<u8>; 2] {
        [ids(&order.fresh), ids(&order.others)]
    }

    #[test]
    fn rows_stay_while_the_list_is_open_whatever_comes_in() {
        let first = [shares(1, 9, true), shares(2, 5, false), shares(3, 0, false)];
        let order = Order::next(None, &first, true, 0);
        assert_eq!(rows(&order), [vec![1], vec![2, 3]]);
        assert!(!order.is_behind(&first, None));
        // The third shares something, the first was looked at, a fourth was introduced.
        let later = [shares(3, 20, true), shares(1, 9, false), shares(2, 5, false), shares(4, 0, false)];
        let kept = Order::next(Some(&order), &later, true, 0);
        assert_eq!(rows(&kept), [vec![1], vec![2, 3, 4]]);
        assert!(kept.is_behind(&later, None));
        let without = [shares(3, 20, true), shares(2, 5, false)];
        assert_eq!(rows(&Order::next(Some(&kept), &without, true, 0)), [vec![], vec![2, 3]]);
        let shown = Order::next(Some(&kept), &later, true, 1);
        assert_eq!(rows(&shown), [vec![3], vec![1, 2, 4]]);
        assert!(!shown.is_behind(&later, None));
    }

    #[test]
    fn until_the_server_has_answered_rows_follow_what_is_known() {
        let order = Order::next(None, &[shares(1, 0, false), shares(2, 0, false)], false, 0);
        let opened = [shares(2, 7, true), shares(1, 5, true)];
        let order = Order::next(Some(&order), &opened, true, 0);
        assert_eq!(rows(&order), [vec![2, 1], vec![]]);
        let newer = [shares(1, 8, true), shares(2, 7, true)];
        assert_eq!(rows(&Order::next(Some(&order), &newer, true, 0)), [vec![2, 1], vec![]]);
    }

    #[test]
    fn what_was_only_looked_at_is_nothing_new() {
        let order = Order::next(None, &[shares(1, 9, true), shares(2, 5, true)], true, 0);
        assert!(!order.is_behind(&[shares(1, 9, false), shares(2, 5, true)], None));
        assert!(!order.is_behind(&[shares(1, 3, false)], None), "taken back");
        let newer = [shares(1, 9, false), shares(2, 6, true)];
        assert!(order.is_behind(&newer, None));
        assert!(!order.is_behind(&newer, Some(PersonId::from_bytes([2; 16]))), "it is on the screen");
    }
}
