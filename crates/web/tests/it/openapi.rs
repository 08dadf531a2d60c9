//! The API's description of itself.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::Value;

use crate::world::World;

async fn document(world: &World, language: &'static str) -> Value {
    let mut browser = world.browser();
    browser.language = language;
    let answer = browser.get("/api/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.json()
}

#[tokio::test]
async fn every_route_of_the_api_is_described_and_nothing_else_is() {
    let document = document(&World::school().await, "en").await;
    let mut described = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            described.insert((method.to_uppercase(), path.clone()));
        }
    }
    // The binary brings these along, out of sight of the table.
    let foreign = |path: &str| path.starts_with("/api/v2/") || path == "/v2/enqueue";
    described.retain(|(_, path)| !foreign(path));
    let routes: BTreeSet<(String, String)> = web::routes()
        .into_iter()
        .filter(|(_, path, _)| path.starts_with("/api/"))
        .map(|(method, path, _)| (method.to_string(), path.to_owned()))
        .collect();
    assert_eq!(described, routes);
}

#[tokio::test]
async fn the_description_is_as_it_was_looked_at() {
    let document = document(&World::school().await, "en").await;
    insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap());
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let document = document(&World::school().await, "zh-CN").await;
    let text = document.to_string();
    let references = text.split("\"$ref\":\"#").skip(1);
    let mut seen = 0;
    for reference in references {
        let pointer = &reference[..reference.find('"').unwrap()];
        assert!(document.pointer(pointer).is_some(), "{pointer}");
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
}

#[tokio::test]
async fn an_identifier_is_described_as_it_is_read() {
    let document = document(&World::school().await, "en").await;
    let id = &document["components"]["schemas"]["CommandId"];
    assert_eq!(id["pattern"], "^[A-Za-z0-9._-]{1,120}$");
    let longest = "aZ9._-".repeat(20);
    assert!(duty::DutyId::new(&longest).is_ok());
    assert!(duty::DutyId::new(format!("{longest}a")).is_err());
    assert!(duty::DutyId::new("").is_err());
    assert!(duty::DutyId::new("a b").is_err());
}

#[tokio::test]
async fn people_read_the_same_in_both_languages() {
    let world = World::school().await;
    let mut browser = world.browser();
    let page = browser.get("/api").await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("报告一起事件")
        .shows("POST /api/v1/incidents")
        .shows("管理员")
        .shows("href=\"#IncidentDetail\"")
        .shows("id=\"IncidentDetail\"");
    browser.language = "en";
    browser.get("/api").await.shows("Report an incident");
}
