//! Signing in with a password, my account, and the administrator's page.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use engine::Role;

use crate::world::World;

const PASSWORD: &str = "a long sentence at night";

#[tokio::test]
async fn the_first_account_sets_its_password_and_signs_in_with_it() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let page = browser.get("/account").await;
    page.shows("这个账号还没有密码");
    let short = [("new", "short"), ("again", "short")];
    let answer = browser.post("/account/password", &short).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("new", PASSWORD), ("again", "something else")];
    let answer = browser.post("/account/password", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("new", PASSWORD), ("again", PASSWORD)];
    let answer = browser.post("/account/password", &fields).await;
    answer.shows("密码已保存").hides(PASSWORD);

    let mut other = world.browser();
    let wrong = [("login", "admin"), ("password", "guess")];
    let answer = other.post("/sign-in", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    answer.shows("value=\"admin\"").hides("guess");
    let right = [("login", "admin"), ("password", PASSWORD)];
    let answer = other.post("/sign-in", &right).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(other.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn somebody_who_guesses_waits_and_the_one_time_link_still_works() {
    let world = World::school().await;
    let mut stranger = world.browser();
    let guess = [("login", "admin"), ("password", "guess")];
    for _ in 0..5 {
        let answer = stranger.post("/sign-in", &guess).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    let answer = stranger.post("/sign-in", &guess).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "16");
    let mut commander = world.signed_in().await;
    assert_eq!(commander.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_sign_in_form_on_another_site_signs_nobody_in() {
    let world = World::school().await;
    let request = Request::builder()
        .method(Method::POST)
        .uri("/sign-in")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("login=admin&password=x"));
    let answer = world.send(request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn one_time_codes_begin_with_a_picture_and_need_a_password() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let begin = [("act", "begin")];
    let answer = browser.post("/account/code", &begin).await;
    answer.shows("请先设密码");
    let fields = [("new", PASSWORD), ("again", PASSWORD)];
    browser.post("/account/password", &fields).await;
    let answer = browser.post("/account/code", &begin).await;
    answer.shows("<svg").hides("<img").hides("otpauth");
    let wrong = [("act", "confirm"), ("code", "000000")];
    let answer = browser.post("/account/code", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let world = World::school().await;
    let mut one = world.signed_in().await;
    let mut two = world.signed_in().await;
    one.get("/account").await.shows("退出其他全部登录");
    let answer = one.post("/account/sessions", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(two.get("/").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(one.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_token_is_shown_once_works_and_is_revoked() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let fields = [("name", "烟感"), ("scope", "read"), ("days", "30")];
    let answer = browser.post("/account/tokens", &fields).await;
    let start = answer.body.find("cbt_").unwrap();
    let token = answer.body[start..start + answer.body[start..].find('<').unwrap()].to_owned();
    let call = || {
        let call = Request::builder()
            .uri("/api/v1/incidents")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        world.send(call.body(Body::empty()).unwrap())
    };
    assert_eq!(call().await.status, StatusCode::OK);
    let page = browser.get("/account").await;
    page.shows("烟感").hides("cbt_");
    let at = page.body.find("name=\"revoke\" value=\"").unwrap() + 21;
    let id = &page.body[at..at + page.body[at..].find('"').unwrap()];
    browser.post("/account/tokens", &[("revoke", id)]).await;
    assert_eq!(call().await.status, StatusCode::UNAUTHORIZED);
    let days = [("name", "x"), ("scope", "read"), ("days", "0")];
    let answer = browser.post("/account/tokens", &days).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_administrator_makes_an_account_hands_over_its_link_and_disables_it() {
    let world = World::school().await;
    let mut admin = world.signed_in().await;
    let fields = [("login", "周砚"), ("role", "commander"), ("person", "zhou")];
    let answer = admin.post("/accounts", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let path = answer.header("location").to_owned();
    let taken = admin.post("/accounts", &fields).await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    admin.get("/accounts").await.shows("周砚").shows("指挥员");

    let answer = admin.post(&path, &[("act", "link")]).await;
    let start = answer.body.find("/sign-in/").unwrap();
    let link = answer.body[start..start + answer.body[start..].find('<').unwrap()].to_owned();
    admin.get(&path).await.hides(&link);
    let mut zhou = world.browser();
    assert_eq!(zhou.post(&link, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(zhou.get("/").await.status, StatusCode::OK);
    assert_eq!(zhou.get("/accounts").await.status, StatusCode::FORBIDDEN);

    let answer = admin.post(&path, &[("act", "disable")]).await;
    answer.shows("账号已停用");
    assert_eq!(zhou.get("/").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_last_administrator_cannot_take_the_right_from_himself() {
    let world = World::school().await;
    let mut admin = world.signed_in().await;
    let path = format!("/accounts/{}", web::OFFICER);
    let answer = admin.post(&path, &[("act", "disable")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.shows("这是最后一个管理员账号");
    world.account("second", Role::Administrator, None).await;
    let fields = [("act", "right"), ("login", "admin"), ("role", "officer")];
    let answer = admin.post(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(admin.get("/accounts").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn no_secret_of_an_account_is_in_a_record() {
    let world = World::school().await;
    let mut admin = world.signed_in().await;
    let fields = [("login", "zhouyan"), ("role", "member"), ("person", "zhou")];
    admin.post("/accounts", &fields).await;
    let password = [("new", PASSWORD), ("again", PASSWORD)];
    admin.post("/account/password", &password).await;
    let records = world.journal.read("school", 1, 1_000).await.unwrap();
    for record in records {
        let body = String::from_utf8_lossy(&record.body).into_owned();
        assert!(
            !body.contains("zhouyan") && !body.contains(PASSWORD),
            "{body}"
        );
    }
}
