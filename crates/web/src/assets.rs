//! The files that pages load: built into the program, named by their content, kept for a year.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("../assets/app.css");
const SCRIPT: &str = include_str!("../assets/live.js");
const ICON: &str = include_str!("../assets/icon.svg");

static STYLE_NAME: LazyLock<String> = LazyLock::new(|| named("app", STYLE, "css"));
static SCRIPT_NAME: LazyLock<String> = LazyLock::new(|| named("live", SCRIPT, "js"));
static ICON_NAME: LazyLock<String> = LazyLock::new(|| named("icon", ICON, "svg"));

/// Path of the style sheet.
pub(crate) fn style() -> String {
    format!("/assets/{}", *STYLE_NAME)
}

/// Path of the script that keeps clocks running.
pub(crate) fn script() -> String {
    format!("/assets/{}", *SCRIPT_NAME)
}

/// Path of the icon.
pub(crate) fn icon() -> String {
    format!("/assets/{}", *ICON_NAME)
}

/// Gives out one file.
pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let found = [
        (&*STYLE_NAME, STYLE, "text/css; charset=utf-8"),
        (&*SCRIPT_NAME, SCRIPT, "text/javascript; charset=utf-8"),
        (&*ICON_NAME, ICON, "image/svg+xml"),
    ]
    .into_iter()
    .find(|(known, _, _)| **known == name);
    match found {
        Some((_, content, media)) => (headers(media), content).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn headers(media: &'static str) -> [(HeaderName, &'static str); 2] {
    [
        (header::CONTENT_TYPE, media),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ]
}

fn named(stem: &str, content: &str, ending: &str) -> String {
    let digest = Sha256::digest(content.as_bytes());
    let digest: String = digest
        .iter()
        .take(8)
        .map(|it| format!("{it:02x}"))
        .collect();
    format!("{stem}-{digest}.{ending}")
}
