//! Signing in by the one-time link, signing out, and forms from elsewhere.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use jiff::SignedDuration;

use crate::world::{URL, World};

#[tokio::test]
async fn the_link_of_the_terminal_signs_in_once_and_only_by_its_button() {
    let world = World::school().await;
    let path = world.one_time(web::OFFICER).await;
    let mut browser = world.browser();
    for _ in 0..2 {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        page.shows("<form");
        assert_eq!(page.header("set-cookie"), "");
    }
    let answer = browser.post(&path, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    assert!(!cookie.contains("Secure"), "there is no TLS here: {cookie}");
    assert_eq!(browser.get("/").await.status, StatusCode::OK);

    let again = world.browser().post(&path, &[]).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert_eq!(again.header("set-cookie"), "");
}

#[tokio::test]
async fn signing_out_ends_the_session_everywhere() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let answer = browser.post("/sign-out", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_and_an_unused_link_last_twelve_hours() {
    let world = World::school().await;
    let unused = world.one_time(web::OFFICER).await;
    let mut browser = world.signed_in().await;
    world.pass(SignedDuration::from_hours(12)).await;
    assert_eq!(browser.get("/").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(browser.post(&unused, &[]).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_form_from_another_site_is_not_taken() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let cases: [(&[(&str, &str)], bool); 8] = [
        (&[("sec-fetch-site", "cross-site")], false),
        (&[("sec-fetch-site", "same-site")], false),
        (&[("sec-fetch-site", "cross-site"), ("origin", URL)], false),
        (&[("origin", "http://elsewhere.test")], false),
        (&[("origin", "null")], false),
        (&[], false),
        (
            &[
                ("origin", "http://10.0.0.7:8686"),
                ("host", "10.0.0.7:8686"),
            ],
            true,
        ),
        (&[("origin", URL)], true),
    ];
    for (headers, taken) in cases {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri("/sign-out")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = browser.send(request, Body::empty()).await;
        let expected = if taken {
            StatusCode::SEE_OTHER
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(answer.status, expected, "{headers:?}");
        if taken {
            browser = world.signed_in().await;
        }
    }
}
