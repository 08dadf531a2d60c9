//! The API under `/api/v1`, and what machines ask besides.

pub(crate) mod body;
pub(crate) mod changes;
pub(crate) mod clock;
pub(crate) mod duties;
pub(crate) mod health;
pub(crate) mod incidents;
pub(crate) mod openapi;
pub(crate) mod organisation;
pub(crate) mod page;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod problem;

use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use crate::speaker::Speaker;

/// A route that exists, asked with another method.
pub(crate) async fn wrong_method(Speaker(w): Speaker, uri: Uri) -> Response {
    if uri.path().starts_with("/api/") {
        problem::Problem::of(w, StatusCode::METHOD_NOT_ALLOWED, "wrong-method").into_response()
    } else {
        StatusCode::METHOD_NOT_ALLOWED.into_response()
    }
}
