//! The sample organisations, started as a newcomer would.

use serde_json::json;

use crate::world::{Phones, Server, folder, until, verify};

/// Reports every event of a sample, and waits until its duties have reached people.
async fn check(sample: &str, events: &[&str]) {
    let (_dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let server = Server::start_sample(sample, &data, &webhook).await;
    for event in events {
        let report = json!({ "id": format!("report-{event}"), "event": event });
        let (status, incident) = server.post("incidents", &report).await.expect("an answer");
        assert_eq!(status, 201, "{sample}, {event}: {incident}");
        let id = incident["id"].as_str().expect("an id").to_owned();
        let duties = server.all(&format!("duties?incident={id}")).await;
        assert!(duties.len() >= 3, "{sample}, {event}: {duties:?}");
        until("every open duty has reached somebody", || async {
            let received = phones.received();
            let told = |duty: &str| received.iter().any(|message| message["duty"] == duty);
            let open = duties.iter().filter_map(|duty| duty["id"].as_str());
            open.into_iter().all(told).then_some(())
        })
        .await;
    }
    server.stop();
    let (code, said) = verify(&data);
    assert_eq!(code, Some(0), "{said}");
}

#[tokio::test]
async fn every_event_of_the_sample_school_opens_duties_that_reach_people() {
    check("school", &["gas-leak", "fire", "defacement", "intrusion"]).await;
}

#[tokio::test]
async fn every_event_of_the_sample_factory_opens_duties_that_reach_people() {
    check("factory", &["machine-injury", "workshop-fire"]).await;
}

#[tokio::test]
async fn every_event_of_the_sample_township_opens_duties_that_reach_people() {
    check("town", &["enterprise-accident", "rainstorm"]).await;
}
