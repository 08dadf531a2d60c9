//! The API.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use duty::{IncidentId, Standing};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::world::{Answer, TOKEN, World, minutes};

/// Does everything, states what is asked, and ends an incident until it is archived.
pub async fn end_it(world: &World, incident: &IncidentId) {
    let facts = json!({"id": "facts", "facts": {
        "gas-level": 0, "everyone-found": true, "injured": 0, "seriously-injured": 0, "deaths": 0, "burning": false,
    }});
    let path = format!("/api/v1/incidents/{incident}/facts");
    assert_eq!(
        world.api(Method::POST, &path, Some(facts)).await.status,
        StatusCode::OK
    );
    do_all(world, incident, "response").await;
    let end = format!("/api/v1/incidents/{incident}/end");
    let ended = world
        .api(Method::POST, &end, Some(json!({"id": "end"})))
        .await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.body);
    do_all(world, incident, "end").await;
}

async fn do_all(world: &World, incident: &IncidentId, stage: &str) {
    for round in 0..5 {
        let list = world
            .api(
                Method::GET,
                &format!("/api/v1/duties?incident={incident}"),
                None,
            )
            .await;
        for duty in list.json()["items"].as_array().unwrap() {
            if duty["state"] != "discharged" {
                let id = duty["id"].as_str().unwrap();
                let command = format!("{stage}-{round}-{id}");
                let body = json!({"id": command, "answer": "done", "text": "办妥"});
                let path = format!("/api/v1/duties/{id}/answer");
                let answer = world.api(Method::POST, &path, Some(body)).await;
                assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            }
        }
    }
}

fn is_problem(answer: &Answer, status: StatusCode, code: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["code"], code);
    assert_eq!(problem["status"], status.as_u16());
    for field in ["type", "title", "detail"] {
        assert!(!problem[field].as_str().unwrap().is_empty(), "{field}");
    }
    problem
}

#[tokio::test]
async fn an_incident_is_reported_once_for_one_id() {
    let world = World::school().await;
    let body = json!({
        "id": "r-1", "made": "2026-11-22T02:30:00+08:00", "event": "gas-leak",
        "place": "第二食堂", "text": "有气味", "facts": {"gas-level": 24.5, "dormitory": true},
    });
    let first = world
        .api(Method::POST, "/api/v1/incidents", Some(body.clone()))
        .await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let again = world
        .api(Method::POST, "/api/v1/incidents", Some(body))
        .await;
    assert_eq!(first.json()["id"], again.json()["id"]);
    let incident = first.json();
    assert_eq!(incident["grade"], 3);
    assert_eq!(incident["place"], "第二食堂");
    assert_eq!(incident["leader"]["acting"], "duty-leader");
    assert_eq!(incident["leader"]["people"][0]["name"], "陆衡");
    assert_eq!(incident["reported"], "2026-11-22T02:31:00+08:00");
    let list = world
        .api(Method::GET, "/api/v1/incidents", None)
        .await
        .json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(list["next"], Value::Null);
}

