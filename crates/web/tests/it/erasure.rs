//! Destroying a person's content, and the holds that refuse it, by page and API.

use axum::http::{Method, StatusCode};
use engine::Role;
use serde_json::json;

use crate::world::World;

/// Somebody who holds nothing, entered and gone again.
async fn enter(world: &World) -> &'static str {
    let person = json!({"id": "p1", "name": "季明澈", "number": "T0071", "phone": "13900000071"});
    let answer = world
        .api(Method::POST, "/api/v1/people", Some(person))
        .await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    "/people/person-p1"
}

#[tokio::test]
async fn an_administrator_types_the_name_and_the_content_is_gone() {
    let world = World::school().await;
    let path = enter(&world).await;
    world.account("root", Role::Administrator, None).await;
    world.account("watch", Role::Officer, None).await;
    let mut officer = world.signed_in_as("watch").await;
    officer
        .get(path)
        .await
        .shows("季明澈")
        .hides("销毁个人内容");
    let mut root = world.signed_in_as("root").await;
    let page = root.get(path).await;
    page.shows("销毁个人内容").shows("输入“季明澈”确认");
    let erase = format!("{path}/erase");
    let wrong = [("ground", "asked"), ("confirm", "别人")];
    let answer = root.post(&erase, &wrong).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let no_ground = [("confirm", "季明澈")];
    let answer = root.post(&erase, &no_ground).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let right = [("ground", "asked"), ("confirm", "季明澈")];
    let answer = root.post(&erase, &right).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = root.get(path).await;
    page.hides("季明澈").hides("13900000071").hides("T0071");
    page.shows("销毁〕").shows("本人要求删除或撤回同意");
    root.get("/organisation").await.hides("季明澈");
}

#[tokio::test]
async fn holds_are_set_listed_and_released_and_refuse_with_their_reason() {
    let world = World::school().await;
    enter(&world).await;
    world.account("root", Role::Administrator, None).await;
    let mut root = world.signed_in_as("root").await;
    let hold = [
        ("act", "set"),
        ("scope", "person"),
        ("about", "季明澈"),
        ("reason", "调查未结束"),
        ("until", "2027-11-22T02:00"),
    ];
    let answer = root.post("/holds", &hold).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = root.get("/holds").await;
    page.shows("季明澈的个人内容").shows("调查未结束");
    let erase = [("ground", "term-over"), ("confirm", "季明澈")];
    let refused = root.post("/people/person-p1/erase", &erase).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.shows("调查未结束");
    let hold = page.hidden("hold", "release");
    let release = [("act", "release"), ("hold", hold.as_str())];
    root.post("/holds", &release).await;
    root.get("/holds").await.shows("没有设置保全");
    let unknown = [
        ("act", "set"),
        ("scope", "person"),
        ("about", "没有这人"),
        ("reason", "查"),
    ];
    let answer = root.post("/holds", &unknown).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_api_holds_and_erases_for_administrators() {
    let world = World::school().await;
    enter(&world).await;
    world.account("root", Role::Administrator, None).await;
    let token = world.token("root", accounts::Scope::Change).await;
    let ask = async |method: Method, path: &str, body: serde_json::Value| {
        let request = axum::http::Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .body(axum::body::Body::from(body.to_string()));
        world.send(request.unwrap()).await
    };
    let hold = json!({"id": "h1", "person": "person-p1", "reason": "调查未结束"});
    let set = ask(Method::POST, "/api/v1/holds", hold.clone()).await;
    assert_eq!(set.status, StatusCode::CREATED, "{}", set.body);
    let again = ask(Method::POST, "/api/v1/holds", hold).await;
    assert_eq!(again.body, set.body, "the same command again");
    let id = set.json()["id"].as_str().unwrap().to_owned();
    let list = ask(Method::GET, "/api/v1/holds", json!(null)).await;
    assert_eq!(list.json()["items"][0]["reason"], "调查未结束");
    let erase = json!({"id": "e1", "ground": "term-over"});
    let path = "/api/v1/people/person-p1/erase";
    let refused = ask(Method::POST, path, erase.clone()).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    refused.shows("调查未结束");
    let release = format!("/api/v1/holds/{id}/release");
    let released = ask(Method::POST, &release, json!({"id": "h2"})).await;
    assert_eq!(released.json()["id"], id.as_str());
    let gone = ask(Method::POST, path, erase).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.body);
    let gone = gone.json();
    assert!(gone["name"].as_str().unwrap().contains("销毁"), "{gone}");
    assert_eq!(
        (&gone["number"], &gone["phone"]),
        (&json!(null), &json!(null))
    );
    assert!(gone["left"].is_string());
}
