//! The custom sections of a WebAssembly file: what tells a debugger names, and which tool made it. A phone needs none.

use crate::Done;

const MAGIC: &[u8; 8] = b"\0asm\x01\0\0\0";
/// The id of every custom section.
const CUSTOM: u8 = 0;

/// The file without its custom sections.
pub(super) fn bare(wasm: &[u8]) -> Done<Vec<u8>> {
    let mut bare = MAGIC.to_vec();
    for section in sections(wasm)? {
        if section.name.is_none() {
            bare.extend(section.bytes);
        }
    }
    Ok(bare)
}

/// Whether the file names its functions.
pub(super) fn has_names(wasm: &[u8]) -> Done<bool> {
    Ok(sections(wasm)?.iter().any(|section| section.name == Some(b"name")))
}

struct Section<'a> {
    /// Of a custom section.
    name: Option<&'a [u8]>,
    /// The whole of it, head included.
    bytes: &'a [u8],
}

fn sections(wasm: &[u8]) -> Done<Vec<Section<'_>>> {
    walk(wasm).ok_or_else(|| "this is no WebAssembly file of the first version".to_owned())
}

fn walk(wasm: &[u8]) -> Option<Vec<Section<'_>>> {
    let mut rest = wasm.strip_prefix(MAGIC)?;
    let mut found = Vec::new();
    while let [id, after @ ..] = rest {
        let (length, body) = number(after)?;
        let body = body.get(..length)?;
        let end = body.as_ptr_range().end as usize - rest.as_ptr() as usize;
        let (bytes, next) = rest.split_at_checked(end)?;
        let name = if *id == CUSTOM {
            let (length, name) = number(body)?;
            Some(name.get(..length)?)
        } else {
            None
        };
        found.push(Section { name, bytes });
        rest = next;
    }
    Some(found)
}

/// A number in LEB128, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (place, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[place + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{MAGIC, bare, has_names};

    fn file(sections: &[&[u8]]) -> Vec<u8> {
        [&MAGIC[..], &sections.concat()].concat()
    }

    #[test]
    fn names_are_seen_and_left_out_and_all_else_stays() {
        let (types, names, tool): (&[u8], &[u8], &[u8]) =
            (&[1, 2, 9, 9], &[0, 6, 4, b'n', b'a', b'm', b'e', 7], &[0, 0x83, 0, 1, b'p', 0]);
        let whole = file(&[types, names, tool]);
        assert_eq!(has_names(&whole), Ok(true));
        assert_eq!(bare(&whole), Ok(file(&[types])));
        assert_eq!(has_names(&file(&[types, tool])), Ok(false), "another custom section");
    }

    #[test]
    fn what_is_cut_or_no_file_at_all_is_refused() {
        assert!(bare(b"no wasm").is_err());
        assert!(bare(&file(&[&[1, 9, 1]])).is_err());
        assert!(has_names(&file(&[&[0, 1, 9]])).is_err());
    }
}
