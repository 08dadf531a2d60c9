//! Who may come in where, and what every answer carries.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use web::Who;

use crate::world::{TOKEN, World};

/// A path of a route with something in its places.
pub fn filled(path: &str) -> String {
    path.split('/')
        .map(|part| {
            if part.starts_with('{') {
                "something"
            } else {
                part
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

pub fn request(method: &Method, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(filled(path))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

#[tokio::test]
async fn without_session_and_token_every_other_door_is_shut() {
    let world = World::school().await;
    world.gas_leak().await;
    let before = world.position();
    for (method, path, who) in web::routes() {
        for header_value in ["", "Bearer wrong", "Basic dTpw"] {
            let mut request = request(&method, path);
            if !header_value.is_empty() {
                request = request.header(header::AUTHORIZATION, header_value);
            }
            let answer = world.send(request.body(Body::empty()).unwrap()).await;
            match who {
                Who::Session(_) | Who::Token(..) => {
                    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
                    answer.hides("燃气").hides("陆衡");
                }
                Who::Link => {
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}");
                    answer.hides("燃气").hides("陆衡");
                }
                // A form without a password: this door is shut, but not by a missing session.
                Who::Anyone if method == Method::POST && path == "/sign-in" => {
                    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
                }
                Who::Anyone => assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{path}"),
            }
        }
    }
    assert_eq!(world.position(), before);
}

#[tokio::test]
async fn a_session_opens_no_api_and_a_token_opens_no_page() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    for (method, path, who) in web::routes() {
        if matches!(who, Who::Token(..)) {
            let answer = browser.send(request(&method, path), Body::empty()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
        }
        if matches!(who, Who::Session(_)) {
            let with_token = request(&method, path)
                .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
                .body(Body::empty());
            let answer = world.send(with_token.unwrap()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_routes_that_the_binary_adds_want_the_token_too() {
    let world = World::school().await;
    let alert = |token: Option<&str>| {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri("/api/v2/alerts");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        request.body(Body::empty()).unwrap()
    };
    assert_eq!(
        world.send(alert(None)).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        world.send(alert(Some("x"))).await.status,
        StatusCode::UNAUTHORIZED
    );
    let taken = world.send(alert(Some(TOKEN))).await;
    assert_eq!(
        (taken.status, taken.body.as_str()),
        (StatusCode::OK, "school")
    );
}

#[tokio::test]
async fn every_answer_carries_its_headers() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let mut paths: Vec<(Method, String)> = web::routes()
        .into_iter()
        .map(|(method, path, _)| (method, filled(path)))
        .filter(|(_, path)| path != "/sign-out")
        .collect();
    paths.push((Method::GET, "/no/such/page".to_owned()));
    paths.push((Method::DELETE, "/".to_owned()));
    for (method, path) in paths {
        let answer = browser.send(request(&method, &path), Body::empty()).await;
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self'",
            "script-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{method} {path}: {policy}");
        }
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(
            answer.header("cache-control"),
            "no-store",
            "{method} {path}"
        );
        assert!(
            !answer.body.contains(" style="),
            "{path} has an inline style"
        );
        assert!(
            !answer.body.contains(" onclick="),
            "{path} has an inline script"
        );
    }
}

#[tokio::test]
async fn the_style_sheet_is_named_by_its_content_and_kept() {
    let world = World::school().await;
    let page = world.browser().get("/sign-in").await;
    let start = page.body.find("/assets/app-").unwrap();
    let path = &page.body[start..start + page.body[start..].find('"').unwrap()];
    let style = world.browser().get(path).await;
    assert_eq!(style.status, StatusCode::OK);
    assert!(style.header("cache-control").contains("immutable"));
    assert!(style.header("content-type").starts_with("text/css"));
    let other = world.browser().get("/assets/app-0000.css").await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn it_says_that_it_lives_is_ready_and_how_much_runs() {
    let world = World::school().await;
    world.gas_leak().await;
    assert_eq!(world.browser().get("/healthz").await.status, StatusCode::OK);
    assert_eq!(world.browser().get("/readyz").await.status, StatusCode::OK);
    let metrics = world.browser().get("/metrics").await;
    metrics.shows("\nchangbei_incidents_running 1\n");
    let position = format!("\nchangbei_log_position {}\n", world.position());
    metrics.shows(&position).hides("changbei_outbox_notices 0");
}
