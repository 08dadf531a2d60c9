//! The main job, seen from outside.

use serde_json::{Value, json};

use crate::world::{Phones, Server, folder, until, verify};

fn gas_alert() -> Value {
    json!([{
        "labels": {
            "event": "gas-leak", "lel": "24", "dormitory": "yes", "place": "第二食堂",
        },
        "annotations": { "summary": "后厨探头报警" },
    }])
}

fn to<'a>(messages: &'a [Value], person: &str) -> Option<&'a Value> {
    messages.iter().find(|message| message["to"] == person)
}

#[tokio::test]
async fn an_alert_tells_people_and_a_link_answers_without_a_sign_in() {
    let (_dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let server = Server::start(&data, &webhook).await;

    assert_eq!(server.alert(&gas_alert()).await, Some(200));
    let message = until("the electrician is told", || async {
        to(&phones.received(), "qin-jibai").cloned()
    })
    .await;
    let text = message["text"].as_str().expect("a text");
    assert!(
        text.contains("燃气泄漏") && text.contains("第二食堂"),
        "{text}"
    );
    assert_eq!(message["exercise"], false);
    assert_eq!(message["rung"], 0);

    // A chat preview fetches the link: nothing changes.
    let link = message["link"].as_str().expect("a link");
    let (status, page) = server.page(link).await;
    assert_eq!(status, 200);
    assert!(page.contains("<form"), "a page with a form");
    let duty = message["duty"].as_str().expect("a duty");
    let path = format!("duties/{duty}");
    assert_eq!(server.get(&path).await["state"], "open");

    // Sent again, the alert is no news.
    let told = phones.received().len();
    assert_eq!(server.alert(&gas_alert()).await, Some(200));
    assert_eq!(server.all("incidents").await.len(), 1);

    let answer = json!({
        "id": "phone-1", "made": "2026-11-24T00:00:00Z", "answer": "got-it", "text": "马上去",
    });
    let mut answer = answer;
    answer["made"] = message_time(&server, duty).await;
    let path = format!("duties/{duty}/answer");
    let (status, first) = server.post(&path, &answer).await.expect("an answer");
    assert_eq!(
        (status, first["state"].as_str()),
        (200, Some("acknowledged")),
        "{first}"
    );
    let again = server.post(&path, &answer).await.expect("an answer");
    assert_eq!(again, (200, first));

    let done = json!({
        "id": "phone-2", "made": answer["made"], "answer": "done", "text": "总电源已切断",
    });
    let (status, after) = server.post(&path, &done).await.expect("an answer");
    assert_eq!(
        (status, after["state"].as_str()),
        (200, Some("discharged")),
        "{after}"
    );
    let late = json!({
        "id": "phone-3", "made": answer["made"], "answer": "got-it",
    });
    let (status, refused) = server.post(&path, &late).await.expect("an answer");
    assert!((400..500).contains(&status), "{refused}");

    let (status, page) = server.page(link).await;
    assert_eq!(status, 200);
    assert!(
        !page.contains("name=\"answer\""),
        "a closed duty takes no answer"
    );
    let (status, _) = server.page(&forged(link)).await;
    assert!((400..500).contains(&status), "a forged link opens nothing");
    assert!(phones.received().len() >= told);

    server.stop();
    let (code, said) = verify(&data);
    assert_eq!(code, Some(0), "{said}");
}

/// When the duty was opened: a moment that is surely not in the server's future.
async fn message_time(server: &Server, duty: &str) -> Value {
    server.get(&format!("duties/{duty}")).await["opened"].clone()
}

/// The same link with its last character changed.
fn forged(link: &str) -> String {
    let mut forged = link.to_owned();
    let last = forged.pop();
    // A character in the middle of the mark: the last one may carry unused bits.
    let middle = forged.len() - 8;
    let other = if &forged[middle..=middle] == "A" {
        "B"
    } else {
        "A"
    };
    forged.replace_range(middle..=middle, other);
    forged.extend(last);
    forged
}

#[tokio::test]
async fn an_incident_is_led_to_its_signed_end_and_leaves_the_running_ones() {
    let (_dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let mut server = Server::start(&data, &webhook).await;
    assert_eq!(server.alert(&gas_alert()).await, Some(200));
    let incident = server.all("incidents").await[0]["id"].clone();
    let incident = incident.as_str().expect("an id").to_owned();

    let facts = json!({ "id": "facts-1", "facts": { "injured": "1", "seriously-injured": "1" } });
    let path = format!("incidents/{incident}/facts");
    let (status, known) = server.post(&path, &facts).await.expect("an answer");
    assert_eq!(status, 200, "{known}");
    assert_eq!(known["grade"], 2, "one seriously hurt raises it: {known}");
    let duties = server.all(&format!("duties?incident={incident}")).await;
    let report = duties.iter().find(|duty| duty["post"] == "information");
    assert!(report.is_some(), "the report to the authority is a duty");

    let end = format!("incidents/{incident}/end");
    let (status, refused) = server
        .post(&end, &json!({ "id": "end-1" }))
        .await
        .expect("an answer");
    assert!((400..500).contains(&status), "not over yet: {refused}");

    finish_all(&server, &incident).await;
    let facts = json!({ "id": "facts-2", "facts": { "gas-level": "0", "everyone-found": "yes" } });
    let (status, _) = server.post(&path, &facts).await.expect("an answer");
    assert_eq!(status, 200);
    let (status, proposed) = server
        .post(&end, &json!({ "id": "end-2" }))
        .await
        .expect("an answer");
    assert_eq!(status, 200, "{proposed}");
    // The signature, then the written report and the review.
    finish_all(&server, &incident).await;
    finish_all(&server, &incident).await;
    let shown = server.get(&format!("incidents/{incident}")).await;
    assert!(shown["ended"].is_string(), "{shown}");
    word_file(&mut server, &incident).await;
    let release = until("everyone is told of the release", || async {
        let received = phones.received();
        received.iter().find(|it| it["duty"].is_null()).cloned()
    })
    .await;
    assert!(release["link"].is_null());

    server.stop();
    let (code, said) = verify(&data);
    assert_eq!(code, Some(0), "{said}");
}

/// The written report is a Word file, for whoever is signed in.
async fn word_file(server: &mut Server, incident: &str) {
    let path = format!("/incidents/{incident}/closing.docx");
    let bytes = server.signed_in_bytes(&path).await;
    assert!(bytes.starts_with(b"PK\x03\x04"), "a Word file is a zip");
    assert!(bytes.len() > 5_000, "with something in it");
}

/// Does every open duty, as often as doing one opens another.
pub async fn finish_all(server: &Server, incident: &str) {
    loop {
        let duties = server.all(&format!("duties?incident={incident}")).await;
        let open: Vec<&Value> = duties
            .iter()
            .filter(|duty| duty["state"] != "discharged")
            .collect();
        if open.is_empty() {
            return;
        }
        for duty in open {
            let id = duty["id"].as_str().expect("an id");
            let body = json!({
                "id": format!("done-{id}"), "made": duty["opened"],
                "answer": "done", "text": "已办结",
            });
            let (status, answer) = server
                .post(&format!("duties/{id}/answer"), &body)
                .await
                .expect("an answer");
            assert_eq!(status, 200, "{answer}");
        }
    }
}
