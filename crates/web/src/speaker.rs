//! In which language somebody is answered: `?lang=`, else the cookie, else what the browser says.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use words::{Language, Words};

const COOKIE: &str = "changbei_lang";

/// A speaker of the language that the request asks for.
#[derive(Clone, Copy)]
pub(crate) struct Speaker(pub Words);

impl<S: Sync> FromRequestParts<S> for Speaker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(Words::new(language(&parts.uri, &parts.headers))))
    }
}

/// The language of a request.
pub(crate) fn language(uri: &Uri, headers: &HeaderMap) -> Language {
    let by_cookie = || Language::from_tag(CookieJar::from_headers(headers).get(COOKIE)?.value());
    let by_browser = || {
        let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Some(Language::accepted(header))
    };
    asked(uri)
        .or_else(by_cookie)
        .or_else(by_browser)
        .unwrap_or_default()
}

/// The cookie that keeps a language somebody asked for in the address.
pub(crate) fn kept(uri: &Uri) -> Option<Cookie<'static>> {
    let language = asked(uri)?;
    let cookie = Cookie::build((COOKIE, language.tag()))
        .path("/")
        .same_site(SameSite::Lax)
        .http_only(true)
        .permanent();
    Some(cookie.build())
}

fn asked(uri: &Uri) -> Option<Language> {
    uri.query()?
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))
        .and_then(Language::from_tag)
}
