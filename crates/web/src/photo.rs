//! Photos: what they are is read from their bytes, never from what the sender says.

/// The media type of a picture, or None when the bytes are no picture that we keep.
pub(crate) fn media(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some("image/jpeg")
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else if bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(is_heif) {
        Some("image/heic")
    } else {
        None
    }
}

/// Brands of ISO/IEC 23008-12 that phones write.
fn is_heif(brand: &[u8]) -> bool {
    [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1",
    ]
    .iter()
    .any(|known| brand == known.as_slice())
}
