//! People: where each is reached.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::{Extension, Json};
use duty::PersonId;
use engine::{AccountId, Act, Address, By, Hours, Reach};
use serde::{Deserialize, Serialize};

use crate::addresses;
use crate::answer::Making;
use crate::api::body::{Body, Envelope};
use crate::api::problem::Problem;
use crate::sight::Sight;

const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// One address, as it is set and as it is shown: the value itself is shown to nobody.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AddressItem {
    channel: String,
    #[serde(skip_serializing)]
    value: String,
    opens: Reach,
    hours: Hours,
}

/// All addresses of a person, in the person's order.
#[derive(Debug, Deserialize)]
pub(crate) struct AddressesBody {
    #[serde(flatten)]
    envelope: Envelope,
    addresses: Vec<AddressItem>,
}

/// `POST /api/v1/people/{id}/addresses`: these instead of those there were.
pub(crate) async fn set_addresses(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<AddressesBody>,
) -> Result<Json<Vec<AddressItem>>, Problem> {
    let malformed = || Problem::of(sight.w, StatusCode::BAD_REQUEST, "malformed");
    let failed = |failure| Problem::failure(&sight, &failure);
    let person = PersonId::new(id).map_err(|_| malformed())?;
    let mut addresses = body.addresses.iter();
    if let Some(wrong) = addresses.find(|it| !addresses::fits(&it.channel, &it.value)) {
        let why = addresses::how(sight.w, &wrong.channel);
        return Err(Problem::new(sight.w, BAD, "no-address", why));
    }
    let made = body.envelope.made.unwrap_or(sight.now);
    let mut making = Making::new(body.envelope.id, made, By::Token(account));
    let mut addresses = Vec::with_capacity(body.addresses.len());
    for item in &body.addresses {
        let value = making.seal(Some(&item.value)).map_err(failed)?;
        addresses.push(Address {
            channel: item.channel.clone(),
            value: value.ok_or_else(malformed)?,
            opens: item.opens,
            hours: item.hours,
        });
    }
    let act = Act::SetAddresses { person, addresses };
    making.submit(&sight, act).await.map_err(failed)?;
    Ok(Json(body.addresses))
}
