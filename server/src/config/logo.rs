//! The maker's logo: read once at start, and known by its content, not by its name.

use std::fs::File;
use std::io::Read;

use axum::body::Bytes;
use sha2::{Digest, Sha256};

use super::ConfigError;

const VARIABLE: &str = "LARDER_BRAND_LOGO";
/// Bytes.
const LARGEST: u64 = 256 * 1024;

/// A picture.
#[derive(Clone)]
pub struct Logo {
    /// The file it was read from.
    pub file: String,
    /// The media type of its content.
    pub media_type: &'static str,
    /// Its content, at most 256 KiB.
    pub content: Bytes,
    /// Names the content: 16 hex digits.
    pub hash: String,
}

impl Logo {
    /// Reads a picture: SVG, PNG, WebP or JPEG.
    pub fn read(file: &str) -> Result<Self, ConfigError> {
        let wrong = |problem: String| ConfigError::new(VARIABLE, format!("{file:?} {problem}"));
        let mut content = Vec::new();
        File::open(file)
            .and_then(|opened| opened.take(LARGEST + 1).read_to_end(&mut content))
            .map_err(|error| wrong(format!("cannot be read: {error}")))?;
        if content.len() as u64 > LARGEST {
            return Err(wrong("is too large; give a file of at most 256 KiB".into()));
        }
        let media_type = media_type(&content).ok_or_else(|| {
            wrong("is no picture that is known; give an SVG, PNG, WebP or JPEG file".into())
        })?;
        let hash = Sha256::digest(&content)
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok(Self {
            file: file.to_owned(),
            media_type,
            content: content.into(),
            hash,
        })
    }
}

fn media_type(content: &[u8]) -> Option<&'static str> {
    match content {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        text => is_svg(text).then_some("image/svg+xml"),
    }
}

fn is_svg(content: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(content) else {
        return false;
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    ["<svg", "<?xml", "<!--", "<!DOCTYPE svg"]
        .iter()
        .any(|start| text.starts_with(start))
        && text.contains("<svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_content() {
        let svg =
            "<?xml version=\"1.0\"?>\n<!-- drawn --><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        for (content, expected) in [
            (b"\x89PNG\r\n\x1a\n\0".as_slice(), Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("image/webp")),
            (svg.as_bytes(), Some("image/svg+xml")),
            (b"\xef\xbb\xbf <svg/>", Some("image/svg+xml")),
            (b"GIF89a", None),
            (b"<html><svg/></html>", None),
            (b"<?xml version=\"1.0\"?><feed/>", None),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"", None),
        ] {
            assert_eq!(media_type(content), expected, "{content:?}");
        }
    }
}
