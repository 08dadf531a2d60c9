//! Nobody answers: substitute, commander, group, call list, red line, each seen on the phones, on
//! the pages and in the record.

use std::path::Path;

use serde_json::{Value, json};

use crate::tamper::kinds;
use crate::world::{Phones, Server, changbei, folder, until, verify};

/// The sample's plan with a ladder of seconds, since nobody can set the clock of another process.
fn in_a_hurry() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/school/gas-leak.yaml");
    let mut text = std::fs::read_to_string(file).expect("the sample's plan");
    for (slow, fast) in [
        ("answer: 3分钟", "answer: 1秒"),
        (
            "{after: 3分钟, tell: substitute}",
            "{after: 1秒, tell: substitute}",
        ),
        (
            "{after: 6分钟, tell: commander}",
            "{after: 2秒, tell: commander}",
        ),
        ("{after: 9分钟, tell: {group", "{after: 3秒, tell: {group"),
        (
            "{after: 12分钟, tell: call-list}",
            "{after: 4秒, tell: call-list}",
        ),
    ] {
        assert!(text.contains(slow), "the sample's ladder has {slow}");
        text = text.replacen(slow, fast, 1);
    }
    text
}

fn told(messages: &[Value], duty: &Value, rung: u64) -> Vec<Value> {
    messages
        .iter()
        .filter(|it| it["duty"] == *duty && it["rung"] == rung)
        .cloned()
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_climbs_the_whole_ladder_and_ends_at_a_red_line() {
    let (dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let mut server = Server::start(&data, &webhook).await;
    let cookie = server.sign_in().await;
    let file = dir.path().join("plan.yaml");
    std::fs::write(&file, in_a_hurry()).expect("a file");
    let published = until("it says how it is reached", || async {
        data.join("keys/local.json").exists().then_some(())
    });
    published.await;
    let output = changbei()
        .args(["publish", "--data"])
        .args([&data, &file])
        .output()
        .expect("the binary runs");
    assert!(output.status.success(), "{output:?}");

    let alert = json!([{ "labels": { "event": "gas-leak", "lel": "24", "place": "第二食堂" } }]);
    assert_eq!(server.alert(&alert).await, Some(200));
    let duties = server.all("duties").await;
    let duty = duties.iter().find(|it| it["post"] == "electrician");
    let duty = duty.expect("the electrician has a duty")["id"].clone();
    let path = format!("duties/{}", duty.as_str().expect("an id"));
    let incident = server.all("incidents").await[0].clone();

    let red = until("the red line", || async {
        let shown = server.get(&path).await;
        shown["red_line"].is_string().then_some(shown)
    })
    .await;
    assert_eq!(red["state"], "open", "silence is no answer: {red}");

    // Who was told, rung by rung. The receipts of the last rung may still be under way.
    let messages = until("the group is told", || async {
        let received = phones.received();
        (!told(&received, &duty, 3).is_empty()).then_some(received)
    })
    .await;
    let to = |rung| -> Vec<String> {
        let people = told(&messages, &duty, rung);
        let mut people: Vec<_> = people
            .iter()
            .map(|it| it["to"].as_str().expect("a person").to_owned())
            .collect();
        people.sort();
        people
    };
    assert_eq!(to(0), ["qin-jibai"], "the electrician");
    assert_eq!(to(1), ["he-zhiyu"], "the substitute");
    let leader = incident["leader"]["people"][0]["id"].as_str();
    assert_eq!(to(2), [leader.expect("somebody leads")], "the commander");
    assert!(to(3).contains(&"zhou-yan".to_owned()), "the group");
    assert!(to(4).is_empty(), "the call list sends nothing");

    // Whoever was told has a page without a sign-in, and it says where the ladder stands.
    for rung in 0..4 {
        for message in told(&messages, &duty, rung) {
            let link = message["link"].as_str().expect("a link");
            let (status, page) = server.page(&format!("{link}?lang=zh-CN")).await;
            assert_eq!(status, 200);
            assert!(page.contains("<form") && page.contains("name=\"answer\""));
            assert!(page.contains("红线"), "{page}");
        }
    }
    let desk = server.officer_page(&cookie, "/?lang=zh-CN").await;
    assert!(desk.contains("红线：无人答复"), "{desk}");
    assert!(desk.contains("呼叫单"), "{desk}");
    assert!(
        desk.contains("tel:0001-0005"),
        "the electrician's number stands on the call list: {desk}"
    );
    let room = format!("/incidents/{}", incident["id"].as_str().expect("an id"));
    let room = server.officer_page(&cookie, &room).await;
    assert!(room.contains("红线"), "{room}");

    // A late answer still counts, and takes the red line off the desk.
    let answer = json!({ "id": "late", "made": red["opened"], "answer": "done", "text": "已切断" });
    let (status, done) = server
        .post(&format!("{path}/answer"), &answer)
        .await
        .expect("an answer");
    assert_eq!((status, done["state"].as_str()), (200, Some("discharged")));

    server.stop();
    assert!(kinds(&data).await.contains(&"red-line".to_owned()));
    let (code, said) = verify(&data);
    assert_eq!(code, Some(0), "{said}");
}
