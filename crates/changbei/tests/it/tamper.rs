//! A journal that somebody laid hands on: `verify` says where, with the data folder alone.

use std::path::{Path, PathBuf};

use serde_json::json;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use sqlx::{AssertSqlSafe, Row};

use crate::world::{Phones, Server, changbei, folder, until, verify};

async fn database(data: &Path) -> SqlitePool {
    let options = SqliteConnectOptions::new().filename(data.join("journal.db"));
    SqlitePool::connect_with(options)
        .await
        .expect("the database opens")
}

async fn harm(data: &Path, statement: &str) {
    let pool = database(data).await;
    let done = sqlx::query(AssertSqlSafe(statement)).execute(&pool).await;
    assert!(done.expect(statement).rows_affected() > 0, "{statement}");
    pool.close().await;
}

/// The kinds of all records, in order.
pub async fn kinds(data: &Path) -> Vec<String> {
    let pool = database(data).await;
    let rows = sqlx::query("SELECT kind FROM records ORDER BY id")
        .fetch_all(&pool)
        .await
        .expect("records");
    pool.close().await;
    rows.iter().map(|row| row.get(0)).collect()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

fn flip(file: &Path, at: usize) {
    let mut bytes = std::fs::read(file).expect("a file");
    bytes[at] ^= 1;
    std::fs::write(file, bytes).expect("a file");
}

/// A folder in which something happened: people, an incident, an answer with a photo.
async fn lived_in(data: &Path) {
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let server = Server::start(data, &webhook).await;
    let alert = json!([{ "labels": { "event": "gas-leak", "lel": "24" } }]);
    assert_eq!(server.alert(&alert).await, Some(200));
    let message = until("somebody is told", || async {
        let received = phones.received();
        received.into_iter().find(|it| it["link"].is_string())
    })
    .await;
    let link = message["link"].as_str().expect("a link");
    let mut form = Vec::new();
    for (name, value) in [("answer", "done"), ("text", "已办")] {
        let part =
            format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        form.extend_from_slice(part.as_bytes());
    }
    form.extend_from_slice(
        b"--cut\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\r\n\
          \x89PNG\r\n\x1a\nnot much of a picture\r\n--cut--\r\n",
    );
    let answer = server
        .client()
        .post(link)
        .header("content-type", "multipart/form-data; boundary=cut")
        .body(form)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 303);
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_names_the_place_of_every_harm() {
    let (dir, data) = folder();
    lived_in(&data).await;
    let (code, said) = verify(&data);
    assert_eq!(code, Some(0), "{said}");
    let last = kinds(&data).await.len();

    let sql = |statement: &'static str, place: String| (Harm::Sql(statement), place);
    let harms = [
        sql(
            "UPDATE records SET body = CAST(replace(CAST(body AS TEXT), 'a', 'b') AS BLOB) \
             WHERE id = 5",
            "record 5 was altered".to_owned(),
        ),
        sql(
            "UPDATE records SET kind = 'noted' WHERE id = 6",
            "record 6 was altered".to_owned(),
        ),
        sql(
            "DELETE FROM records WHERE id = 7",
            "record 7 was expected".to_owned(),
        ),
        sql(
            "DELETE FROM records WHERE id > (SELECT max(id) - 2 FROM records)",
            format!("the database ends at {}", last - 2),
        ),
        sql(
            "UPDATE sealed SET value = CAST(value || x'20' AS BLOB) WHERE rowid = (SELECT min(rowid) FROM sealed)",
            "is not the one that record".to_owned(),
        ),
        sql(
            "DELETE FROM sealed WHERE rowid = (SELECT min(rowid) FROM sealed)",
            "which is missing".to_owned(),
        ),
        sql(
            "UPDATE blobs SET bytes = CAST(bytes || x'20' AS BLOB)",
            "was altered".to_owned(),
        ),
        sql("DELETE FROM blobs", "which is missing".to_owned()),
        (Harm::Flip("journal.head"), "signed heads".to_owned()),
        (
            Harm::Gone("journal.head"),
            "signed heads is missing".to_owned(),
        ),
        sql(
            "UPDATE records SET body = CAST(substr(body, 1, length(body) - 1) || x'20' AS BLOB) \
             WHERE id = 1",
            "record 1 was altered".to_owned(),
        ),
    ];
    for (number, (harm_done, place)) in harms.iter().enumerate() {
        let harmed = dir.path().join(format!("harmed-{number}"));
        copy(&data, &harmed);
        harm_done.inflict(&harmed).await;
        let (code, said) = verify(&harmed);
        assert_eq!(code, Some(1), "{place}: {said}");
        assert!(said.contains(place.as_str()), "{place}: {said}");
        assert!(said.contains("not whole"), "{place}: {said}");
    }

    // A journal that was cut is not gone on with.
    let cut = dir.path().join("harmed-3");
    let output = changbei()
        .args(["serve", "--sample", "school", "--listen", "127.0.0.1:0"])
        .arg("--data")
        .arg(&cut)
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("damaged"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

enum Harm {
    Sql(&'static str),
    Flip(&'static str),
    Gone(&'static str),
}

impl Harm {
    async fn inflict(&self, data: &Path) {
        match self {
            Self::Sql(statement) => harm(data, statement).await,
            Self::Flip(name) => {
                let file: PathBuf = data.join(name);
                let middle = std::fs::metadata(&file).expect("a file").len() / 2;
                flip(&file, usize::try_from(middle).expect("a small file"));
            }
            Self::Gone(name) => std::fs::remove_file(data.join(name)).expect("a file"),
        }
    }
}
