//! People: where each is reached.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::{Extension, Json};
use duty::PersonId;
use engine::{AccountId, By, Hours, Reach};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::addresses::{self, Typed};
use crate::answer::Making;
use crate::api::body::{Body, Envelope};
use crate::api::problem::Problem;
use crate::sight::Sight;

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// One address as it is set.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AddressBody {
    channel: String,
    value: String,
    opens: Reach,
    hours: Hours,
}

impl AddressBody {
    fn typed(&self) -> Typed {
        Typed {
            channel: self.channel.clone(),
            value: self.value.clone(),
            opens: self.opens,
            hours: self.hours,
        }
    }
}

/// One address as it is shown: the value itself is shown to nobody.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AddressItem {
    channel: String,
    opens: Reach,
    hours: Hours,
}

/// All addresses of a person, in the person's order.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AddressesBody {
    #[serde(flatten)]
    envelope: Envelope,
    addresses: Vec<AddressBody>,
}

/// `POST /api/v1/people/{id}/addresses`: these instead of those there were.
pub(crate) async fn set_addresses(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<AddressesBody>,
) -> Result<Json<Vec<AddressItem>>, Problem> {
    let malformed = |_| Problem::of(sight.w, StatusCode::BAD_REQUEST, "malformed");
    let person = PersonId::new(id).map_err(malformed)?;
    let mut addresses = body.addresses.iter();
    if let Some(wrong) = addresses.find(|it| !addresses::fits(&it.channel, &it.value)) {
        let why = addresses::how(sight.w, &wrong.channel);
        return Err(Problem::new(sight.w, BAD, "no-address", why));
    }
    let made = body.envelope.made.unwrap_or(sight.now);
    let making = Making::new(body.envelope.id, made, By::Token(account));
    let typed: Vec<Typed> = body.addresses.iter().map(AddressBody::typed).collect();
    let set = addresses::set(&sight, making, person, &typed).await;
    set.map_err(|failure| Problem::failure(&sight, &failure))?;
    let shown = body.addresses.into_iter().map(|it| AddressItem {
        channel: it.channel,
        opens: it.opens,
        hours: it.hours,
    });
    Ok(Json(shown.collect()))
}
