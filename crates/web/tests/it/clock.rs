//! A leap of the machine's clock, on the pages and in the API.

use axum::http::{Method, StatusCode};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::world::{World, minutes};

impl World {
    async fn leap(&self, days: i64) {
        let to = self.now() + SignedDuration::from_hours(24 * days);
        self.clock.leap(to);
        let mut changes = self.runner.handle().changes();
        let asked = changes.wait_for(|published| published.state.clock.is_some());
        drop(asked.await.unwrap());
    }
}

#[tokio::test]
async fn a_leap_is_red_on_desk_and_room_until_somebody_says_which_time_is_right() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let mut officer = world.signed_in().await;
    let room = format!("/incidents/{incident}");
    officer.get("/").await.hides("系统时钟需要确认");
    world.leap(3).await;
    // By the new time the session is over.
    let mut officer = world.signed_in().await;
    officer
        .get("/")
        .await
        .shows("系统时钟需要确认")
        .shows("机器时钟由2026年11月22日 周日 02:31跳到")
        .shows("跳到2026年11月25日 周三 02:31");
    let page = officer.get(&room).await;
    page.shows("系统时钟需要确认");
    let id = page.hidden("id", "wrong");
    let answer = [
        ("id", id.as_str()),
        ("time", "wrong"),
        ("incident", incident.as_str()),
    ];
    let settled = officer.post("/clock", &answer).await;
    assert_eq!(settled.status, StatusCode::SEE_OTHER);
    assert_eq!(settled.header("location"), room);
    // Sent twice, it has one outcome.
    let again = officer.post("/clock", &answer).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let desk = officer.get("/").await;
    desk.hides("系统时钟需要确认").shows("逾期0项");
    // The wall clock is believed no more; a further leap is asked about again.
    world.leap(3).await;
    let mut officer = world.signed_in().await;
    officer.language = "en";
    officer
        .get("/")
        .await
        .shows("The system’s clock needs a look")
        .shows("The new time is right");
}

#[tokio::test]
async fn the_api_shows_the_question_and_takes_the_answer() {
    let world = World::school().await;
    let clock = world.api(Method::GET, "/api/v1/clock", None).await.json();
    assert_eq!(clock["asked"], Value::Null);
    let body = json!({"id": "clock-1", "right": true});
    let refused = world
        .api(Method::POST, "/api/v1/clock", Some(body.clone()))
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    world.leap(3).await;
    let clock = world.api(Method::GET, "/api/v1/clock", None).await.json();
    assert_eq!(clock["asked"]["stood"], "2026-11-22T02:31:00+08:00");
    assert_eq!(clock["asked"]["wall"], "2026-11-25T02:31:00+08:00");
    for _ in 0..2 {
        let taken = world
            .api(Method::POST, "/api/v1/clock", Some(body.clone()))
            .await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
        assert_eq!(taken.json()["asked"], Value::Null);
    }
    world.pass(minutes(1)).await;
}
