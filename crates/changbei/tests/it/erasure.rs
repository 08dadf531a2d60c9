//! Promise 12 on a real process: of somebody whose content was destroyed no byte is left in the
//! data folder or in a new backup, the log still verifies, and a hold refuses it with its reason.

use std::path::Path;

use serde_json::json;

use crate::story::finish_all;
use crate::world::{Phones, Server, changbei, folder, until, verify};

const NAME: &str = "端木听澜";
const NUMBER: &str = "T-7719-0042";
const PHONE: &str = "13977190042";
const MAIL: &str = "duanmu.tinglan@school.invalid";
const LOGIN: &str = "duanmutinglan";
const TEXT: &str = "总闸是我拉下来的";
const WHY: &str = "去外地看望母亲";
const PHOTO: &str = "a photo that shows a face";

/// Whatever must be gone.
const MARKS: [&str; 8] = [NAME, NUMBER, PHONE, MAIL, LOGIN, TEXT, WHY, PHOTO];

/// The marks that are found in the files below a path, as they are or as a backup spells them.
fn found(path: &Path, marks: &[&'static str]) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    if path.is_dir() {
        for entry in std::fs::read_dir(path).expect("a folder") {
            all.extend(found(&entry.expect("an entry").path(), marks));
        }
        return all;
    }
    let bytes = std::fs::read(path).expect("a file");
    for mark in marks {
        let hex: String = mark.bytes().map(|byte| format!("{byte:02x}")).collect();
        let is_there = |text: &str| bytes.windows(text.len()).any(|it| it == text.as_bytes());
        if is_there(mark) || is_there(&hex) {
            all.push((*mark, path.display().to_string()));
        }
    }
    all
}

fn backup(data: &Path, file: &Path) {
    let status = changbei()
        .arg("backup")
        .arg(file)
        .arg("--data")
        .arg(data)
        .status();
    assert!(status.expect("the binary runs").success());
}

/// Somebody on duty, with everything about a person that can be entered.
async fn enter(server: &Server, cookie: &str) {
    let posted = async |path: &str, body: serde_json::Value| {
        let (status, said) = server.post(path, &body).await.expect("an answer");
        assert!((200..300).contains(&status), "{path}: {status} {said}");
    };
    let person = json!({ "id": "p1", "name": NAME, "number": NUMBER, "phone": PHONE });
    posted("people", person).await;
    let address = json!({
        "channel": "mail", "value": MAIL, "opens": "anywhere", "hours": "always",
    });
    let addresses = json!({ "id": "p2", "addresses": [address] });
    posted("people/person-p1/addresses", addresses).await;
    let away = json!({
        "id": "p3", "from": "2030-01-01T00:00:00Z", "to": "2030-01-09T00:00:00Z", "reason": WHY,
    });
    posted("people/person-p1/absences", away).await;
    let holders = json!({ "id": "p4", "people": ["person-p1"] });
    posted("posts/electrician/holders", holders).await;
    let account = [
        ("login", LOGIN),
        ("role", "member"),
        ("person", "person-p1"),
    ];
    let (status, page) = server.officer_post(cookie, "/accounts", &account).await;
    assert_eq!(status, 303, "{page}");
}

