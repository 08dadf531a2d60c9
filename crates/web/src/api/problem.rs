//! Problem documents (RFC 9457), in the user's language and with a word for programs.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use runner::JournalError;
use schemars::JsonSchema;
use serde::Serialize;
use words::Words;

use crate::answer::Failure;
use crate::sight::Sight;

/// What was wrong with a request.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Problem {
    /// What kind of problem, as a URI that is a name and no address.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in words.
    title: String,
    /// Status of HTTP.
    status: u16,
    /// What was wrong this time, in the caller's language.
    detail: String,
    /// The kind for programs: `incident-ended`.
    code: &'static str,
    /// What exactly, one sentence each, where there are several things.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<String>,
}

impl Problem {
    /// A problem that its status says all about.
    pub fn of(w: Words, status: StatusCode, code: &'static str) -> Self {
        let said = title(w, status);
        Self::new(w, status, code, said)
    }

    /// A problem with its own sentence.
    pub fn new(w: Words, status: StatusCode, code: &'static str, detail: String) -> Self {
        Self {
            kind: format!("urn:changbei:problem:{code}"),
            title: title(w, status),
            status: status.as_u16(),
            detail,
            code,
            errors: Vec::new(),
        }
    }

    /// The same with all that is wrong.
    pub fn with_errors(self, errors: Vec<String>) -> Self {
        Self { errors, ..self }
    }

    /// What a command came to, when it came to nothing.
    pub fn failure(sight: &Sight, failure: &Failure) -> Self {
        let (status, code) = failure.status();
        Self::new(sight.w, status, code, failure.say(sight))
    }

    /// The records or views could not be read.
    pub fn unread(sight: &Sight, error: &JournalError) -> Self {
        tracing::error!(%error, "records or views could not be read");
        let said = sight.w.say("page-board-unread");
        Self::new(sight.w, StatusCode::SERVICE_UNAVAILABLE, "unread", said)
    }

    /// No token, or a wrong one.
    pub fn unauthorised(w: Words) -> Response {
        let problem = Self::of(w, StatusCode::UNAUTHORIZED, "no-token");
        let asked = [(header::WWW_AUTHENTICATE, "Bearer")];
        (asked, problem).into_response()
    }

    /// A token that does not reach so far, or whose account does not.
    pub fn forbidden(w: Words) -> Response {
        let said = w.say("page-account-forbidden-why");
        Self::new(w, StatusCode::FORBIDDEN, "not-allowed", said).into_response()
    }

    /// Something could not be looked up now.
    pub fn busy(w: Words) -> Response {
        let said = w.say("page-board-not-recorded");
        Self::new(w, StatusCode::SERVICE_UNAVAILABLE, "unavailable", said).into_response()
    }

    /// Nothing is there.
    pub fn not_found(w: Words) -> Response {
        Self::of(w, StatusCode::NOT_FOUND, "not-found").into_response()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if matches!(
            status,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
        ) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

fn title(w: Words, status: StatusCode) -> String {
    w.say(match status.as_u16() {
        401 => "page-board-status-unauthorised",
        403 => "page-board-status-forbidden",
        404 => "page-board-status-not-found",
        405 => "page-board-status-wrong-method",
        409 | 410 => "page-board-status-conflict",
        413 => "page-board-status-too-large",
        415 => "page-board-status-wrong-media",
        422 => "page-board-status-unfit",
        429 => "page-board-status-too-many",
        503 => "page-board-status-unavailable",
        _ => "page-board-status-malformed",
    })
}
