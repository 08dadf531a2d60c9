//! The one door before every route: who may come in.

use axum::RequestExt;
use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use engine::OrganisationId;

use crate::api::problem::Problem;
use crate::app::Web;
use crate::organisations::House;
use crate::pages;
use crate::routes::Who;
use crate::security::sessions;
use crate::sight::Sight;
use crate::speaker::language;

/// Lets a request through to a route that is open to `who`.
pub(crate) async fn guard(
    State((web, who)): State<(Web, Who)>,
    mut request: Request,
    next: Next,
) -> Response {
    let house = match who {
        // The handler of a link checks its mark; the others are for everybody.
        Who::Anyone | Who::Link => match named(&mut request).await {
            Some(id) => match id.and_then(|id| web.organisations.get(&id)) {
                Some(house) => house,
                None => return nobody_of_that_name(&web, &request, who),
            },
            None => web.organisations.main(),
        },
        Who::Session => {
            let headers = request.headers();
            let entered = sessions::account(&web, headers)
                .and_then(|(id, account)| Some((web.organisations.get(&id)?, account)));
            let Some((house, account)) = entered else {
                return pages::signin::needed(&sight(&web, &request));
            };
            if !request.method().is_safe() && !is_from_us(&web, headers) {
                let sight = sight(&web, &request);
                return pages::refusal::foreign(&sight);
            }
            request.extensions_mut().insert(account);
            house
        }
        Who::Token => {
            let headers = request.headers();
            let shown = web.tokens.iter().find_map(|it| it.account(headers));
            let entered =
                shown.and_then(|(id, account)| Some((web.organisations.get(&id)?, account)));
            let Some((house, account)) = entered else {
                return Problem::unauthorised(sight(&web, &request).w);
            };
            request.extensions_mut().insert(account);
            request.extensions_mut().insert(house.handle.clone());
            house
        }
    };
    request.extensions_mut().insert(house);
    next.run(request).await
}

/// The organisation that the path names: none where it names none, `Some(None)` for a name that
/// none can have.
async fn named(request: &mut Request) -> Option<Option<OrganisationId>> {
    let params = request.extract_parts::<RawPathParams>().await.ok()?;
    let (_, id) = params.iter().find(|(name, _)| *name == "organisation")?;
    Some(OrganisationId::new(id).ok())
}

/// Says no more of an organisation that is not here than of a link that is not ours.
fn nobody_of_that_name(web: &Web, request: &Request, who: Who) -> Response {
    let sight = sight(web, request);
    let (status, title, why) = match who {
        Who::Link => (
            StatusCode::FORBIDDEN,
            "page-duty-forged",
            "page-duty-forged-why",
        ),
        Who::Anyone | Who::Session | Who::Token => (
            StatusCode::NOT_FOUND,
            "page-board-not-found",
            "page-board-not-found-why",
        ),
    };
    pages::refusal::plain(&sight, status, title, why)
}

/// What is nobody's route: the same answer for everybody.
pub(crate) async fn nothing_here(State(web): State<Web>, request: Request) -> Response {
    let sight = sight(&web, &request);
    if request.uri().path().starts_with("/api/") {
        Problem::not_found(sight.w)
    } else {
        pages::refusal::plain(
            &sight,
            StatusCode::NOT_FOUND,
            "page-board-not-found",
            "page-board-not-found-why",
        )
    }
}

fn sight(web: &Web, request: &Request) -> Sight {
    let w = words::Words::new(language(request.uri(), request.headers()));
    let house = request.extensions().get::<House>().cloned();
    let house = house.unwrap_or_else(|| web.organisations.main());
    Sight::new(web, house, w, request.uri().path().to_owned())
}

/// Whether a browser sends this from one of our own pages (Fetch Metadata; RFC 6454 for the
/// browsers that do not send it).
fn is_from_us(web: &Web, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = text(header::HOST.as_str());
            let same_host = origin.split_once("://").map(|(_, host)| host) == host;
            origin == web.public_url || (host.is_some() && same_host)
        }
        (None, None) => false,
    }
}
