//! What comes in wrong gets a clear answer, and nothing is lost.

use serde_json::json;

use crate::world::{Phones, Server, changbei, folder, run, verify};

#[tokio::test]
async fn a_second_process_on_the_same_folder_is_refused_with_one_line() {
    let (_dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let server = Server::start(&data, &webhook).await;
    let second = changbei()
        .args([
            "serve",
            "--sample",
            "school",
            "--listen",
            "127.0.0.1:0",
            "--data",
        ])
        .arg(&data)
        .output()
        .expect("the binary runs");
    assert_eq!(second.status.code(), Some(2));
    let said = String::from_utf8_lossy(&second.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("another process"), "{said}");
    server.stop();
}

#[tokio::test]
async fn requests_without_the_token_or_with_nonsense_change_nothing() {
    let (_dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let server = Server::start(&data, &webhook).await;
    let (status, _) = server.page(&server.api("incidents")).await;
    assert_eq!(status, 401);
    for (body, wanted) in [
        (json!({ "id": "x", "event": "no-such-event" }), 400..500),
        (
            json!({ "id": "x", "event": "gas-leak", "facts": { "injured": "many" } }),
            400..500,
        ),
        (
            json!({ "id": "x", "event": "gas-leak", "facts": { "no-such-fact": "1" } }),
            400..500,
        ),
        (
            json!({ "id": "x", "event": "gas-leak", "made": "1999-01-01T00:00:00Z" }),
            400..500,
        ),
        (json!({ "id": "bad id!", "event": "gas-leak" }), 400..500),
        (json!([1, 2, 3]), 400..500),
    ] {
        let (status, answer) = server.post("incidents", &body).await.expect("an answer");
        assert!(wanted.contains(&status), "{body}: {status} {answer}");
        assert!(answer["title"].is_string(), "a problem document: {answer}");
    }
    assert_eq!(server.alert(&json!([{ "labels": {} }])).await, Some(400));
    assert_eq!(server.alert(&json!({ "not": "a list" })).await, Some(400));
    assert_eq!(
        server
            .alert(&json!([{ "labels": { "job": "nothing of ours" } }]))
            .await,
        Some(200)
    );
    assert!(server.all("incidents").await.is_empty());
    server.stop();
}

#[test]
fn sample_settings_without_a_sample_stop_the_start() {
    let (_dir, data) = folder();
    let output = changbei()
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .env("CHANGBEI_SAMPLE_TOKEN", "secret")
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("--sample") && !said.contains("secret"),
        "{said}"
    );
}

#[test]
fn a_folder_without_a_journal_is_a_finding_and_an_unknown_verb_is_unusable() {
    let (_dir, data) = folder();
    let (code, said) = verify(&data);
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(run(&["dance"]).status.code(), Some(2));
    let unknown = run(&["serve", "--sample", "castle", "--data", "/nowhere"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn a_file_that_cannot_be_read_is_never_called_free_of_findings() {
    let (dir, _data) = folder();
    let broken = dir.path().join("broken.yaml");
    std::fs::write(&broken, "meta: [\n").expect("a file");
    let said = run(&["check", broken.to_str().expect("a path in UTF-8")]);
    assert_eq!(said.status.code(), Some(2));
    let printed = String::from_utf8_lossy(&said.stdout);
    assert!(printed.contains("one file was not read"), "{printed}");
}
