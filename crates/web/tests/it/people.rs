//! Where people are reached.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::world::World;

fn body(id: &str, channel: &str, value: &str) -> Option<Value> {
    let address = json!({"channel": channel, "value": value, "opens": "house", "hours": "always"});
    Some(json!({"id": id, "addresses": [address]}))
}

#[tokio::test]
async fn an_address_is_kept_sealed_and_never_shown() {
    let world = World::school().await;
    let path = "/api/v1/people/he/addresses";
    let set = body("a-1", "mail", "he@school.test");
    let answer = world.api(Method::POST, path, set).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json()[0]["channel"], "mail");
    answer.hides("he@school.test");
    let published = world.runner.handle().published();
    let person = published
        .state
        .people
        .iter()
        .find(|(id, _)| id.as_str() == "he");
    let (_, person) = person.unwrap();
    let kept = published.directory.text(&person.addresses[0].value);
    assert_eq!(kept, Some("he@school.test"));
}

#[tokio::test]
async fn what_is_no_address_or_nobodys_is_refused() {
    let world = World::school().await;
    let before = world.position();
    let long = "x".repeat(1_000);
    for (id, channel, value) in [
        ("a-2", "pigeon", "loft"),
        ("a-3", "mail", " "),
        ("a-4", "mail", &long),
        ("a-6", "mail", "he at school"),
        ("a-7", "sms", "12 34"),
        ("a-8", "ntfy", "a/b"),
    ] {
        let refused = world
            .api(
                Method::POST,
                "/api/v1/people/he/addresses",
                body(id, channel, value),
            )
            .await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{channel}"
        );
        assert_eq!(refused.json()["code"], "no-address");
    }
    let address =
        json!({"channel": "sms", "value": "13900000000", "opens": "house", "hours": "off"});
    let many = json!({"id": "a-9", "addresses": vec![address; 21]});
    let path = "/api/v1/people/he/addresses";
    let refused = world.api(Method::POST, path, Some(many)).await;
    assert_eq!(refused.json()["code"], "too-many-addresses");
    let unknown = world
        .api(
            Method::POST,
            "/api/v1/people/nobody/addresses",
            body("a-5", "mail", "a@b.c"),
        )
        .await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.position(), before);
}
