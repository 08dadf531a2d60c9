//! The organisation: people and their absences, posts with holders and rosters, groups, holidays.

pub(crate) mod holds;
pub(crate) mod holidays;
pub(crate) mod people;
pub(crate) mod posts;

use axum::http::StatusCode;
use duty::PersonId;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::page::{Page, Piece};
use crate::api::problem::Problem;
use crate::sight::Sight;

/// A person, with the name that belongs to it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Named {
    id: PersonId,
    name: String,
}

impl Named {
    pub(crate) fn of(sight: &Sight, id: &PersonId) -> Self {
        Self {
            id: id.clone(),
            name: sight.person(id),
        }
    }

    pub(crate) fn all(sight: &Sight, people: &[PersonId]) -> Vec<Self> {
        people.iter().map(|id| Self::of(sight, id)).collect()
    }
}

/// From, to.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Period {
    #[schemars(with = "String", extend("format" = "date-time"))]
    from: Timestamp,
    #[schemars(with = "String", extend("format" = "date-time"))]
    to: Timestamp,
}

/// A piece of a list that has no times, by the ids.
fn piece<T>(
    sight: &Sight,
    piece: &Piece,
    all: Vec<T>,
    id: impl Fn(&T) -> String,
) -> Result<Page<T>, Problem> {
    piece
        .by_id(all, id)
        .ok_or_else(|| Problem::of(sight.w, StatusCode::BAD_REQUEST, "malformed"))
}

fn malformed(sight: &Sight) -> Problem {
    Problem::of(sight.w, StatusCode::BAD_REQUEST, "malformed")
}

fn not_found(sight: &Sight) -> Problem {
    Problem::of(sight.w, StatusCode::NOT_FOUND, "not-found")
}