#[tokio::test]
async fn incidents_come_newest_first_in_pieces_running_and_ended_alike() {
    let world = World::school().await;
    let mut made = Vec::new();
    for round in 0..5 {
        made.push(world.gas_leak().await.to_string());
        if round == 0 {
            let first = IncidentId::new(&made[0]).unwrap();
            end_it(&world, &first).await;
        }
        world.pass(SignedDuration::from_secs(1)).await;
    }
    made.reverse();
    let mut seen = Vec::new();
    let mut path = "/api/v1/incidents?limit=2".to_owned();
    loop {
        let page = world.api(Method::GET, &path, None).await.json();
        for item in page["items"].as_array().unwrap() {
            seen.push(item["id"].as_str().unwrap().to_owned());
        }
        match page["next"].as_str() {
            Some(next) => path = format!("/api/v1/incidents?limit=2&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, made);
    let bad = world
        .api(Method::GET, "/api/v1/incidents?cursor=x", None)
        .await;
    is_problem(&bad, StatusCode::BAD_REQUEST, "malformed");
}

#[tokio::test]
async fn duties_say_where_they_stand_and_take_an_answer_once() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let list = world
        .api(
            Method::GET,
            &format!("/api/v1/duties?incident={incident}"),
            None,
        )
        .await
        .json();
    let found = list["items"].as_array().unwrap().iter();
    let found = found.clone().find(|it| it["id"] == duty.as_str()).unwrap();
    assert_eq!(found["state"], "open");
    assert_eq!(found["incident"], incident.as_str());
    assert_eq!(found["post"], "logistics");
    assert_eq!(found["due"], "2026-11-22T02:39:00+08:00");

    let path = format!("/api/v1/duties/{duty}/answer");
    let body = json!({"id": "a-1", "made": "2026-11-21T18:31:00Z", "answer": "got-it"});
    let first = world.api(Method::POST, &path, Some(body.clone())).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    assert_eq!(first.json()["state"], "acknowledged");
    let position = world.position();
    let again = world.api(Method::POST, &path, Some(body)).await;
    assert_eq!(again.json(), first.json());
    assert_eq!(world.position(), position);

    let done = json!({"id": "a-2", "answer": "done", "text": "已关", "person": "he"});
    let done = world.api(Method::POST, &path, Some(done)).await.json();
    assert_eq!(done["state"], "discharged");
    assert_eq!(done["said"], "已关");
    assert_eq!(done["person"]["name"], "何知予");
    assert_eq!(world.standing(&duty), Standing::Discharged);
}

#[tokio::test]
async fn a_lapsed_and_a_refused_duty_say_so() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let state = async || {
        let path = format!("/api/v1/duties/{duty}");
        world.api(Method::GET, &path, None).await.json()["state"].clone()
    };
    let path = format!("/api/v1/duties/{duty}/answer");
    let cannot = json!({"id": "a", "answer": "cannot", "text": "不在"});
    world.api(Method::POST, &path, Some(cannot)).await;
    assert_eq!(state().await, "refused");
    world.pass(minutes(9)).await;
    assert_eq!(state().await, "lapsed");
}

#[tokio::test]
async fn an_id_that_was_used_for_something_else_is_not_taken_for_an_answer() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let one = world.duty(&incident, "close-valve");
    let two = world.duty(&incident, "cut-power");
    let body = json!({"id": "same", "answer": "got-it"});
    let path = |duty| format!("/api/v1/duties/{duty}/answer");
    let first = world
        .api(Method::POST, &path(&one), Some(body.clone()))
        .await;
    assert_eq!(first.status, StatusCode::OK);
    let second = world.api(Method::POST, &path(&two), Some(body)).await;
    is_problem(&second, StatusCode::CONFLICT, "id-used");
    assert_eq!(world.standing(&two), Standing::Open);
}

