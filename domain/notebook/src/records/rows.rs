//! What the list of kinds in [`table`](super::table) is turned into. Everything that only repeats that a kind exists is
//! made here, so that a row is all it takes and a row that leaves something out does not compile.

/// Turns rows into [`StoreName`](super::StoreName), [`Record`](super::Record), [`Records`](super::Records) and what
/// each of them says of every kind. The columns are explained where the rows stand.
macro_rules! records {
    ($(
        $(#[$doc:meta])*
        $number:literal $store:ident $variant:ident($kind:ty) {
            $field:ident: $shape:tt, since: $since:literal, copy: $copy:ident, joins: $joins:tt,
            touched: |$at:pat_param| $touched:expr, thing: $thing:ident, shared: $shared:ident $(,)?
        }
    )+) => {
        /// The kinds of record, one store each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum StoreName {
            $($(#[$doc])* $store),+
        }

        impl StoreName {
            /// Every store, in the order of their numbers.
            pub const ALL: [Self; [$($number),+].len()] = [$(Self::$store),+];

            /// Its lasting name: stores and sealed bytes are bound to it, so it never changes.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$store => stringify!($field)),+ }
            }

            /// The version of the phone's database that brought it.
            #[must_use]
            pub const fn since(self) -> u32 {
                match self { $(Self::$store => $since),+ }
            }

            /// What a copy makes of it.
            #[must_use]
            pub const fn copied(self) -> Copied {
                match self { $(Self::$store => Copied::$copy),+ }
            }

            /// True for what a person writes and may remove.
            #[must_use]
            pub(crate) const fn is_thing(self) -> bool {
                match self { $(Self::$store => records!(@said $thing)),+ }
            }

            /// Whether a permission could let go of what changes here. A draft's answers never leave the phone.
            #[must_use]
            pub const fn may_be_shared(self) -> bool {
                match self { $(Self::$store => records!(@said $shared)),+ }
            }
        }

        /// One record, as it is sealed and stored.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(
            clippy::large_enum_variant,
            reason = "a record lives for the length of one commit; boxes would be in every match"
        )]
        pub enum Record {
            $($(#[$doc])* $variant($kind)),+
        }

        $crate::stored::stored_enum!(Record { $($number = $variant { 0: it }),+ });

        impl Record {
            /// The store it belongs to.
            #[must_use]
            pub const fn store(&self) -> StoreName {
                match self { $(Self::$variant(_) => StoreName::$store),+ }
            }

            /// Its key within that store.
            #[must_use]
            pub fn key(&self) -> [u8; 16] {
                match self { $(Self::$variant(it) => records!(@key it, $shape)),+ }
            }

            /// When it was touched last, as far as it says so, and how much it holds where that decides. Of two that are
            /// alike in both the phone's stays.
            #[must_use]
            pub(crate) fn touched(&self) -> (Moment, usize) {
                let touched = match self { $(Self::$variant($at) => $touched),+ };
                match touched {
                    At(moment) => (moment, 0),
                    Fuller(moment) => (moment, to_bytes(self).len()),
                }
            }

            /// What becomes of this record of a copy, where the phone holds `held` in its place; `None` leaves the
            /// phone's.
            #[must_use]
            pub(crate) fn joined(&self, held: Option<&Self>, joining: &Joining<'_>) -> Option<Self> {
                match self { $(Self::$variant(it) => records!(@join $variant self it held joining $joins)),+ }
            }
        }

        #[cfg(test)]
        impl Record {
            /// Reads what a later version wrote that has one field more in every kind, and what that field says.
            pub(super) fn read_grown(bytes: &[u8]) -> Option<(Self, Option<String>)> {
                let mut from = minicbor::Decoder::new(bytes);
                (stored::length(&mut from)? == 2).then_some(())?;
                let read = match stored::read_number(&mut from)? {
                    $($number => {
                        let Grown { it, more } = stored::Stored::read(&mut from)?;
                        (Self::$variant(it), more)
                    })+
                    _ => return None,
                };
                (from.position() == bytes.len()).then_some(read)
            }

            /// Writes it as that version does.
            pub(super) fn write_grown(&self, more: Option<String>) -> Vec<u8> {
                let grown = match self { $(Self::$variant(it) => to_bytes(&Grown { it: it.clone(), more })),+ };
                let number: i64 = match self { $(Self::$variant(_) => $number),+ };
                let mut bytes = Vec::new();
                let mut out = minicbor::Encoder::new(&mut bytes);
                stored::array(&mut out, 2);
                stored::number(&mut out, number);
                bytes.extend(grown);
                bytes
            }
        }

        /// Everything on the phone.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Records {
            $($(#[$doc])* pub $field: records!(@type $kind, $shape)),+
        }

        impl Records {
            pub(super) fn put(&mut self, record: Record) {
                match record { $(Record::$variant(it) => records!(@put self.$field, it, $shape)),+ }
            }

            pub(super) fn delete(&mut self, store: StoreName, key: [u8; 16]) {
                match store { $(StoreName::$store => records!(@delete self.$field, key, $shape)),+ }
            }

            /// Every record, for a copy, in a lasting order.
            #[must_use]
            #[allow(clippy::clone_on_copy, reason = "some kinds are small enough to be copied")]
            pub fn everything(&self) -> Vec<Record> {
                let mut all = Vec::new();
                $(records!(@all all, $variant, self.$field, $shape);)+
                all
            }

            /// How many things are here that a copy is counted by.
            #[must_use]
            pub fn counted(&self) -> usize {
                let mut sum = 0;
                $(records!(@count sum, self.$field, $copy $shape);)+
                sum
            }

            /// Whether a thing of this name is here.
            #[must_use]
            pub fn holds(&self, thing: &ThingName) -> bool {
                $(records!(@holds self.$field, thing, $thing $shape))||+
            }
        }
    };

    (@said yes) => { true };
    (@said no) => { false };

    (@type $kind:ty, one) => { $kind };
    (@type $kind:ty, told) => { $kind };
    (@type $kind:ty, option) => { Option<$kind> };
    (@type $kind:ty, (many $name:ty, $($id:tt)+)) => { LiteMap<$name, $kind> };
    (@type $kind:ty, (bare $($id:tt)+)) => { LiteMap<[u8; 16], $kind> };
    (@type $kind:ty, (hashed $($id:tt)+)) => { LiteMap<PackHash, $kind> };

    (@key $it:ident, (many $name:ty, |$record:ident| $id:expr)) => {{ let $record = $it; *$id.as_bytes() }};
    (@key $it:ident, (bare |$record:ident| $id:expr)) => {{ let $record = $it; $id }};
    (@key $it:ident, (hashed |$record:ident| $id:expr)) => {{ let $record = $it; pack_key(&$id) }};
    (@key $it:ident, $shape:ident) => {{ let _ = $it; ONLY }};

    (@put $place:expr, $it:ident, (many $name:ty, |$record:ident| $id:expr)) => {
        records!(@put $place, $it, (bare |$record| $id))
    };
    (@put $place:expr, $it:ident, (hashed |$record:ident| $id:expr)) => {
        records!(@put $place, $it, (bare |$record| $id))
    };
    (@put $place:expr, $it:ident, (bare |$record:ident| $id:expr)) => {{
        let $record = $it;
        // What lay there before is replaced.
        let _ = $place.insert($id, $record);
    }};
    (@put $place:expr, $it:ident, option) => { $place = Some($it) };
    (@put $place:expr, $it:ident, $shape:ident) => { $place = $it };

    (@delete $place:expr, $key:ident, (many $name:ty, $($id:tt)+)) => { drop($place.remove(&<$name>::from_bytes($key))) };
    (@delete $place:expr, $key:ident, (bare $($id:tt)+)) => { drop($place.remove(&$key)) };
    (@delete $place:expr, $key:ident, (hashed $($id:tt)+)) => { $place.retain(|hash, _| pack_key(hash) != $key) };
    (@delete $place:expr, $key:ident, $shape:ident) => { $place = Default::default() };

    (@all $all:ident, $variant:ident, $place:expr, one) => { $all.push(Record::$variant($place.clone())) };
    (@all $all:ident, $variant:ident, $place:expr, told) => {
        if $place != Default::default() {
            $all.push(Record::$variant($place.clone()));
        }
    };
    (@all $all:ident, $variant:ident, $place:expr, option) => {
        $all.extend($place.clone().map(Record::$variant))
    };
    (@all $all:ident, $variant:ident, $place:expr, $many:tt) => {
        $all.extend($place.values().cloned().map(Record::$variant))
    };

    (@count $sum:ident, $place:expr, Counted told) => { $sum += usize::from($place != Default::default()) };
    (@count $sum:ident, $place:expr, Counted ($($many:tt)+)) => { $sum += $place.len() };
    (@count $sum:ident, $place:expr, Lasting $shape:tt) => {};
    (@count $sum:ident, $place:expr, Along $shape:tt) => {};

    (@holds $place:expr, $thing:ident, yes (many $name:ty, $($id:tt)+)) => {
        $place.contains_key(&<$name>::from_bytes(*$thing))
    };
    (@holds $place:expr, $thing:ident, no $shape:tt) => { false };

    (@join $variant:ident $record:ident $it:ident $held:ident $joining:ident (by $rule:path)) => {{
        let own = match $held {
            Some(Self::$variant(own)) => Some(own),
            // Whatever lies in its place is of its kind.
            _ => None,
        };
        $rule(own, $it, $joining).map(Self::$variant)
    }};
    (@join $variant:ident $record:ident $it:ident $held:ident $joining:ident stays) => {{ let _ = $it; None }};
    (@join $variant:ident $record:ident $it:ident $held:ident $joining:ident later) => {{
        let _ = $it;
        $joining.later.then(|| $record.clone())
    }};
    (@join $variant:ident $record:ident $it:ident $held:ident $joining:ident own_later) => {{
        let _ = $it;
        ($joining.own && $joining.later).then(|| $record.clone())
    }};
}
pub(super) use records;
