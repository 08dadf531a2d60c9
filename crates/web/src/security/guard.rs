//! The one door before every route: who may come in.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::api::problem::Problem;
use crate::app::Web;
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
    let headers = request.headers();
    match who {
        // The handler of a link checks its mark; the others are for everybody.
        Who::Anyone | Who::Link => {}
        Who::Session => {
            let Some(account) = sessions::account(&web, headers) else {
                return pages::signin::needed(&sight(&web, &request));
            };
            if !request.method().is_safe() && !is_from_us(&web, headers) {
                let sight = sight(&web, &request);
                return pages::refusal::foreign(&sight);
            }
            request.extensions_mut().insert(account);
        }
        Who::Token => match web.tokens.iter().find_map(|it| it.account(headers)) {
            Some(account) => {
                request.extensions_mut().insert(account);
            }
            None => return Problem::unauthorised(sight(&web, &request).w),
        },
    }
    next.run(request).await
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
    Sight::new(web, w, request.uri().path().to_owned())
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
