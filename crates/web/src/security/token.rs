//! The tokens of the API: those that accounts have made, and those that the binary itself makes.

use accounts::{AccountsError, Scope, Shown};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

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

/// The largest event of PagerDuty's Events API v2, in bytes.
const LARGEST_EVENT: usize = 512 * 1024;

/// Senders of PagerDuty's Events API v2 show their token as `routing_key` in the body: moves it to
/// where the others show theirs.
pub(crate) async fn routing_key(request: Request, next: Next) -> Response {
    if request.uri().path() != "/v2/enqueue" {
        return next.run(request).await;
    }
    let (mut head, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_EVENT).await else {
        let said = format!("an event is at most {LARGEST_EVENT} bytes");
        return (StatusCode::PAYLOAD_TOO_LARGE, said).into_response();
    };
    let event: Option<Value> = serde_json::from_slice(&bytes).ok();
    let key = event.as_ref().and_then(|it| it.get("routing_key"));
    let shown = key
        .and_then(Value::as_str)
        .map(|key| format!("Bearer {key}"));
    if let Some(shown) = shown.and_then(|it| HeaderValue::try_from(it).ok()) {
        head.headers.insert(header::AUTHORIZATION, shown);
    }
    next.run(Request::from_parts(head, Body::from(bytes))).await
}
