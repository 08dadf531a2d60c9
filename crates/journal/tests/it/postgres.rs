//! What PostgreSQL adds to the contract: other processes, other machines, a line that breaks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use journal::{Finding, Journal, JournalError, Witness};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::small::{personal, records, time};

/// A database of a test's own and the data folder beside it, gone when it is dropped.
pub struct Database {
    pub dir: TempDir,
    /// `postgres://…`
    pub url: String,
}

impl Database {
    /// None, said aloud, where `./test` could start no PostgreSQL.
    pub async fn create() -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("CHANGBEI_TEST_POSTGRES") else {
            assert!(
                std::env::var_os("CI").is_none(),
                "where CI runs, ./test starts a PostgreSQL"
            );
            println!("skipped: CHANGBEI_TEST_POSTGRES names no PostgreSQL; ./test starts one");
            return None;
        };
        let name = format!(
            "t{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let mut admin = PgConnection::connect(&format!("{server}/postgres"))
            .await
            .unwrap();
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut admin)
            .await
            .unwrap();
        admin.close().await.unwrap();
        Some(Self {
            dir: TempDir::new().unwrap(),
            url: format!("{server}/{name}"),
        })
    }

    pub async fn open(&self) -> Result<Journal, JournalError> {
        Journal::open_postgres(self.dir.path(), &self.url).await
    }

    pub async fn sql(&self, text: &str) {
        let mut connection = PgConnection::connect(&self.url).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(text.to_owned()))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_second_process_is_refused_an_organisation_and_may_have_another() {
    let Some(database) = Database::create().await else {
        return;
    };
    let first = database.open().await.unwrap();
    first.append("school", 0, &records(2)).await.unwrap();
    first.write_heads(time(0)).await.unwrap();
    // The folder refuses whoever would share it; the database refuses the rest.
    assert!(matches!(database.open().await, Err(JournalError::InUse)));
    let elsewhere = TempDir::new().unwrap();
    copy_keys(database.dir.path(), elsewhere.path());
    let second = Journal::open_postgres(elsewhere.path(), &database.url)
        .await
        .unwrap();
    assert!(matches!(
        second.hold("school").await,
        Err(JournalError::InUse)
    ));
    assert!(matches!(
        second.append("school", 2, &records(1)).await,
        Err(JournalError::InUse)
    ));
    second.append("factory", 0, &records(1)).await.unwrap();
    // Reading is nobody's privilege.
    let reading = Journal::open_postgres_reading(&database.url).await.unwrap();
    assert_eq!(reading.read("school", 1, 10).await.unwrap().len(), 2);
    assert!(matches!(
        reading.append("school", 2, &records(1)).await,
        Err(JournalError::ReadOnly)
    ));
    first.close(time(1)).await.unwrap();
    second.append("school", 2, &records(1)).await.unwrap();
}

#[tokio::test]
async fn whoever_lost_the_lock_writes_no_more_once_another_has_it() {
    let Some(database) = Database::create().await else {
        return;
    };
    let first = database.open().await.unwrap();
    first.append("school", 0, &records(1)).await.unwrap();
    first.write_heads(time(0)).await.unwrap();
    let elsewhere = TempDir::new().unwrap();
    copy_keys(database.dir.path(), elsewhere.path());
    let second = Journal::open_postgres(elsewhere.path(), &database.url)
        .await
        .unwrap();
    database.sql(CUT_ALL_LOCKS).await;
    second.append("school", 1, &records(1)).await.unwrap();
    for _ in 0..2 {
        assert!(matches!(
            first.append("school", 2, &records(1)).await,
            Err(JournalError::InUse)
        ));
    }
    assert_eq!(second.head("school").await.unwrap().position, 2);
}

#[tokio::test]
async fn whoever_lost_every_connection_goes_on_when_nobody_took_over() {
    let Some(database) = Database::create().await else {
        return;
    };
    let journal = database.open().await.unwrap();
    journal.append("school", 0, &records(1)).await.unwrap();
    database
        .sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .await;
    let mut position = journal.head("school").await.unwrap().position;
    for _ in 0..3 {
        if let Ok(head) = journal.append("school", position, &records(1)).await {
            position = head.position;
        }
    }
    assert!(position >= 2, "the journal came back: {position}");
    assert_eq!(journal.head("school").await.unwrap().position, position);
}

