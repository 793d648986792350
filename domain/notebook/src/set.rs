//! A set as a sorted list. A person keeps a few things in each, and a tree would be ten times the code on their phone,
//! once for every kind of thing.

use crate::stored::{Out, Stored, array, length};
use minicbor::Decoder;

/// Things in their order, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set<T>(Vec<T>);

impl<T: Ord> Set<T> {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether this thing is in it.
    #[must_use]
    pub fn contains<Q: Ord + ?Sized>(&self, thing: &Q) -> bool
    where
        T: std::borrow::Borrow<Q>,
    {
        self.place(thing).is_ok()
    }

    /// Puts a thing in; says whether it is new.
    pub fn insert(&mut self, thing: T) -> bool {
        match self.place(&thing) {
            Ok(_) => false,
            Err(place) => {
                self.0.insert(place, thing);
                true
            }
        }
    }

    /// Takes a thing out; says whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, thing: &Q) -> bool
    where
        T: std::borrow::Borrow<Q>,
    {
        let place = self.place(thing);
        place.is_ok_and(|place| {
            self.0.remove(place);
            true
        })
    }

    /// All of them, in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// How many.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Leaves in it what `stays` says.
    pub fn retain(&mut self, stays: impl FnMut(&T) -> bool) {
        self.0.retain(stays);
    }

    fn place<Q: Ord + ?Sized>(&self, thing: &Q) -> Result<usize, usize>
    where
        T: std::borrow::Borrow<Q>,
    {
        self.0.binary_search_by(|held| held.borrow().cmp(thing))
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Self {
        let mut list: Vec<T> = things.into_iter().collect();
        list.sort_unstable();
        list.dedup();
        Self(list)
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for Set<T> {
    fn from(things: [T; N]) -> Self {
        things.into_iter().collect()
    }
}

impl<T: Ord> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, things: I) {
        for thing in things {
            self.insert(thing);
        }
    }
}

impl<'a, T> IntoIterator for &'a Set<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T: Stored + Ord> Stored for Set<T> {
    fn write(&self, out: &mut Out<'_>) {
        array(out, self.len());
        self.iter().for_each(|thing| thing.write(out));
    }

    /// In their order, as they are always written: anything else is not ours, and sorting it could take for ever.
    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        let mut list: Vec<T> = Vec::new();
        for _ in 0..length(from)? {
            let thing = T::read(from)?;
            if list.last().is_some_and(|last| *last >= thing) {
                return None;
            }
            list.push(thing);
        }
        Some(Self(list))
    }
}

#[cfg(test)]
mod tests {
    use super::Set;
    use crate::stored::{from_bytes, to_bytes};

    #[test]
    fn a_set_holds_each_thing_once_and_in_order() {
        let mut set: Set<u16> = [3, 1, 3].into();
        assert!(set.insert(2) && !set.insert(2) && set.remove(&3) && !set.remove(&3));
        assert_eq!(set.iter().copied().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(from_bytes::<Set<u16>>(&to_bytes(&set)), Some(set));
    }

    #[test]
    fn a_set_out_of_order_or_with_a_thing_twice_does_not_read() {
        for list in [vec![2_u16, 1], vec![1, 1]] {
            assert_eq!(from_bytes::<Set<u16>>(&to_bytes(&list)), None);
        }
    }
}
