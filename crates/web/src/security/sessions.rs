//! Sessions and known browsers, in cookies that only we can read.

use accounts::{AccountsError, Entered, Session};
use axum::http::{HeaderMap, header};
use axum_extra::extract::PrivateCookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::app::Web;

const SESSION: &str = "changbei_session";

/// Shown at the next sign-in: a browser that an account knows is held back by its own mistakes
/// only.
const DEVICE: &str = "changbei_device";

/// The session of a request.
pub(crate) async fn session(
    web: &Web,
    headers: &HeaderMap,
) -> Result<Option<Session>, AccountsError> {
    match secret(web, headers, SESSION) {
        Some(secret) => web.accounts.session(&secret, web.organisations.now()).await,
        None => Ok(None),
    }
}

/// What the browser of a request shows for its session.
pub(crate) fn shown(web: &Web, headers: &HeaderMap) -> Option<String> {
    secret(web, headers, SESSION)
}

/// What the browser of a request got at its last sign-in.
pub(crate) fn device(web: &Web, headers: &HeaderMap) -> Option<String> {
    secret(web, headers, DEVICE)
}

/// What the browser of a request says of itself.
pub(crate) fn browser(headers: &HeaderMap) -> &str {
    let said = headers.get(header::USER_AGENT);
    said.and_then(|it| it.to_str().ok()).unwrap_or_default()
}

/// The cookies of an answer that starts a session.
pub(crate) fn begin(web: &Web, headers: &HeaderMap, entered: &Entered) -> PrivateCookieJar {
    let jar = jar(web, headers).add(cookie(web, SESSION, entered.session.clone()));
    match &entered.device {
        Some(device) => {
            let mut cookie = cookie(web, DEVICE, device.clone());
            cookie.make_permanent();
            jar.add(cookie)
        }
        None => jar,
    }
}

/// Ends the session of a request; returns the cookies that make the browser forget it.
pub(crate) async fn sign_out(
    web: &Web,
    headers: &HeaderMap,
) -> Result<PrivateCookieJar, AccountsError> {
    if let Some(secret) = secret(web, headers, SESSION) {
        web.accounts.sign_out(&secret).await?;
    }
    Ok(jar(web, headers).remove(Cookie::build(SESSION).path("/")))
}

fn cookie(web: &Web, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(web.is_secure())
        .build()
}

fn secret(web: &Web, headers: &HeaderMap, name: &str) -> Option<String> {
    let cookie = jar(web, headers).get(name)?;
    Some(cookie.value().to_owned())
}

fn jar(web: &Web, headers: &HeaderMap) -> PrivateCookieJar {
    PrivateCookieJar::from_headers(headers, web.cookie_key.clone())
}
