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
        assert!(duties.len() >= 2, "{sample}, {event}: {duties:?}");
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

/// Every event of every plan of the sample.
async fn check_all(sample: &str) {
    let plans = crate::library::plans(sample);
    let events: Vec<&str> = plans
        .iter()
        .flat_map(|(_, plan)| &plan.events)
        .map(|event| event.id.as_str())
        .collect();
    check(sample, &events).await;
}

#[tokio::test]
async fn every_event_of_the_sample_school_opens_duties_that_reach_people() {
    check_all("school").await;
}

#[tokio::test]
async fn every_event_of_the_sample_factory_opens_duties_that_reach_people() {
    check_all("factory").await;
}

#[tokio::test]
async fn every_event_of_the_sample_township_opens_duties_that_reach_people() {
    check_all("town").await;
}
