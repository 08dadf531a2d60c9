//! Default deny: every route against every role, and what each role sees.

use accounts::Scope;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use engine::Role;
use web::Who;

use crate::doors::{filled, request};
use crate::world::{World, minutes};

/// Who gets in: administrator, officer, commander, member, auditor.
type Roles = [bool; 5];

const ALL: Roles = [true; 5];
const NOT_AUDITOR: Roles = [true, true, true, true, false];
const LEADERS: Roles = [true, true, true, false, false];
const WATCH: Roles = [true, true, false, false, false];
const NOT_MEMBER: Roles = [true, true, true, false, true];
const OVERSEERS: Roles = [true, true, false, false, true];
const ADMINISTRATOR: Roles = [true, false, false, false, false];

/// What a route is open to.
enum Door {
    /// Everybody, or whoever has a link that we signed.
    Open,
    /// Sessions of these roles.
    Page(Roles),
    /// Tokens of accounts with these roles, if they reach so far.
    Api(Roles, &'static [Scope]),
}

const READS: &[Scope] = &[Scope::Read, Scope::Change];
const CHANGES: &[Scope] = &[Scope::Change];

/// The table. A route that is not in it fails the tests below.
fn door(method: &Method, path: &str) -> Door {
    use Door::{Api, Open, Page};
    match (method.as_str(), path) {
        ("GET", "/api" | "/api/openapi.json") => Open,
        ("GET", "/healthz" | "/readyz" | "/metrics" | "/assets/{name}") => Open,
        ("GET" | "POST", "/d/{organisation}/{duty}/{person}/{mark}") => Open,
        ("GET", "/d/{organisation}/{duty}/{person}/{mark}/paper.docx") => Open,
        ("GET" | "POST", "/g/{organisation}/{duty}/{mark}") => Open,
        ("GET" | "POST", "/report" | "/report/{organisation}") => Open,
        ("GET", "/report/{organisation}/{incident}/{mark}") => Open,
        ("GET" | "POST", "/sign-in" | "/sign-in/{secret}") => Open,
        ("GET" | "POST", "/c" | "/c/{organisation}") => Open,
        ("GET", "/" | "/incidents/{id}" | "/duties/{id}") => Page(ALL),
        ("GET", "/live" | "/incidents/{id}/live") => Page(ALL),
        ("POST", "/incidents/{id}/facts" | "/incidents/{id}/end") => Page(LEADERS),
        (
            "POST",
            "/incidents/{id}/version"
            | "/incidents/{id}/grade"
            | "/incidents/{id}/duties"
            | "/duties/{id}/reassign"
            | "/duties/{id}/waive",
        ) => Page(LEADERS),
        ("POST", "/duties/{id}/comment" | "/duties/{id}/oral") => Page(NOT_AUDITOR),
        ("POST", "/incidents/{id}/note" | "/duties/{id}") => Page(NOT_AUDITOR),
        ("GET", "/incidents/{id}/closing.docx" | "/incidents/{id}/reports/{file}") => Page(ALL),
        ("GET", "/photos/{digest}" | "/plans" | "/plans/{id}") => Page(ALL),
        ("GET" | "POST", "/read") => Page(WATCH),
        ("GET" | "POST", "/signals") => Page(OVERSEERS),
        ("POST", "/calls" | "/clock") => Page(WATCH),
        ("GET", "/organisation" | "/people/{id}" | "/posts/{id}" | "/calendar") => Page(NOT_MEMBER),
        ("GET" | "POST", "/organisation/import") => Page(WATCH),
        ("POST", "/organisation/people" | "/people/{id}" | "/posts/{id}" | "/calendar") => {
            Page(WATCH)
        }
        ("POST", "/sign-out") => Page(ALL),
        ("GET", "/account") => Page(ALL),
        (
            "POST",
            "/account/password" | "/account/code" | "/account/sessions" | "/account/tokens",
        ) => Page(ALL),
        ("GET" | "POST", "/people/{id}/addresses") => Page(NOT_AUDITOR),
        ("GET" | "POST", "/channels" | "/channels/templates") => Page(WATCH),
        ("GET" | "POST", "/accounts" | "/accounts/{id}") => Page(ADMINISTRATOR),
        ("GET" | "POST", "/holds") => Page(ADMINISTRATOR),
        ("POST", "/people/{id}/erase") => Page(ADMINISTRATOR),
        ("GET", "/api/v1/holds") => Api(ADMINISTRATOR, READS),
        ("POST", "/api/v1/holds" | "/api/v1/holds/{id}/release" | "/api/v1/people/{id}/erase") => {
            Api(ADMINISTRATOR, CHANGES)
        }
        ("GET", "/api/v1/incidents" | "/api/v1/incidents/{id}") => Api(ALL, READS),
        ("GET", "/api/v1/duties" | "/api/v1/duties/{id}" | "/api/v1/plans") => Api(ALL, READS),
        ("POST", "/api/v1/incidents") => Api(NOT_AUDITOR, CHANGES),
        ("POST", "/api/v1/incidents/{id}/facts" | "/api/v1/incidents/{id}/end") => {
            Api(LEADERS, CHANGES)
        }
        (
            "POST",
            "/api/v1/incidents/{id}/version"
            | "/api/v1/incidents/{id}/grade"
            | "/api/v1/incidents/{id}/duties"
            | "/api/v1/duties/{id}/reassign"
            | "/api/v1/duties/{id}/waive",
        ) => Api(LEADERS, CHANGES),
        ("POST", "/api/v1/duties/{id}/comment" | "/api/v1/duties/{id}/oral") => {
            Api(NOT_AUDITOR, CHANGES)
        }
        ("POST", "/api/v1/duties/{id}/answer" | "/api/v1/codes/{code}/answer") => {
            Api(NOT_AUDITOR, CHANGES)
        }
        ("POST", "/api/v1/people/{id}/addresses") => Api(NOT_AUDITOR, CHANGES),
        (
            "GET",
            "/api/v1/people"
            | "/api/v1/people/{id}"
            | "/api/v1/absences"
            | "/api/v1/posts"
            | "/api/v1/posts/{id}"
            | "/api/v1/posts/{id}/roster"
            | "/api/v1/groups"
            | "/api/v1/holidays",
        ) => Api(NOT_MEMBER, READS),
        (
            "POST",
            "/api/v1/people"
            | "/api/v1/people/{id}"
            | "/api/v1/people/{id}/leave"
            | "/api/v1/people/{id}/absences"
            | "/api/v1/posts/{id}/holders"
            | "/api/v1/posts/{id}/substitutes"
            | "/api/v1/posts/{id}/roster"
            | "/api/v1/holidays",
        ) => Api(WATCH, CHANGES),
        ("GET", "/api/v1/clock") => Api(ALL, READS),
        ("POST", "/api/v1/clock" | "/api/v1/plans") => Api(WATCH, CHANGES),
        _ => panic!("{method} {path} is new: say in this table who may use it"),
    }
}

#[tokio::test]
async fn every_page_opens_to_the_roles_of_the_table_and_to_no_other() {
    let world = World::school().await;
    for (index, role) in Role::ALL.into_iter().enumerate() {
        let account = format!("the-{}", role.word());
        world.account(&account, role, Some("zhou")).await;
        for (method, path, who) in web::routes() {
            let (Door::Page(roles), Who::Session(_)) = (door(&method, path), who) else {
                continue;
            };
            let mut browser = world.signed_in_as(&account).await;
            let answer = browser.send(request(&method, path), Body::empty()).await;
            let refused = answer.status == StatusCode::FORBIDDEN
                && answer.body.contains("这个账号不能打开这一页");
            assert_eq!(
                refused, !roles[index],
                "{role:?} {method} {path}: {}",
                answer.status
            );
            assert_ne!(
                answer.status,
                StatusCode::UNAUTHORIZED,
                "{role:?} {method} {path}"
            );
        }
    }
}

#[tokio::test]
async fn every_call_of_the_api_is_open_to_the_roles_and_scopes_of_the_table_only() {
    let world = World::school().await;
    for (index, role) in Role::ALL.into_iter().enumerate() {
        let account = format!("the-{}", role.word());
        world.account(&account, role, Some("zhou")).await;
        for scope in Scope::ALL {
            let token = world.token(&account, scope).await;
            for (method, path, who) in web::routes() {
                let (Door::Api(roles, scopes), Who::Token(..)) = (door(&method, path), who) else {
                    continue;
                };
                let call = Request::builder()
                    .method(&method)
                    .uri(filled(path))
                    .header(header::AUTHORIZATION, format!("Bearer {token}"));
                let answer = world.send(call.body(Body::empty()).unwrap()).await;
                let refused = answer.status == StatusCode::FORBIDDEN;
                let open = roles[index] && scopes.contains(&scope);
                let what = format!("{role:?} {scope:?} {method} {path}: {}", answer.status);
                assert_eq!(refused, !open, "{what}");
                assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{what}");
            }
        }
    }
}

#[tokio::test]
async fn every_route_is_in_the_table_behind_the_same_door() {
    for (method, path, who) in web::routes() {
        let same = match (door(&method, path), who) {
            (Door::Open, Who::Anyone | Who::Link)
            | (Door::Page(_), Who::Session(_))
            | (Door::Api(..), Who::Token(..)) => true,
            (Door::Open | Door::Page(_) | Door::Api(..), _) => false,
        };
        assert!(same, "{method} {path}");
    }
}

#[tokio::test]
async fn alerts_take_tokens_that_send_signals_and_none_that_only_read() {
    let world = World::school().await;
    world.account("sensors", Role::Officer, None).await;
    for (scope, status) in [
        (Scope::Signals, StatusCode::OK),
        (Scope::Change, StatusCode::OK),
        (Scope::Read, StatusCode::FORBIDDEN),
    ] {
        let token = world.token("sensors", scope).await;
        let call = Request::builder()
            .method(Method::POST)
            .uri("/api/v2/alerts")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        let answer = world.send(call.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{scope:?}");
    }
}

#[tokio::test]
async fn alerts_are_shown_to_tokens_that_read_of_accounts_that_see_everything() {
    let world = World::school().await;
    for (index, role) in Role::ALL.into_iter().enumerate() {
        let account = format!("the-{}", role.word());
        world.account(&account, role, Some("zhou")).await;
        for scope in Scope::ALL {
            let token = world.token(&account, scope).await;
            let call = Request::builder()
                .uri("/api/v2/alerts")
                .header(header::AUTHORIZATION, format!("Bearer {token}"));
            let answer = world.send(call.body(Body::empty()).unwrap()).await;
            let open = OVERSEERS[index] && READS.contains(&scope);
            let status = if open {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            assert_eq!(answer.status, status, "{role:?} {scope:?}");
        }
    }
}

#[tokio::test]
async fn an_account_without_a_right_gets_in_nowhere() {
    let world = World::school().await;
    world.account("gone", Role::Officer, None).await;
    let mut browser = world.signed_in_as("gone").await;
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    let token = world.token("gone", Scope::Change).await;
    world.no_right("gone").await;
    assert_eq!(browser.get("/").await.status, StatusCode::UNAUTHORIZED);
    let call = Request::builder()
        .uri("/api/v1/incidents")
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    let answer = world.send(call.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_member_sees_his_own_duties_and_nothing_of_the_others() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let own = world.duty(&incident, "close-valve");
    let other = world.duty(&incident, "cut-power");
    world.account("he", Role::Member, Some("he")).await;
    world.account("shen", Role::Member, Some("shen")).await;
    let mut he = world.signed_in_as("he").await;
    assert_eq!(
        he.get(&format!("/duties/{own}")).await.status,
        StatusCode::OK
    );
    let hidden = he.get(&format!("/duties/{other}")).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let room = he.get(&format!("/incidents/{incident}")).await;
    room.shows(own.as_str()).hides(other.as_str());
    let desk = he.get("/").await;
    desk.shows(own.as_str()).hides(other.as_str());

    let mut shen = world.signed_in_as("shen").await;
    for path in [format!("/incidents/{incident}"), format!("/duties/{own}")] {
        assert_eq!(
            shen.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    shen.get("/").await.hides("第二食堂").hides(own.as_str());
}

#[tokio::test]
async fn a_member_answers_for_himself_and_an_auditor_for_nobody() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let own = world.duty(&incident, "close-valve");
    world.account("he", Role::Member, Some("he")).await;
    world.account("audit", Role::Auditor, None).await;
    let path = format!("/duties/{own}");
    let before = world.position();
    let mut auditor = world.signed_in_as("audit").await;
    assert_eq!(auditor.get(&path).await.status, StatusCode::OK);
    let refused = auditor.post(&path, &[("answer", "got-it")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(world.position(), before);
    let mut he = world.signed_in_as("he").await;
    let taken = he.post(&path, &[("answer", "got-it")]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    let replied = world
        .runner
        .handle()
        .read(|state| state.duties[&own].replies.last().unwrap().person.clone());
    assert_eq!(replied.unwrap().as_str(), "he");
}

#[tokio::test]
async fn a_token_ends_when_its_time_has_come() {
    let world = World::school().await;
    world.account("sensors", Role::Officer, None).await;
    let token = world.token("sensors", Scope::Read).await;
    let call = || {
        let call = Request::builder()
            .uri("/api/v1/incidents")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        world.send(call.body(Body::empty()).unwrap())
    };
    assert_eq!(call().await.status, StatusCode::OK);
    world.pass(minutes(2)).await;
    assert_eq!(call().await.status, StatusCode::UNAUTHORIZED);
}
