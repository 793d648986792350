//! Padding to one of a few sizes, so that the length of a note tells nothing. One 0x80, then zeros (ISO/IEC 7816-4).

use zeroize::Zeroizing;

/// Pads to the smallest of these sizes that fits, and says which. `None` if nothing fits.
pub(super) fn pad(mut plain: Zeroizing<Vec<u8>>, sizes: &[usize]) -> Option<(u8, Zeroizing<Vec<u8>>)> {
    let place = sizes.iter().position(|size| plain.len() < *size)?;
    let size = sizes.get(place)?;
    // A fresh buffer, so that growing leaves no copy behind.
    let mut padded = Zeroizing::new(Vec::with_capacity(*size));
    padded.append(&mut plain);
    padded.push(0x80);
    padded.resize(*size, 0);
    Some((u8::try_from(place).ok()?, padded))
}

/// Removes the padding. `None` unless it is exactly what [`pad`] adds, in the size [`pad`] would choose.
pub(super) fn unpad<'a>(padded: &'a [u8], bucket: u8, sizes: &[usize]) -> Option<&'a [u8]> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    let (plain, mark) = padded.get(..=end)?.split_at(end);
    let place = sizes.iter().position(|size| plain.len() < *size)?;
    (mark == [0x80] && place == usize::from(bucket) && sizes.get(place) == Some(&padded.len())).then_some(plain)
}