#[tokio::test]
async fn an_ended_incident_refuses_and_says_since_when() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    world.pass(minutes(2)).await;
    end_it(&world, &incident).await;
    world.pass(minutes(30)).await;
    let path = format!("/api/v1/incidents/{incident}/facts");
    let body = json!({"id": "late", "facts": {"burning": true}});
    let answer = world.api(Method::POST, &path, Some(body)).await;
    let problem = is_problem(&answer, StatusCode::CONFLICT, "incident-ended");
    assert!(
        problem["detail"].as_str().unwrap().contains("02:33"),
        "{problem}"
    );
    let shown = world
        .api(Method::GET, &format!("/api/v1/incidents/{incident}"), None)
        .await;
    assert_eq!(shown.json()["ended"], "2026-11-22T02:33:00+08:00");
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_with_a_word_and_a_sentence() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let answer = format!("/api/v1/duties/{duty}/answer");
    let end = format!("/api/v1/incidents/{incident}/end");
    let facts = format!("/api/v1/incidents/{incident}/facts");
    let cases = [
        (
            answer.as_str(),
            json!({"id": "1", "answer": "done"}),
            422,
            "evidence-missing",
        ),
        (
            &answer,
            json!({"id": "1", "answer": "perhaps"}),
            422,
            "unfit",
        ),
        (&answer, json!({"answer": "done"}), 422, "unfit"),
        (
            &answer,
            json!({"id": "an id", "answer": "done"}),
            422,
            "unfit",
        ),
        (
            &answer,
            json!({"id": "2", "answer": "got-it", "person": "nobody"}),
            422,
            "unknown-person",
        ),
        (
            &answer,
            json!({"id": "3", "made": "2026-11-01T00:00:00Z", "answer": "got-it"}),
            409,
            "stale",
        ),
        (
            &answer,
            json!({"id": "4", "made": "2027-11-01T00:00:00Z", "answer": "got-it"}),
            422,
            "from-the-future",
        ),
        (
            "/api/v1/duties/no/answer",
            json!({"id": "5", "answer": "done"}),
            404,
            "unknown-duty",
        ),
        (
            "/api/v1/incidents/no/end",
            json!({"id": "6"}),
            404,
            "unknown-incident",
        ),
        (
            "/api/v1/incidents",
            json!({"id": "7", "event": "dragons"}),
            422,
            "unknown-event",
        ),
        (&end, json!({"id": "8"}), 409, "not-over"),
        (
            &facts,
            json!({"id": "9", "facts": {"dragons": 3}}),
            422,
            "unknown-fact",
        ),
        (
            &facts,
            json!({"id": "9", "facts": {"injured": "many"}}),
            422,
            "bad-value",
        ),
        (&facts, json!({"id": "9", "facts": {}}), 422, "empty"),
    ];
    let before = world.position();
    for (path, body, status, code) in cases {
        let said = world.api(Method::POST, path, Some(body)).await;
        is_problem(&said, StatusCode::from_u16(status).unwrap(), code);
    }
    assert_eq!(world.position(), before);
}

#[tokio::test]
async fn a_body_that_is_no_json_or_too_large_is_refused() {
    let world = World::school().await;
    let send = async |media: &str, body: String| {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/v1/incidents")
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
            .header(header::CONTENT_TYPE, media)
            .body(Body::from(body));
        world.send(request.unwrap()).await
    };
    let json = "application/json";
    is_problem(
        &send(json, "{".to_owned()).await,
        StatusCode::BAD_REQUEST,
        "malformed",
    );
    is_problem(
        &send("text/plain", "{}".to_owned()).await,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "not-json",
    );
    let huge = format!("{{\"id\": \"{}\"}}", "x".repeat(1_100_000));
    is_problem(
        &send(json, huge).await,
        StatusCode::PAYLOAD_TOO_LARGE,
        "too-large",
    );
    let missing = world.api(Method::GET, "/api/v1/nothing", None).await;
    is_problem(&missing, StatusCode::NOT_FOUND, "not-found");
    let wrong = world.api(Method::DELETE, "/api/v1/incidents", None).await;
    is_problem(&wrong, StatusCode::METHOD_NOT_ALLOWED, "wrong-method");
}

#[tokio::test]
async fn problems_are_said_in_the_callers_language() {
    let world = World::school().await;
    let ask = async |language: &str| {
        let request = Request::builder()
            .uri("/api/v1/incidents/no")
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
            .header(header::ACCEPT_LANGUAGE, language)
            .body(Body::empty());
        let problem = world.send(request.unwrap()).await.json();
        problem["title"].as_str().unwrap().to_owned()
    };
    assert_eq!(ask("en-GB").await, "Not found");
    assert_eq!(ask("zh-CN").await, "没有找到");
    assert_eq!(ask("fr").await, "没有找到");
}
