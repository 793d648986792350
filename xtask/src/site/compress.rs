//! Writes the files, each with a `.br` and a `.gz` beside it where that is smaller.

use super::{Files, on_disk};
use crate::{Done, root};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::Path;

/// Already packed: another pass gains nothing.
const PACKED: [&str; 2] = [".woff2", ".png"];

/// Writes one origin; a quick build writes the plain files alone.
pub(super) fn write(dir: &Path, files: &Files, quick: bool) -> Done {
    for (path, bytes) in files {
        let file = on_disk(dir, path);
        root::write(&file, bytes)?;
        if quick || PACKED.iter().any(|end| path.ends_with(end)) {
            continue;
        }
        for (end, packed) in [("br", brotli(bytes)?), ("gz", gzip(bytes)?)] {
            let beside = dir.join(format!("{}.{end}", path.trim_start_matches('/')));
            if packed.len() < bytes.len() {
                root::write(&beside, &packed)?;
            }
        }
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Done<Vec<u8>> {
    let mut out = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).map_err(|e| format!("brotli: {e}"))?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Done<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).and_then(|()| out.finish()).map_err(|e| format!("gzip: {e}"))
}