/// The caller hears of a failure in both cases, and only the log can say which it was.
#[tokio::test]
async fn a_line_that_breaks_at_the_commit_leaves_all_of_it_or_nothing() {
    let Some(database) = Database::create().await else {
        return;
    };
    for (is_forwarded, recorded) in [(false, 1), (true, 4)] {
        let line = Line::lay(&database.url, is_forwarded).await;
        let dir = TempDir::new().unwrap();
        if database.dir.path().join("keys").exists() {
            copy_keys(database.dir.path(), dir.path());
        }
        let journal = Journal::open_postgres(dir.path(), &line.url).await.unwrap();
        let name = format!("school-{is_forwarded}");
        journal.append(&name, 0, &records(1)).await.unwrap();
        line.cut_at_commit.store(true, Ordering::SeqCst);
        let mut commit = personal("p1");
        commit.records.extend(records(2).records);
        assert!(journal.append(&name, 1, &commit).await.is_err());
        line.cut_at_commit.store(false, Ordering::SeqCst);

        let read = Journal::open_postgres_reading(&database.url).await.unwrap();
        // The server may still be busy with what it was sent.
        let mut tries = 0;
        while read.head(&name).await.unwrap().position != recorded && tries < 1_000 {
            tokio::task::yield_now().await;
            tries += 1;
        }
        assert_eq!(read.head(&name).await.unwrap().position, recorded);
        let sealed = read.sealed_values(&name, "").await.unwrap();
        assert_eq!(sealed.len(), usize::from(is_forwarded));
        // Who reads again can go on.
        journal.append(&name, recorded, &records(1)).await.unwrap();
        journal.close(time(0)).await.unwrap();
        if !database.dir.path().join("keys").exists() {
            copy_keys(dir.path(), database.dir.path());
        }
    }
}

#[tokio::test]
async fn a_database_behind_its_heads_is_not_opened() {
    let Some(database) = Database::create().await else {
        return;
    };
    let journal = database.open().await.unwrap();
    journal.append("school", 0, &records(5)).await.unwrap();
    journal.close(time(0)).await.unwrap();
    database.sql("DELETE FROM records WHERE position > 3").await;
    let error = database.open().await;
    assert!(
        matches!(
            &error,
            Err(JournalError::Damaged(Finding::CutAtEnd {
                head: 5,
                ends: 3,
                witness: Witness::Inside,
                ..
            }))
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_database_of_somebody_else_is_left_alone() {
    let Some(database) = Database::create().await else {
        return;
    };
    database.sql("CREATE TABLE records (theirs TEXT)").await;
    let error = database.open().await;
    assert!(matches!(error, Err(JournalError::NotOurs { .. })));
    for url in ["postgres://", "mysql://x/y", "postgres://u:secret@h:x/y"] {
        let error = Journal::open_postgres_reading(url).await;
        let said = error.map(drop).unwrap_err().to_string();
        assert!(!said.contains("secret"), "{said}");
    }
}

/// Ends every connection that holds an advisory lock.
const CUT_ALL_LOCKS: &str = "SELECT pg_terminate_backend(pid) FROM pg_locks \
     WHERE locktype = 'advisory' AND database = \
     (SELECT oid FROM pg_database WHERE datname = current_database())";

/// The keys and heads of a folder, as another node would have been given them.
fn copy_keys(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to.join("keys")).unwrap();
    for file in ["journal.head", "keys/head.key", "keys/head.pub"] {
        std::fs::copy(from.join(file), to.join(file)).unwrap();
    }
}

/// A line to the server that can break the moment a COMMIT goes over it.
struct Line {
    url: String,
    cut_at_commit: Arc<AtomicBool>,
}

impl Line {
    /// With `is_forwarded` the server gets the COMMIT, and only its answer is lost.
    async fn lay(url: &str, is_forwarded: bool) -> Self {
        let server = url.split_once('@').unwrap().1;
        let (server, name) = server.split_once('/').unwrap();
        let server = server.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let user = url.split_once('@').unwrap().0;
        let cut_at_commit = Arc::new(AtomicBool::new(false));
        let cut = cut_at_commit.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let far = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(carry(near, far, cut.clone(), is_forwarded));
            }
        });
        Self {
            url: format!("{user}@{address}/{name}"),
            cut_at_commit,
        }
    }
}

async fn carry(near: TcpStream, far: TcpStream, cut: Arc<AtomicBool>, is_forwarded: bool) {
    let (mut from_near, mut to_near) = near.into_split();
    let (mut from_far, mut to_far) = far.into_split();
    let back = tokio::spawn(async move {
        let _ = tokio::io::copy(&mut from_far, &mut to_near).await;
    });
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(count) = from_near.read(&mut bytes).await {
        let sent = &bytes[..count];
        let is_commit = sent.windows(6).any(|word| word == b"COMMIT");
        if count == 0 || (is_commit && cut.load(Ordering::SeqCst)) {
            back.abort();
            if is_forwarded {
                let _ = to_far.write_all(sent).await;
            }
            return;
        }
        if to_far.write_all(sent).await.is_err() {
            return;
        }
    }
}
