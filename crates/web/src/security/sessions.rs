//! Sign-in by one-time links, and sessions. Both live in the memory of this process only.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use axum_extra::extract::PrivateCookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use engine::{AccountId, OrganisationId};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::app::Web;

/// How long a session lasts, and how long a one-time link may lie unused.
const LASTS: SignedDuration = SignedDuration::from_hours(12);

const COOKIE: &str = "changbei_session";

/// One-time sign-in links and sessions; copies share them.
#[derive(Clone, Default)]
pub struct SignIn(Arc<Mutex<Kept>>);

/// Kept under the digest of the secret, so that finding one says nothing about another.
#[derive(Default)]
struct Kept {
    offers: BTreeMap<[u8; 32], Entry>,
    sessions: BTreeMap<[u8; 32], Entry>,
}

struct Entry {
    organisation: OrganisationId,
    account: AccountId,
    until: Timestamp,
}

impl SignIn {
    /// Path of a page that signs an account in, once, within 12 hours from `now`.
    pub fn one_time(
        &self,
        organisation: OrganisationId,
        account: AccountId,
        now: Timestamp,
    ) -> String {
        let secret = runner::fresh_id();
        let until = later(now);
        let mut kept = self.kept();
        kept.forget(now);
        let entry = Entry {
            organisation,
            account,
            until,
        };
        kept.offers.insert(digest(&secret), entry);
        format!("/sign-in/{secret}")
    }

    /// Whether a one-time link can still be used; looking does not use it.
    pub(crate) fn is_offered(&self, secret: &str, now: Timestamp) -> bool {
        let kept = self.kept();
        let offer = kept.offers.get(&digest(secret));
        offer.is_some_and(|offer| now < offer.until)
    }

    /// Uses a one-time link up; returns the secret of a new session.
    pub(crate) fn redeem(&self, secret: &str, now: Timestamp) -> Option<String> {
        let mut kept = self.kept();
        kept.forget(now);
        let offer = kept.offers.remove(&digest(secret))?;
        let session = runner::fresh_id();
        let entry = Entry {
            organisation: offer.organisation,
            account: offer.account,
            until: later(now),
        };
        kept.sessions.insert(digest(&session), entry);
        Some(session)
    }

    fn account(&self, session: &str, now: Timestamp) -> Option<(OrganisationId, AccountId)> {
        let kept = self.kept();
        let entry = kept.sessions.get(&digest(session))?;
        (now < entry.until).then(|| (entry.organisation.clone(), entry.account.clone()))
    }

    fn end(&self, session: &str) {
        self.kept().sessions.remove(&digest(session));
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn forget(&mut self, now: Timestamp) {
        self.offers.retain(|_, entry| now < entry.until);
        self.sessions.retain(|_, entry| now < entry.until);
    }
}

/// Who is signed in where, by the session cookie of a request.
pub(crate) fn account(web: &Web, headers: &HeaderMap) -> Option<(OrganisationId, AccountId)> {
    let session = session(web, headers)?;
    web.sign_in.account(&session, web.organisations.now())
}

/// Ends the session of a request; returns the cookies that make the browser forget it.
pub(crate) fn sign_out(web: &Web, headers: &HeaderMap) -> PrivateCookieJar {
    if let Some(session) = session(web, headers) {
        web.sign_in.end(&session);
    }
    jar(web, headers).remove(Cookie::build(COOKIE).path("/"))
}

/// The cookies of an answer that starts a session.
pub(crate) fn begin(web: &Web, headers: &HeaderMap, session: String) -> PrivateCookieJar {
    let cookie = Cookie::build((COOKIE, session))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(web.is_secure());
    jar(web, headers).add(cookie)
}

fn session(web: &Web, headers: &HeaderMap) -> Option<String> {
    let cookie = jar(web, headers).get(COOKIE)?;
    Some(cookie.value().to_owned())
}

fn jar(web: &Web, headers: &HeaderMap) -> PrivateCookieJar {
    PrivateCookieJar::from_headers(headers, web.cookie_key.clone())
}

fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

fn later(now: Timestamp) -> Timestamp {
    now.checked_add(LASTS).unwrap_or(Timestamp::MAX)
}
