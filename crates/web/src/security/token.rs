//! The token of the API.

use axum::http::{HeaderMap, header};
use engine::{AccountId, OrganisationId};

use crate::app::{ApiToken, Secrets};
use crate::security::mac::Marker;

/// Compares tokens by their marks: the time says nothing about the token.
pub(crate) struct TokenCheck {
    organisation: OrganisationId,
    account: AccountId,
    marker: Marker,
    mark: String,
}

impl TokenCheck {
    pub fn new(secrets: &Secrets, token: ApiToken) -> Self {
        let marker = Marker::new(secrets, "changbei api token 1");
        let mark = marker.mark(&[&token.secret]);
        Self {
            organisation: token.organisation,
            account: token.account,
            marker,
            mark,
        }
    }

    /// The account and its organisation, if the request shows the token (RFC 6750, 2.1).
    pub fn account(&self, headers: &HeaderMap) -> Option<(OrganisationId, AccountId)> {
        let shown = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
        let (scheme, token) = shown.split_once(' ')?;
        let is_right = scheme.eq_ignore_ascii_case("bearer")
            && self.marker.is_mark(&[token.trim()], &self.mark);
        is_right.then(|| (self.organisation.clone(), self.account.clone()))
    }
}
