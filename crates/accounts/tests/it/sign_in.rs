//! Passwords, sessions, one-time links and waits.

use accounts::{Accounts, Denied, LASTS, NotMade};

use crate::{CHEAP, PASSWORD, attempt, is_wrong, later, start, wait, whose, with_zhou};

#[tokio::test]
async fn the_right_password_gets_in_and_a_wrong_one_says_not_what_was_wrong() {
    let accounts = with_zhou().await;
    let entered = accounts.sign_in(attempt(" zhou ", PASSWORD), start()).await;
    let entered = entered.unwrap();
    assert_eq!(entered.whose, whose("a1"));
    let session = accounts.session(&entered.session, start()).await.unwrap();
    let session = session.unwrap();
    assert_eq!(
        (session.whose, session.browser.as_str()),
        (whose("a1"), "Firefox")
    );
    for (login, password) in [("zhou", "wrong"), ("nobody", PASSWORD), ("zhou", "")] {
        let tried = accounts.sign_in(attempt(login, password), start()).await;
        assert!(is_wrong(&tried), "{login} {password}");
    }
}

#[tokio::test]
async fn an_account_without_a_password_gets_in_by_its_link_only_and_once() {
    let accounts = Accounts::in_memory(CHEAP).await.unwrap();
    accounts.make(&whose("a1"), "zhou", start()).await.unwrap();
    let tried = accounts.sign_in(attempt("zhou", ""), start()).await;
    assert!(is_wrong(&tried));
    let link = accounts.one_time(&whose("a1"), start()).await.unwrap();
    for _ in 0..2 {
        let offered = accounts.offered(&link, start()).await.unwrap();
        assert_eq!(offered, Some(whose("a1")));
    }
    let entered = accounts.redeem(&link, "Firefox", start()).await.unwrap();
    assert!(entered.is_some());
    let again = accounts.redeem(&link, "Firefox", start()).await.unwrap();
    assert!(again.is_none());
    let unused = accounts.one_time(&whose("a1"), start()).await.unwrap();
    let late = later(12 * 3600);
    assert!(
        accounts
            .redeem(&unused, "Firefox", late)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn sessions_end_by_themselves_and_can_be_ended_one_by_one() {
    let accounts = with_zhou().await;
    let mut secrets = Vec::new();
    for _ in 0..3 {
        let entered = accounts.sign_in(attempt("zhou", PASSWORD), start()).await;
        secrets.push(entered.unwrap().session);
    }
    let all = accounts.sessions(&whose("a1"), start()).await.unwrap();
    assert_eq!(all.len(), 3);
    let first = accounts
        .session(&secrets[0], start())
        .await
        .unwrap()
        .unwrap();
    accounts
        .end_session(&whose("other"), &first.id)
        .await
        .unwrap();
    assert_eq!(
        accounts
            .sessions(&whose("a1"), start())
            .await
            .unwrap()
            .len(),
        3
    );
    accounts.end_session(&whose("a1"), &first.id).await.unwrap();
    assert!(
        accounts
            .session(&secrets[0], start())
            .await
            .unwrap()
            .is_none()
    );
    let second = accounts
        .session(&secrets[1], start())
        .await
        .unwrap()
        .unwrap();
    accounts
        .end_other_sessions(&whose("a1"), &second.id)
        .await
        .unwrap();
    assert!(
        accounts
            .session(&secrets[2], start())
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        accounts
            .session(&secrets[1], start())
            .await
            .unwrap()
            .is_some()
    );
    let end = start().checked_add(LASTS).unwrap();
    assert!(accounts.session(&secrets[1], end).await.unwrap().is_none());
}

#[tokio::test]
async fn many_wrong_passwords_make_others_wait_but_not_the_browser_that_is_known() {
    let accounts = with_zhou().await;
    let own = accounts
        .sign_in(attempt("zhou", PASSWORD), start())
        .await
        .unwrap();
    let device = own.device.unwrap();
    for _ in 0..5 {
        let tried = accounts.sign_in(attempt("zhou", "guess"), start()).await;
        assert!(is_wrong(&tried));
    }
    // Now even the right password has to wait, from everywhere …
    let mut elsewhere = attempt("zhou", PASSWORD);
    elsewhere.address = "192.0.2.9".parse().ok();
    assert_eq!(
        wait(accounts.sign_in(elsewhere, start()).await).as_secs(),
        15
    );
    // … but not from the commander's own browser, and not by a link.
    let mut known = attempt("zhou", PASSWORD);
    known.device = Some(&device);
    let entered = accounts.sign_in(known, start()).await.unwrap();
    assert_eq!(entered.device, None);
    let link = accounts.one_time(&whose("a1"), start()).await.unwrap();
    assert!(
        accounts
            .redeem(&link, "Firefox", start())
            .await
            .unwrap()
            .is_some()
    );
    // A wait ends by itself; nothing is locked.
    assert!(accounts.sign_in(elsewhere, later(15)).await.is_ok());
}

#[tokio::test]
async fn waits_grow_to_a_quarter_of_an_hour_and_no_further() {
    let accounts = with_zhou().await;
    let mut now = start();
    // The last of them is a mistake, and no wait.
    for _ in 0..41 {
        let tried = accounts.sign_in(attempt("zhou", "guess"), now).await;
        if let Err(Denied::Wait(wait)) = tried {
            assert!(wait.as_secs() <= 15 * 60, "{wait:?}");
            now = now.checked_add(wait).unwrap();
        }
    }
    let longest = wait(accounts.sign_in(attempt("zhou", PASSWORD), now).await);
    assert_eq!(longest.as_secs(), 15 * 60);
}

#[tokio::test]
async fn a_known_browser_that_is_stolen_waits_too_but_a_minute_at_most() {
    let accounts = with_zhou().await;
    let own = accounts
        .sign_in(attempt("zhou", PASSWORD), start())
        .await
        .unwrap();
    let device = own.device.unwrap();
    let mut now = start();
    let mut longest = 0;
    for _ in 0..30 {
        let mut known = attempt("zhou", "guess");
        known.device = Some(&device);
        if let Err(Denied::Wait(wait)) = accounts.sign_in(known, now).await {
            longest = longest.max(wait.as_secs());
            now = now.checked_add(wait).unwrap();
        }
    }
    assert_eq!(longest, 60);
}

#[tokio::test]
async fn an_address_that_tries_many_names_waits() {
    let accounts = with_zhou().await;
    for number in 0..30 {
        let login = format!("name-{number}");
        let tried = accounts.sign_in(attempt(&login, "guess"), start()).await;
        assert!(is_wrong(&tried), "{number}");
    }
    wait(accounts.sign_in(attempt("zhou", PASSWORD), start()).await);
    let mut elsewhere = attempt("zhou", PASSWORD);
    elsewhere.address = "192.0.2.9".parse().ok();
    assert!(accounts.sign_in(elsewhere, start()).await.is_ok());
}

#[tokio::test]
async fn a_hundred_guesses_at_once_are_not_all_the_first() {
    let accounts = std::sync::Arc::new(with_zhou().await);
    let tries = (0..100).map(|_| {
        let accounts = accounts.clone();
        tokio::spawn(
            async move { is_wrong(&accounts.sign_in(attempt("zhou", "guess"), start()).await) },
        )
    });
    let mut looked_at = 0;
    for tried in tries.collect::<Vec<_>>() {
        looked_at += usize::from(tried.await.unwrap());
    }
    assert_eq!(looked_at, 5);
}

#[tokio::test]
async fn short_passwords_taken_names_and_names_that_nobody_can_type_are_refused() {
    let accounts = with_zhou().await;
    for password in ["", "nine char", &"x".repeat(1025)] {
        assert!(!accounts.set_password(&whose("a1"), password).await.unwrap());
    }
    assert!(
        accounts
            .set_password(&whose("a1"), "值班员的密码十个字呀")
            .await
            .unwrap()
    );
    let taken = accounts.make(&whose("a2"), "zhou", start()).await;
    assert!(matches!(taken, Err(NotMade::Taken)));
    for login in ["", " ", "two words", "bell\u{7}", &"x".repeat(41)] {
        let made = accounts.make(&whose("a2"), login, start()).await;
        assert!(matches!(made, Err(NotMade::BadLogin)), "{login:?}");
    }
    accounts.make(&whose("a2"), "周砚", start()).await.unwrap();
    assert_eq!(accounts.login(&whose("a2")).as_deref(), Some("周砚"));
    accounts.rename(&whose("a2"), "zhouyan").await.unwrap();
    assert_eq!(accounts.login(&whose("a2")).as_deref(), Some("zhouyan"));
}

#[tokio::test]
async fn whoever_is_shut_out_has_no_session_link_or_token_left() {
    let accounts = with_zhou().await;
    let own = accounts
        .sign_in(attempt("zhou", PASSWORD), start())
        .await
        .unwrap();
    let link = accounts.one_time(&whose("a1"), start()).await.unwrap();
    accounts.shut_out(&whose("a1")).await.unwrap();
    assert!(
        accounts
            .session(&own.session, start())
            .await
            .unwrap()
            .is_none()
    );
    assert!(accounts.offered(&link, start()).await.unwrap().is_none());
}
