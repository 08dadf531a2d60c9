//! What lies in the data folder.

use accounts::{Accounts, Scope};

use crate::{CHEAP, PASSWORD, attempt, later, start, whose};

/// Every byte of the folder's files.
fn bytes(dir: &std::path::Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            all.extend(std::fs::read(path).unwrap());
        }
    }
    all
}

#[tokio::test]
async fn accounts_outlive_the_process_and_no_secret_lies_in_the_tables() {
    let dir = tempfile::tempdir().unwrap();
    let me = whose("a1");
    let mut secrets = vec![PASSWORD.to_owned()];
    {
        let accounts = Accounts::open(dir.path(), CHEAP).await.unwrap();
        accounts.make(&me, "zhou", start()).await.unwrap();
        accounts.set_password(&me, PASSWORD).await.unwrap();
        accounts.begin_code(&me).await.unwrap();
        secrets.push(accounts.enrolment(&me).await.unwrap().unwrap().secret);
        secrets.push(accounts.one_time(&me, start()).await.unwrap());
        let token = accounts
            .make_token(&me, "t", Scope::Read, start(), later(60))
            .await;
        secrets.push(token.unwrap());
    }
    let accounts = Accounts::open(dir.path(), CHEAP).await.unwrap();
    let entered = accounts
        .sign_in(attempt("zhou", PASSWORD), start())
        .await
        .unwrap();
    secrets.extend([entered.session, entered.device.unwrap()]);
    assert_eq!(accounts.login(&me).as_deref(), Some("zhou"));
    let stored = bytes(dir.path());
    for secret in secrets {
        let found = stored
            .windows(secret.len())
            .any(|it| it == secret.as_bytes());
        assert!(!found, "{secret}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_reads_the_key_and_without_it_no_password_fits() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let key = dir.path().join("keys").join("accounts.key");
    {
        let accounts = Accounts::open(dir.path(), CHEAP).await.unwrap();
        accounts.make(&whose("a1"), "zhou", start()).await.unwrap();
        accounts.set_password(&whose("a1"), PASSWORD).await.unwrap();
    }
    let mode = std::fs::metadata(&key).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    std::fs::remove_file(&key).unwrap();
    let accounts = Accounts::open(dir.path(), CHEAP).await.unwrap();
    assert!(
        accounts
            .sign_in(attempt("zhou", PASSWORD), start())
            .await
            .is_err()
    );
    std::fs::write(&key, "short").unwrap();
    assert!(Accounts::open(dir.path(), CHEAP).await.is_err());
}

#[tokio::test]
async fn of_an_account_that_was_removed_no_byte_stays() {
    let dir = tempfile::tempdir().unwrap();
    let accounts = Accounts::open(dir.path(), CHEAP).await.unwrap();
    let (me, other) = (whose("a1"), whose("a2"));
    let name = "顾长川-13900000017";
    accounts.make(&me, name, start()).await.unwrap();
    accounts.make(&other, "zhou", start()).await.unwrap();
    accounts.set_password(&me, PASSWORD).await.unwrap();
    accounts
        .sign_in(attempt(name, PASSWORD), start())
        .await
        .unwrap();
    let holds = |text: &str| {
        let stored = bytes(dir.path());
        stored.windows(text.len()).any(|it| it == text.as_bytes())
    };
    assert!(holds(name));
    accounts.remove(&me).await.unwrap();
    accounts.remove(&me).await.unwrap();
    assert!(!holds(name), "at once, in every file");
    assert_eq!(accounts.login(&me), None);
    assert_eq!(accounts.account(&me).await.unwrap(), None);
    assert!(accounts.account(&other).await.unwrap().is_some());
}
