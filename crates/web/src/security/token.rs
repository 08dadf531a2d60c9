//! The token of the API.

use axum::http::{HeaderMap, header};
use engine::AccountId;

use crate::app::{ApiToken, Secrets};
use crate::security::mac::Marker;

/// The account of the token that a request showed; an extension of every request that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenAccount(pub AccountId);

/// Compares tokens by their marks: the time says nothing about the token.
pub(crate) struct TokenCheck {
    account: AccountId,
    marker: Marker,
    mark: String,
}

impl TokenCheck {
    pub fn new(secrets: &Secrets, token: ApiToken) -> Self {
        let marker = Marker::new(secrets, "changbei api token 1");
        let mark = marker.mark(&[&token.secret]);
        Self {
            account: token.account,
            marker,
            mark,
        }
    }

    /// The account, if the request shows the token (RFC 6750, 2.1).
    pub fn account(&self, headers: &HeaderMap) -> Option<TokenAccount> {
        let shown = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
        let (scheme, token) = shown.split_once(' ')?;
        let is_right = scheme.eq_ignore_ascii_case("bearer")
            && self.marker.is_mark(&[token.trim()], &self.mark);
        is_right.then(|| TokenAccount(self.account.clone()))
    }
}
