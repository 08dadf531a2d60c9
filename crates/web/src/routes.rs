//! One table of all routes and of who may use them; a route that is not in it does not exist.

use std::any::Any;
use std::time::Duration;

use accounts::Scope;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use engine::Role;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use words::{Language, Words};

use crate::app::{App, Web};
use crate::form::LARGEST_FORM;
use crate::security::guard::{guard, nothing_here};
use crate::security::{headers, token};
use crate::{api, assets, live, pages};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Anyone,
    /// Whoever has a link that we signed; the link says for what.
    Link,
    /// A signed-in account with one of these roles.
    Session(&'static [Role]),
    /// Whoever shows a token of the API that reaches so far, of an account with one of these
    /// roles.
    Token(Reach, &'static [Role]),
}

/// What a token has to be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Reading.
    Read,
    /// Sending signals.
    Signals,
    /// Changing.
    Change,
}

impl Reach {
    /// All.
    pub(crate) const ALL: [Self; 3] = [Self::Read, Self::Signals, Self::Change];

    /// The word for programs: the least scope of a token that is enough.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Read => Scope::Read.word(),
            Self::Signals => Scope::Signals.word(),
            Self::Change => Scope::Change.word(),
        }
    }

    /// Whether a token of this scope is enough.
    pub fn takes(self, scope: Scope) -> bool {
        match (self, scope) {
            (_, Scope::Change) | (Self::Read, Scope::Read) | (Self::Signals, Scope::Signals) => {
                true
            }
            (Self::Signals | Self::Change, Scope::Read)
            | (Self::Read | Self::Change, Scope::Signals) => false,
        }
    }
}

/// Who may send by the routes that the binary brings along.
pub(crate) const SENDERS: Who = Who::Token(Reach::Signals, NOT_AUDITORS);

/// Who may read by them.
pub(crate) const READERS: Who = Who::Token(Reach::Read, ALL_SEEING);

const EVERYBODY: &[Role] = &Role::ALL;
const NOT_AUDITORS: &[Role] = &[
    Role::Administrator,
    Role::Officer,
    Role::Commander,
    Role::Member,
];
const LEADERS: &[Role] = &[Role::Administrator, Role::Officer, Role::Commander];
const OVERSEERS: &[Role] = &[
    Role::Administrator,
    Role::Officer,
    Role::Commander,
    Role::Auditor,
];
const WATCH: &[Role] = &[Role::Administrator, Role::Officer];
/// Who sees everything of the organisation.
const ALL_SEEING: &[Role] = &[Role::Administrator, Role::Officer, Role::Auditor];
const ADMINISTRATORS: &[Role] = &[Role::Administrator];

/// The largest body of a request that carries no photo.
const LARGEST: usize = 1024 * 1024;

/// How long a request may take, a photo over a slow line included.
const SLOWEST: Duration = Duration::from_secs(180);

struct Route {
    method: Method,
    path: &'static str,
    who: Who,
    largest: usize,
    handler: MethodRouter<Web>,
}

/// The whole server.
pub fn router(app: App) -> Router {
    let (web, more) = Web::new(app);
    let mut all = Router::new();
    for route in table() {
        let guarded = route
            .handler
            .route_layer(DefaultBodyLimit::max(route.largest))
            .route_layer(from_fn_with_state((web.clone(), route.who), guard));
        all = all.route(route.path, guarded);
    }
    let mut all = all
        .fallback(nothing_here)
        .method_not_allowed_fallback(api::wrong_method)
        .with_state(web.clone());
    for (routes, who) in [(more.senders, SENDERS), (more.readers, READERS)] {
        if routes.has_routes() {
            let guarded = routes.route_layer(from_fn_with_state((web.clone(), who), guard));
            all = all.merge(guarded.route_layer(from_fn(token::routing_key)));
        }
    }
    all.layer(CatchPanicLayer::custom(broken))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            SLOWEST,
        ))
        .layer(from_fn(headers::add))
}

/// A mistake of ours must not take the others down; whoever hit it hears so in both languages.
fn broken(_: Box<dyn Any + Send>) -> Response {
    let said: Vec<String> = Language::ALL
        .map(|language| Words::new(language).say("page-board-broken"))
        .to_vec();
    (StatusCode::INTERNAL_SERVER_ERROR, said.join("\n")).into_response()
}

/// Method, path and door of every route, for whoever wants to try them all.
pub fn routes() -> Vec<(Method, &'static str, Who)> {
    let table = table().into_iter();
    table.map(|it| (it.method, it.path, it.who)).collect()
}

