//! How a phone writes what the protocol names: its ids, its times and what a pack says of itself. Here, because the
//! server keeps none of it this way.

use super::{Out, Stored, stored_choice, stored_name, stored_struct};
use crate::id::{ConsentId, GuestPlace, ItemId, OrgId, PersonId, ReplyId, WorkerId, WrittenId};
use crate::instrument::{Confirmation, Method, PackHash, PackRef};
use crate::time::{Day, Moment, Stamp};

stored_name!(ConsentId, PersonId, WorkerId, OrgId, ReplyId, ItemId, PackHash, WrittenId, GuestPlace);
stored_struct!(PackRef { id, version, language, hash });
stored_struct!(Confirmation { by, on, demo });
stored_choice!(Method { Sum = 0, Mean = 1 });
stored_struct!(Stamp { at, offset_min });

impl Stored for Moment {
    fn write(&self, out: &mut Out<'_>) {
        self.0.write(out);
    }

    fn read(from: &mut minicbor::Decoder<'_>) -> Option<Self> {
        Stored::read(from).map(Moment)
    }
}

/// Year, month and day as one number: 20260512.
impl Stored for Day {
    fn write(&self, out: &mut Out<'_>) {
        (self.year() * 10_000 + i32::from(self.month()) * 100 + i32::from(self.day())).cast_unsigned().write(out);
    }

    fn read(from: &mut minicbor::Decoder<'_>) -> Option<Self> {
        let number = u32::read(from)?;
        let (month, day) = (u8::try_from(number / 100 % 100).ok()?, u8::try_from(number % 100).ok()?);
        Self::from_ymd(i32::try_from(number / 10_000).ok()?, month, day).ok()
    }
}
