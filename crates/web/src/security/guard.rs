//! The one door before every route: who may come in.

use accounts::Whose;
use axum::RequestExt;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use engine::{OrganisationId, Right};

use crate::api::problem::Problem;
use crate::app::Web;
use crate::organisations::House;
use crate::pages;
use crate::routes::Who;
use crate::security::{sessions, token};
use crate::sight::Sight;
use crate::speaker::language;

/// Lets a request through to a route that is open to `who`.
pub(crate) async fn guard(
    State((web, who)): State<(Web, Who)>,
    mut request: Request,
    next: Next,
) -> Response {
    if is_no_text(&mut request).await {
        return match who {
            Who::Link => nobody_of_that_name(&web, &request, who),
            Who::Anyone | Who::Session(_) | Who::Token(..) => {
                nothing_here(State(web), request).await
            }
        };
    }
    let house = match who {
        // The handler of a link checks its mark; the others are for everybody.
        Who::Anyone | Who::Link => match named(&mut request).await {
            Some(id) => match id.and_then(|id| web.organisations.get(&id)) {
                Some(house) => house,
                None => return nobody_of_that_name(&web, &request, who),
            },
            None => web.organisations.main(),
        },
        Who::Session(roles) => {
            let session = match sessions::session(&web, request.headers()).await {
                Ok(session) => session,
                Err(error) => return pages::refusal::trouble(&sight(&web, &request), &error),
            };
            let entered = session.and_then(|session| {
                let (house, right) = right(&web, &session.whose)?;
                Some((session, house, right))
            });
            let Some((session, house, right)) = entered else {
                return pages::signin::needed(&sight(&web, &request));
            };
            request.extensions_mut().insert(house.clone());
            if !request.method().is_safe() && !is_from_us(&web, request.headers()) {
                return pages::refusal::foreign(&sight(&web, &request));
            }
            if !roles.contains(&right.role) {
                return pages::refusal::forbidden(&sight(&web, &request));
            }
            request
                .extensions_mut()
                .insert(session.whose.account.clone());
            request.extensions_mut().insert(session);
            request.extensions_mut().insert(right);
            house
        }
        Who::Token(reach, roles) => {
            let shown = match token::shown(&web, request.headers()).await {
                Ok(shown) => shown,
                Err(error) => {
                    tracing::error!(%error, "a token could not be looked up");
                    return Problem::busy(sight(&web, &request).w);
                }
            };
            let entered = shown.and_then(|shown| {
                let whose = Whose {
                    organisation: shown.organisation,
                    account: shown.account,
                };
                let (house, right) = right(&web, &whose)?;
                Some((whose.account, shown.scope, house, right))
            });
            let Some((account, scope, house, right)) = entered else {
                return Problem::unauthorised(sight(&web, &request).w);
            };
            if !reach.takes(scope) || !roles.contains(&right.role) {
                return Problem::forbidden(sight(&web, &request).w);
            }
            request.extensions_mut().insert(account);
            request.extensions_mut().insert(right);
            request.extensions_mut().insert(house.handle.clone());
            house
        }
    };
    request.extensions_mut().insert(house);
    next.run(request).await
}

/// The organisation of an account and what it may do there; none for an account that has lost
/// its right.
fn right(web: &Web, whose: &Whose) -> Option<(House, Right)> {
    let house = web.organisations.get(&whose.organisation)?;
    let right = house
        .handle
        .read(|state| state.rights.get(&whose.account).cloned())?;
    Some((house, right))
}

/// The organisation that the path names: none where it names none, `Some(None)` for a name that
/// none can have.
async fn named(request: &mut Request) -> Option<Option<OrganisationId>> {
    let params = request.extract_parts::<RawPathParams>().await.ok()?;
    let (_, id) = params.iter().find(|(name, _)| *name == "organisation")?;
    Some(OrganisationId::new(id).ok())
}

/// Whether a part of the path is not UTF-8: we have made no such address.
async fn is_no_text(request: &mut Request) -> bool {
    let params = request.extract_parts::<RawPathParams>().await;
    matches!(
        params,
        Err(RawPathParamsRejection::InvalidUtf8InPathParam(_))
    )
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
        Who::Anyone | Who::Session(_) | Who::Token(..) => (
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

/// Whether a browser says that another site's page sends this. Whoever says nothing is no
/// browser, and has no cookies that could be used against him.
pub(crate) fn is_foreign(web: &Web, headers: &HeaderMap) -> bool {
    let says = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    says && !is_from_us(web, headers)
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
