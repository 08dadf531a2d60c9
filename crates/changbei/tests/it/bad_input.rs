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

#[test]
fn a_data_folder_that_is_none_stops_it_with_one_line() {
    let (dir, _) = folder();
    let file = dir.path().join("file");
    std::fs::write(&file, "no folder").expect("a file");
    let path = file.to_str().expect("UTF-8");
    let gone = dir.path().join("gone");
    let gone = gone.to_str().expect("UTF-8");
    let listen = "127.0.0.1:0";
    let serve = ["serve", "--sample", "school", "--listen", listen, "--data"];
    for args in [
        [&serve[..], &[path]].concat(),
        vec!["verify", "--data", path],
        vec!["verify", "--data", gone],
    ] {
        let output = run(&args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains("is not a folder"), "{said}");
    }
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
    std::fs::create_dir(&data).expect("a folder");
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

#[test]
fn a_plan_of_200_megabytes_is_turned_away_by_every_verb_with_one_line() {
    let (dir, data) = folder();
    for name in ["huge.txt", "huge.yaml", "huge.docx"] {
        let file = dir.path().join(name);
        let huge = std::fs::File::create(&file).expect("a file");
        huge.set_len(200 * 1024 * 1024).expect("a file with holes");
        let path = file.to_str().expect("a path in UTF-8");
        let data = data.to_str().expect("a path in UTF-8");
        let mut verbs = vec![vec!["check", path]];
        if name == "huge.yaml" {
            verbs.push(vec!["publish", path, "--data", data]);
            verbs.push(vec!["drill", path]);
        } else {
            verbs.push(vec!["read", path]);
        }
        for verb in verbs {
            let output = run(&verb);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{verb:?}: {said}");
            assert_eq!(said.lines().count(), 1, "{verb:?}: {said}");
            assert!(said.contains(name), "{verb:?}: {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_takes_no_200_megabytes() {
    let (_dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let mut server = Server::start(&data, &webhook).await;
    let cookie = server.sign_in().await;
    let before = resident_kilobytes(server.pid());
    let sent = server
        .client()
        .post(format!("{}/read", server.url))
        .header("cookie", &cookie)
        .header("content-type", "multipart/form-data; boundary=cut")
        .body(vec![b'a'; 200 * 1024 * 1024])
        .send()
        .await;
    // A server may hang up on whoever goes on sending after the answer.
    if let Ok(answer) = sent {
        assert!((400..500).contains(&answer.status().as_u16()));
    }
    let after = resident_kilobytes(server.pid());
    assert!(
        after < before + 64 * 1024,
        "{before} kB before, {after} kB after"
    );
    server.officer_page(&cookie, "/plans").await;
    server.stop();
}

/// Resident memory of a process, in kB.
fn resident_kilobytes(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("it runs");
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|it| it.parse().ok()).expect("a number")
}

#[test]
fn a_text_in_gbk_reads_like_the_same_text_in_utf_8() {
    let text =
        "松坪中学停电应急预案\n\n一、停电处置程序\n1. 值班员应在5分钟内查看配电室，并报告组长。\n";
    let (dir, _) = folder();
    let (gbk, _, lossy) = encoding_rs::GBK.encode(text);
    assert!(!lossy);
    let read = |name: &str, bytes: &[u8], how: &str| {
        let file = dir.path().join(name);
        std::fs::write(&file, bytes).expect("a file");
        let output = run(&["read", file.to_str().expect("a path in UTF-8"), how]);
        assert_eq!(output.status.code(), Some(0), "{name}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    for how in ["--facts", "--text"] {
        let one = read("gbk.txt", &gbk, how);
        assert_eq!(one, read("utf-8.txt", text.as_bytes(), how));
        assert!(one.contains("5分钟") || one.contains("within_min"), "{one}");
    }
}

#[test]
fn findings_of_plans_and_of_yaml_are_given_as_sarif() {
    let (dir, _data) = folder();
    let plan = dir.path().join("停水 预案.txt");
    std::fs::write(&plan, "停水应急预案\n一、联系\n值班电话：\n").expect("a file");
    let path = plan.to_str().expect("a path in UTF-8");
    let said = run(&["check", "--format", "sarif", path]);
    assert_eq!(said.status.code(), Some(1));
    let log: serde_json::Value = serde_json::from_slice(&said.stdout).expect("one JSON value");
    assert_eq!(log["version"], "2.1.0");
    let run_of_it = &log["runs"][0];
    let result = &run_of_it["results"][0];
    assert_eq!(result["ruleId"], "P001");
    assert_eq!(result["level"], "warning");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["startLine"], 3);
    let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
    assert!(uri.is_ascii() && !uri.contains(' '), "{uri}");
    let index = result["ruleIndex"].to_string();
    let listed = &run_of_it["tool"]["driver"]["rules"];
    assert_eq!(
        listed.pointer(&format!("/{index}/id")),
        Some(&result["ruleId"])
    );
}
