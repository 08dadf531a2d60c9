//! JSON bodies: read strictly, refused with a problem document.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use engine::CommandId;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use words::Words;

use crate::api::problem::Problem;
use crate::speaker::language;

/// A JSON body.
pub(crate) struct Body<T>(pub T);

/// What every command of the API carries: its id, chosen by the caller, and when it was made.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Envelope {
    /// The same id again gets the same answer.
    pub id: CommandId,
    /// When the caller made it; absent, now.
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub made: Option<Timestamp>,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let w = Words::new(language(request.uri(), request.headers()));
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(problem(w, &rejection)),
        }
    }
}

fn problem(w: Words, rejection: &JsonRejection) -> Problem {
    let status = rejection.status();
    let code = match status {
        StatusCode::UNPROCESSABLE_ENTITY => "unfit",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "not-json",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        _ => "malformed",
    };
    let said = w.with("page-board-body", &[("detail", rejection.body_text())]);
    Problem::new(w, status, code, said)
}