/// The electrician does the duty by the link, with a text and a photo.
async fn answer_by_link(server: &Server, phones: &Phones) {
    let message = until("the electrician is told", || async {
        let received = phones.received();
        received.iter().find(|it| it["to"] == "person-p1").cloned()
    })
    .await;
    let link = message["link"].as_str().expect("a link");
    let mut body = Vec::new();
    for (name, value) in [("answer", "done"), ("text", TEXT)] {
        let part =
            format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let part = "--cut\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\
                Content-Type: image/png\r\n\r\n";
    body.extend_from_slice(part.as_bytes());
    body.extend_from_slice(b"\x89PNG\r\n\x1a\n");
    body.extend_from_slice(PHOTO.repeat(2_000).as_bytes());
    body.extend_from_slice(b"\r\n--cut--\r\n");
    let request = server.client().post(link).body(body);
    let request = request.header("sec-fetch-site", "same-origin");
    let sent = request.header("content-type", "multipart/form-data; boundary=cut");
    let answer = sent.send().await.expect("an answer");
    assert_eq!(answer.status(), 303);
}

/// An incident in which that person was told and answered, led to its end.
async fn take_part(server: &Server, phones: &Phones) -> String {
    let alert = json!([{
        "labels": { "event": "gas-leak", "lel": "24", "place": "第二食堂" },
        "annotations": { "summary": "后厨探头报警" },
    }]);
    assert_eq!(server.alert(&alert).await, Some(200));
    let incident = server.all("incidents").await[0]["id"].clone();
    let incident = incident.as_str().expect("an id").to_owned();
    answer_by_link(server, phones).await;
    incident
}

async fn end(server: &Server, incident: &str) {
    finish_all(server, incident).await;
    let facts = json!({
        "id": "facts", "facts": { "gas-level": "0", "everyone-found": "yes" },
    });
    let path = format!("incidents/{incident}/facts");
    let (status, said) = server.post(&path, &facts).await.expect("an answer");
    assert_eq!(status, 200, "{said}");
    let path = format!("incidents/{incident}/end");
    let (status, said) = server
        .post(&path, &json!({ "id": "end" }))
        .await
        .expect("an answer");
    assert_eq!(status, 200, "{said}");
    finish_all(server, incident).await;
    finish_all(server, incident).await;
}

async fn erase(server: &Server, cookie: &str, typed: &str) -> (u16, String) {
    let fields = [("ground", "asked"), ("confirm", typed)];
    server
        .officer_post(cookie, "/people/person-p1/erase", &fields)
        .await
}

#[tokio::test]
async fn of_whoever_is_erased_no_byte_is_left_and_the_log_verifies() {
    let (dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let mut server = Server::start(&data, &webhook).await;
    let cookie = server.sign_in().await;
    enter(&server, &cookie).await;
    let incident = take_part(&server, &phones).await;

    let (status, page) = erase(&server, &cookie, NAME).await;
    assert_eq!(status, 409, "who still holds a post: {page}");
    let back = json!({ "id": "p5", "people": ["qin-jibai"] });
    let (status, _) = server
        .post("posts/electrician/holders", &back)
        .await
        .expect("an answer");
    assert_eq!(status, 200);
    let (status, page) = erase(&server, &cookie, NAME).await;
    assert_eq!(status, 409, "an incident is running: {page}");
    end(&server, &incident).await;

    let hold = [
        ("act", "set"),
        ("scope", "incident"),
        ("about", incident.as_str()),
        ("reason", "调查组要求保全"),
    ];
    let (status, page) = server.officer_post(&cookie, "/holds", &hold).await;
    assert_eq!(status, 303, "{page}");
    let (status, page) = erase(&server, &cookie, NAME).await;
    assert_eq!(status, 409);
    assert!(page.contains("调查组要求保全"), "the reason: {page}");
    let page = server.officer_page(&cookie, "/holds").await;
    let name = "name=\"hold\" value=\"";
    let at = page.find(name).expect("a hold to release") + name.len();
    let hold = page[at..].split('"').next().expect("its id");
    let release = [("act", "release"), ("hold", hold)];
    let (status, page) = server.officer_post(&cookie, "/holds", &release).await;
    assert_eq!(status, 303, "{page}");

    let before = dir.path().join("before");
    backup(&data, &before);
    assert!(found(&before, &MARKS).len() >= 7, "the marks can be found");
    assert!(found(&data, &MARKS).len() >= 8);
    let (status, _) = erase(&server, &cookie, "somebody else").await;
    assert_eq!(status, 400, "the name must be typed");
    let (status, page) = erase(&server, &cookie, NAME).await;
    assert_eq!(status, 303, "{page}");
    // The power goes at once.
    server.kill();

    let mut server = Server::start(&data, &webhook).await;
    let cookie = server.sign_in().await;
    assert_eq!(found(&data, &MARKS), []);
    let page = server.officer_page(&cookie, "/people/person-p1").await;
    assert!(
        page.contains("destroyed on") || page.contains("销毁"),
        "{page}"
    );
    let person = server.get("people/person-p1").await;
    assert_eq!(
        (&person["number"], &person["phone"]),
        (&json!(null), &json!(null))
    );
    server
        .officer_page(&cookie, &format!("/incidents/{incident}"))
        .await;
    for duty in server.all(&format!("duties?incident={incident}")).await {
        let id = duty["id"].as_str().expect("an id");
        server.officer_page(&cookie, &format!("/duties/{id}")).await;
    }
    let path = format!("/incidents/{incident}/closing.docx");
    let answer = server.client().get(format!("{}{path}", server.url));
    let answer = answer
        .header("cookie", &cookie)
        .send()
        .await
        .expect("an answer");
    assert_eq!(
        answer.status(),
        200,
        "a paper is made again without the name"
    );
    server.stop();

    assert_eq!(found(&data, &MARKS), []);
    let after = dir.path().join("after");
    backup(&data, &after);
    assert_eq!(found(&after, &MARKS), []);
    let (code, said) = verify(&data);
    assert_eq!(code, Some(0), "{said}");
    let restored = dir.path().join("restored");
    let status = changbei()
        .arg("restore")
        .arg(&after)
        .arg("--data")
        .arg(&restored)
        .status();
    assert!(status.expect("the binary runs").success());
    let (code, said) = verify(&restored);
    assert_eq!(code, Some(0), "{said}");
}
