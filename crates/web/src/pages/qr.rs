//! A QR code (ISO/IEC 18004) as a picture in the page: nothing is fetched from elsewhere.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcode::{Color, QrCode};

/// The quiet zone around the code, in modules.
const QUIET: usize = 4;

/// The picture of a text; nothing for a text that is too long for one.
pub(crate) fn picture(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::new(text) else {
        return html! {};
    };
    let width = code.width();
    let mut path = String::new();
    for (index, color) in code.into_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (index % width + QUIET, index / width + QUIET);
            // Writing to a text does not fail.
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    let side = width + 2 * QUIET;
    html! {
        // Dark on white whatever the page's colours are: cameras want it so.
        svg viewBox={ "0 0 " (side) " " (side) } width="232" height="232" role="img"
            aria-label=(label) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}
