//! Padding to one of four sizes, so that the length of a note tells nothing. One 0x80, then zeros (ISO/IEC 7816-4).

use zeroize::Zeroizing;

use crate::sealed::BUCKETS;

/// Pads to the smallest bucket that fits, and says which. `None` if nothing fits.
pub(super) fn pad(mut plain: Zeroizing<Vec<u8>>) -> Option<(u8, Zeroizing<Vec<u8>>)> {
    let place = BUCKETS.iter().position(|size| plain.len() < *size)?;
    let size = BUCKETS.get(place)?;
    // A fresh buffer, so that growing leaves no copy behind.
    let mut padded = Zeroizing::new(Vec::with_capacity(*size));
    padded.append(&mut plain);
    padded.push(0x80);
    padded.resize(*size, 0);
    Some((u8::try_from(place).ok()?, padded))
}

/// Removes the padding. `None` unless it is exactly what [`pad`] adds, in the bucket [`pad`] would choose.
pub(super) fn unpad(padded: &[u8], bucket: u8) -> Option<&[u8]> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    let (plain, mark) = padded.get(..=end)?.split_at(end);
    let place = BUCKETS.iter().position(|size| plain.len() < *size)?;
    (mark == [0x80] && place == usize::from(bucket) && BUCKETS.get(place) == Some(&padded.len())).then_some(plain)
}
