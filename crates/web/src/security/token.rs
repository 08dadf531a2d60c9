//! The tokens of the API: those that accounts have made, and those that the binary itself makes.

use accounts::{AccountsError, Scope, Shown};
use axum::http::{HeaderMap, header};

use crate::app::{ApiToken, Secrets, Web};
use crate::security::mac::Marker;

/// Compares tokens by their marks: the time says nothing about the token.
pub(crate) struct TokenCheck {
    shown: Shown,
    marker: Marker,
    mark: String,
}

impl TokenCheck {
    pub fn new(secrets: &Secrets, token: ApiToken) -> Self {
        let marker = Marker::new(secrets, "changbei api token 1");
        let mark = marker.mark(&[&token.secret]);
        Self {
            shown: Shown {
                organisation: token.organisation,
                account: token.account,
                scope: Scope::Change,
            },
            marker,
            mark,
        }
    }

    fn is(&self, secret: &str) -> bool {
        self.marker.is_mark(&[secret], &self.mark)
    }
}

/// Whose token a request shows, if it is one (RFC 6750, 2.1).
pub(crate) async fn shown(web: &Web, headers: &HeaderMap) -> Result<Option<Shown>, AccountsError> {
    let Some(secret) = bearer(headers) else {
        return Ok(None);
    };
    match web.tokens.iter().find(|token| token.is(secret)) {
        Some(token) => Ok(Some(token.shown.clone())),
        None => web.accounts.token(secret, web.organisations.now()).await,
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let shown = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = shown.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}
