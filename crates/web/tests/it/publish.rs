//! Plans through the API.

use std::path::Path;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::world::{Answer, TOKEN, World};

fn gas_leak() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/school/gas-leak.yaml");
    std::fs::read_to_string(file).unwrap()
}

async fn post(world: &World, path: &str, media: &str, body: impl Into<Body>) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
        .header(header::CONTENT_TYPE, media)
        .header(header::ACCEPT_LANGUAGE, "en");
    world.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn a_plan_becomes_the_next_version() {
    let world = World::school().await;
    let before = world.browser().get("/healthz").await;
    assert_eq!(before.status, StatusCode::OK);
    for (media, organisation, version) in [
        ("application/yaml", "", 2),
        ("text/plain; charset=utf-8", "?organisation=school", 3),
    ] {
        let path = format!("/api/v1/plans{organisation}");
        let answer = post(&world, &path, media, gas_leak()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let said = answer.json();
        assert_eq!(
            (&said["plan"], &said["version"]),
            (&"gas-leak".into(), &version.into())
        );
    }
}

#[tokio::test]
async fn what_cannot_be_published_is_refused_with_every_reason_and_changes_nothing() {
    let world = World::school().await;
    let before = world.position();
    let without_notices = gas_leak().replace("\nnotices:\n", "\nretention: []\nnotices_gone:\n");
    let no_title = "meta: {}\n";
    for (path, media, body, status, said) in [
        ("/api/v1/plans", "application/json", "{}", 415, "not-yaml"),
        (
            "/api/v1/plans",
            "application/yaml",
            no_title,
            422,
            "no post at all",
        ),
        (
            "/api/v1/plans",
            "application/yaml",
            "meta:\n  titel: x\n",
            422,
            "2:",
        ),
        (
            "/api/v1/plans",
            "application/yaml",
            &without_notices,
            422,
            "notices_gone",
        ),
        (
            "/api/v1/plans?organisation=other",
            "text/plain",
            no_title,
            409,
            "other-organisation",
        ),
    ] {
        let answer = post(&world, path, media, body.to_owned()).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
        answer.shows(said);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let gaps = post(&world, "/api/v1/plans", "application/yaml", no_title).await;
    assert!(
        gaps.json()["errors"].as_array().unwrap().len() >= 4,
        "{}",
        gaps.body
    );
    let latin = post(&world, "/api/v1/plans", "text/plain", vec![0xff_u8, 0xfe]).await;
    assert_eq!(latin.status, StatusCode::BAD_REQUEST);
    latin.shows("UTF-8");
    let large = post(
        &world,
        "/api/v1/plans",
        "text/plain",
        " ".repeat(6 * 1024 * 1024),
    )
    .await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(world.position(), before);
}
