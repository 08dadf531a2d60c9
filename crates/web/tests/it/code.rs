//! Answering by short code, for whoever cannot open the link.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use duty::{PersonId, Standing};
use engine::OrganisationId;
use serde_json::json;

use crate::world::{World, minutes};

fn code(world: &World, duty: &duty::DutyId, person: &str) -> String {
    let school = OrganisationId::new("school").unwrap();
    let person = PersonId::new(person).unwrap();
    world.links.code(&school, duty, &person)
}

#[tokio::test]
async fn code_and_number_lead_to_the_duty_and_to_nothing_else() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let code = code(&world, &duty, "he");
    let mut phone = world.browser();
    phone.get("/c").await.shows("短码").shows("后四位");

    let spoken = format!(" {}-{} ", code[..3].to_lowercase(), &code[3..]);
    let found = phone
        .post("/c", &[("code", &spoken), ("number", "0003")])
        .await;
    assert_eq!(found.status, StatusCode::SEE_OTHER);
    assert_eq!(found.header("location"), world.link(&duty, "he"));

    let before = world.position();
    for (code, number) in [
        (code.as_str(), "0004"),
        (code.as_str(), "3"),
        (code.as_str(), ""),
        ("", "0003"),
        ("AAAAAA", "0003"),
        ("\u{0}短码短码", "0003"),
    ] {
        let refused = phone
            .post("/c", &[("code", code), ("number", number)])
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{code} {number}");
        refused.hides("何知予").hides("燃气");
    }
    assert_eq!(world.position(), before, "looking changes nothing");
}

#[tokio::test]
async fn who_guesses_is_slowed_down_and_nobody_is_locked_out_for_good() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let code = code(&world, &duty, "he");
    let mut phone = world.browser();
    for _ in 0..20 {
        let wrong = phone
            .post("/c", &[("code", "AAAAAA"), ("number", "0003")])
            .await;
        assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    }
    let right = [("code", code.as_str()), ("number", "0003")];
    let slowed = phone.post("/c", &right).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    slowed.shows("试的次数太多");
    world.pass(minutes(1)).await;
    assert_eq!(phone.post("/c", &right).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_text_message_with_the_code_is_an_answer() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let code = code(&world, &duty, "he");
    let path = format!("/api/v1/codes/{code}/answer");
    let body = |number: &str| json!({"id": "sms-1", "number": number, "answer": "got-it", "text": "马上到"});
    let wrong = world.api(Method::POST, &path, Some(body("0000004"))).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    assert_eq!(wrong.json()["code"], "unknown-code");
    let taken = world.api(Method::POST, &path, Some(body("0000003"))).await;
    assert_eq!(taken.status, StatusCode::OK);
    assert_eq!(taken.json()["person"]["id"], "he");
    assert_eq!(world.standing(&duty), Standing::Acknowledged);
}

#[tokio::test]
async fn codes_are_short_plain_and_each_duty_and_person_has_its_own() {
    let world = World::school().await;
    let mut seen = BTreeSet::new();
    for number in 0..2_000 {
        let duty = duty::DutyId::new(format!("c{number}.1")).unwrap();
        for person in ["he", "lu"] {
            let code = code(&world, &duty, person);
            assert!(code.len() == 6 && code.bytes().all(|it| it.is_ascii_alphanumeric()));
            assert!(!code.contains(['0', 'O', '1', 'I', 'L', '2', 'Z', '5', 'S', '8', 'B']));
            seen.insert(code);
        }
    }
    assert!(seen.len() > 3_990, "{}", seen.len());
}