fn table() -> Vec<Route> {
    use Reach::{Change, Read};
    use Who::{Anyone, Link, Session, Token};
    vec![
        get("/healthz", Anyone, api::health::alive),
        get("/readyz", Anyone, api::health::ready),
        get("/metrics", Anyone, api::health::metrics),
        get("/assets/{name}", Anyone, assets::serve),
        get(
            "/d/{organisation}/{duty}/{person}/{mark}",
            Link,
            pages::duty::show,
        ),
        post(
            "/d/{organisation}/{duty}/{person}/{mark}",
            Link,
            pages::duty::answer,
        )
        .with_photos(),
        get(
            "/d/{organisation}/{duty}/{person}/{mark}/paper.docx",
            Link,
            pages::duty::word,
        ),
        get(
            "/g/{organisation}/{duty}/{mark}",
            Link,
            pages::duty::show_group,
        ),
        post(
            "/g/{organisation}/{duty}/{mark}",
            Link,
            pages::duty::answer_in_group,
        )
        .with_photos(),
        get("/c", Anyone, pages::code::show),
        post("/c", Anyone, pages::code::find),
        get("/c/{organisation}", Anyone, pages::code::show),
        post("/c/{organisation}", Anyone, pages::code::find),
        get("/report", Anyone, pages::report::show),
        post("/report", Anyone, pages::report::report),
        get("/report/{organisation}", Anyone, pages::report::show),
        post("/report/{organisation}", Anyone, pages::report::report),
        get(
            "/report/{organisation}/{incident}/{mark}",
            Link,
            pages::report::reported,
        ),
        get("/sign-in", Anyone, pages::signin::show),
        post("/sign-in", Anyone, pages::signin::sign_in),
        get("/sign-in/{secret}", Anyone, pages::signin::offer),
        post("/sign-in/{secret}", Anyone, pages::signin::redeem),
        get("/", Session(EVERYBODY), pages::desk::show),
        get("/live", Session(EVERYBODY), live::desk),
        get("/incidents/{id}", Session(EVERYBODY), pages::room::show),
        get("/incidents/{id}/live", Session(EVERYBODY), live::room),
        post(
            "/incidents/{id}/facts",
            Session(LEADERS),
            pages::room::state_facts,
        ),
        post(
            "/incidents/{id}/note",
            Session(NOT_AUDITORS),
            pages::room::note,
        ),
        post("/incidents/{id}/end", Session(LEADERS), pages::room::end),
        post(
            "/incidents/{id}/version",
            Session(LEADERS),
            pages::room_version::move_to,
        ),
        post(
            "/incidents/{id}/grade",
            Session(LEADERS),
            pages::room_grade::set,
        ),
        post(
            "/incidents/{id}/duties",
            Session(LEADERS),
            pages::room_add::add,
        ),
        post(
            "/duties/{id}/reassign",
            Session(LEADERS),
            pages::duty_course::reassign,
        ),
        post(
            "/duties/{id}/waive",
            Session(LEADERS),
            pages::duty_course::waive,
        ),
        post(
            "/duties/{id}/comment",
            Session(NOT_AUDITORS),
            pages::duty_course::comment,
        ),
        post(
            "/duties/{id}/oral",
            Session(NOT_AUDITORS),
            pages::duty_course::oral,
        ),
        get(
            "/incidents/{id}/closing.docx",
            Session(EVERYBODY),
            pages::documents::closing,
        ),
        get(
            "/incidents/{id}/reports/{file}",
            Session(EVERYBODY),
            pages::documents::report,
        ),
        get("/duties/{id}", Session(EVERYBODY), pages::officer::show),
        post(
            "/duties/{id}",
            Session(NOT_AUDITORS),
            pages::officer::answer,
        )
        .with_photos(),
        get(
            "/photos/{digest}",
            Session(EVERYBODY),
            pages::officer::photo,
        ),
        get("/plans", Session(EVERYBODY), pages::plans::list),
        get("/plans/{id}", Session(EVERYBODY), pages::plans::show),
        get("/read", Session(WATCH), pages::read::show),
        post("/read", Session(WATCH), pages::read::read).with_texts(3),
        get("/signals", Session(ALL_SEEING), pages::signals::show),
        post("/signals", Session(ALL_SEEING), pages::signals::try_out),
        post("/calls", Session(WATCH), pages::calls::call),
        get(
            "/organisation",
            Session(OVERSEERS),
            pages::organisation::show,
        ),
        post(
            "/organisation/people",
            Session(WATCH),
            pages::organisation::enter,
        ),
        get("/organisation/import", Session(WATCH), pages::import::show),
        post(
            "/organisation/import",
            Session(WATCH),
            pages::import::import,
        )
        .with_texts(3),
        get("/people/{id}", Session(OVERSEERS), pages::person::show),
        post("/people/{id}", Session(WATCH), pages::person::change),
        post(
            "/people/{id}/erase",
            Session(ADMINISTRATORS),
            pages::holds::erase,
        ),
        get("/holds", Session(ADMINISTRATORS), pages::holds::show),
        post("/holds", Session(ADMINISTRATORS), pages::holds::change),
        get("/posts/{id}", Session(OVERSEERS), pages::post::show),
        post("/posts/{id}", Session(WATCH), pages::post::change),
        get("/calendar", Session(OVERSEERS), pages::workdays::show),
        post("/calendar", Session(WATCH), pages::workdays::change),
        get("/account", Session(EVERYBODY), pages::account::show),
        post(
            "/account/password",
            Session(EVERYBODY),
            pages::account::password,
        ),
        post("/account/code", Session(EVERYBODY), pages::account::code),
        post(
            "/account/sessions",
            Session(EVERYBODY),
            pages::account::sessions,
        ),
        post(
            "/account/tokens",
            Session(EVERYBODY),
            pages::account::tokens,
        ),
        get(
            "/people/{id}/addresses",
            Session(NOT_AUDITORS),
            pages::addresses::show,
        ),
        post(
            "/people/{id}/addresses",
            Session(NOT_AUDITORS),
            pages::addresses::change,
        ),
        get("/channels", Session(WATCH), pages::channels::show),
        post("/channels", Session(WATCH), pages::channels::test),
        get(
            pages::templates::PATH,
            Session(WATCH),
            pages::templates::show,
        ),
        post(
            pages::templates::PATH,
            Session(WATCH),
            pages::templates::change,
        ),
        get("/accounts", Session(ADMINISTRATORS), pages::accounts::list),
        post("/accounts", Session(ADMINISTRATORS), pages::accounts::make),
        get(
            "/accounts/{id}",
            Session(ADMINISTRATORS),
            pages::accounts::show,
        ),
        post(
            "/accounts/{id}",
            Session(ADMINISTRATORS),
            pages::accounts::change,
        ),
        post("/clock", Session(WATCH), pages::clock::settle),
        post("/sign-out", Session(EVERYBODY), pages::signin::sign_out),
        get("/api", Anyone, pages::api::show),
        get("/api/openapi.json", Anyone, api::openapi::show),
        get(
            "/api/v1/incidents",
            Token(Read, EVERYBODY),
            api::incidents::list,
        ),
        post(
            "/api/v1/incidents",
            Token(Change, NOT_AUDITORS),
            api::incidents::report,
        ),
        get(
            "/api/v1/incidents/{id}",
            Token(Read, EVERYBODY),
            api::incidents::show,
        ),
        post(
            "/api/v1/incidents/{id}/facts",
            Token(Change, LEADERS),
            api::incidents::facts,
        ),
        post(
            "/api/v1/incidents/{id}/end",
            Token(Change, LEADERS),
            api::incidents::end,
        ),
        post(
            "/api/v1/incidents/{id}/version",
            Token(Change, LEADERS),
            api::changes::move_to_version,
        ),
        post(
            "/api/v1/incidents/{id}/grade",
            Token(Change, LEADERS),
            api::changes::set_grade,
        ),
        post(
            "/api/v1/incidents/{id}/duties",
            Token(Change, LEADERS),
            api::changes::add_duty,
        ),
        post(
            "/api/v1/duties/{id}/reassign",
            Token(Change, LEADERS),
            api::changes::reassign,
        ),
        post(
            "/api/v1/duties/{id}/waive",
            Token(Change, LEADERS),
            api::changes::waive,
        ),
        post(
            "/api/v1/duties/{id}/comment",
            Token(Change, NOT_AUDITORS),
            api::changes::comment,
        ),
        post(
            "/api/v1/duties/{id}/oral",
            Token(Change, NOT_AUDITORS),
            api::changes::answer_orally,
        ),
        get("/api/v1/duties", Token(Read, EVERYBODY), api::duties::list),
        get(
            "/api/v1/duties/{id}",
            Token(Read, EVERYBODY),
            api::duties::show,
        ),
        post(
            "/api/v1/duties/{id}/answer",
            Token(Change, NOT_AUDITORS),
            api::duties::answer,
        ),
        post(
            "/api/v1/codes/{code}/answer",
            Token(Change, NOT_AUDITORS),
            api::duties::answer_by_code,
        ),
        get("/api/v1/clock", Token(Read, EVERYBODY), api::clock::show),
        post("/api/v1/clock", Token(Change, WATCH), api::clock::settle),
        get(
            "/api/v1/people",
            Token(Read, OVERSEERS),
            api::organisation::people::list,
        ),
        post(
            "/api/v1/people",
            Token(Change, WATCH),
            api::organisation::people::enter,
        ),
        get(
            "/api/v1/people/{id}",
            Token(Read, OVERSEERS),
            api::organisation::people::show,
        ),
        post(
            "/api/v1/people/{id}",
            Token(Change, WATCH),
            api::organisation::people::set,
        ),
        post(
            "/api/v1/people/{id}/leave",
            Token(Change, WATCH),
            api::organisation::people::leave,
        ),
        post(
            "/api/v1/people/{id}/erase",
            Token(Change, ADMINISTRATORS),
            api::organisation::holds::erase,
        ),
        get(
            "/api/v1/holds",
            Token(Read, ADMINISTRATORS),
            api::organisation::holds::list,
        ),
        post(
            "/api/v1/holds",
            Token(Change, ADMINISTRATORS),
            api::organisation::holds::set,
        ),
        post(
            "/api/v1/holds/{id}/release",
            Token(Change, ADMINISTRATORS),
            api::organisation::holds::release,
        ),
        post(
            "/api/v1/people/{id}/absences",
            Token(Change, WATCH),
            api::organisation::people::away,
        ),
        get(
            "/api/v1/absences",
            Token(Read, OVERSEERS),
            api::organisation::people::absences,
        ),
        get(
            "/api/v1/posts",
            Token(Read, OVERSEERS),
            api::organisation::posts::list,
        ),
        get(
            "/api/v1/posts/{id}",
            Token(Read, OVERSEERS),
            api::organisation::posts::show,
        ),
        post(
            "/api/v1/posts/{id}/holders",
            Token(Change, WATCH),
            api::organisation::posts::hold,
        ),
        post(
            "/api/v1/posts/{id}/substitutes",
            Token(Change, WATCH),
            api::organisation::posts::order,
        ),
        get(
            "/api/v1/posts/{id}/roster",
            Token(Read, OVERSEERS),
            api::organisation::posts::roster,
        ),
        post(
            "/api/v1/posts/{id}/roster",
            Token(Change, WATCH),
            api::organisation::posts::watch,
        ),
        get(
            "/api/v1/groups",
            Token(Read, OVERSEERS),
            api::organisation::posts::groups,
        ),
        get(
            "/api/v1/holidays",
            Token(Read, OVERSEERS),
            api::organisation::holidays::list,
        ),
        post(
            "/api/v1/holidays",
            Token(Change, WATCH),
            api::organisation::holidays::set,
        ),
        get("/api/v1/plans", Token(Read, EVERYBODY), api::plans::list),
        post("/api/v1/plans", Token(Change, WATCH), api::plans::publish).with_texts(1),
        post(
            "/api/v1/people/{id}/addresses",
            Token(Change, NOT_AUDITORS),
            api::people::set_addresses,
        ),
    ]
}

fn get<H: Handler<T, Web>, T: 'static>(path: &'static str, who: Who, handler: H) -> Route {
    Route {
        method: Method::GET,
        path,
        who,
        largest: LARGEST,
        handler: on(MethodFilter::GET, handler),
    }
}

fn post<H: Handler<T, Web>, T: 'static>(path: &'static str, who: Who, handler: H) -> Route {
    Route {
        method: Method::POST,
        path,
        who,
        largest: LARGEST,
        handler: on(MethodFilter::POST, handler),
    }
}

impl Route {
    /// With so many texts of plans.
    fn with_texts(self, count: usize) -> Self {
        let largest = LARGEST + count * plan_text::yaml::LONGEST_BYTES;
        Self { largest, ..self }
    }

    fn with_photos(self) -> Self {
        let largest = LARGEST_FORM;
        Self { largest, ..self }
    }
}
