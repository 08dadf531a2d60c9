//! Boards: what a page that is looked at hears of.

use std::time::Duration;

use axum::body::BodyDataStream;
use axum::http::{Method, StatusCode};
use duty::{DutyId, IncidentId};
use engine::Role;
use futures_util::StreamExt;
use serde_json::json;
use tower::ServiceExt;

use crate::world::{Browser, World, minutes};

/// How long anything here may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// One line of news.
pub struct Line {
    pub status: StatusCode,
    body: BodyDataStream,
}

impl Line {
    /// The next event; none when the line has ended.
    pub async fn next(&mut self) -> Option<String> {
        let next = tokio::time::timeout(PATIENCE, self.body.next());
        let bytes = next.await.expect("something is heard in time")?;
        Some(String::from_utf8(bytes.unwrap().to_vec()).unwrap())
    }

    async fn news(&mut self) -> String {
        self.next().await.expect("the line holds")
    }
}

impl World {
    pub async fn listen(&self, browser: &Browser<'_>, path: &str) -> Line {
        let asked = browser.asked(path);
        let response = self.router.clone().oneshot(asked).await.unwrap();
        Line {
            status: response.status(),
            body: response.into_body().into_data_stream(),
        }
    }

    /// The live page of a room that shows what is committed now.
    fn room_line(&self, incident: &IncidentId) -> String {
        format!("/incidents/{incident}/live?after={}", self.position())
    }

    pub async fn answer(&self, duty: &DutyId) {
        let path = format!("/api/v1/duties/{duty}/answer");
        let body = json!({"id": format!("answer-{duty}"), "answer": "got-it"});
        let answer = self.api(Method::POST, &path, Some(body)).await;
        assert!(answer.status.is_success(), "{}", answer.body);
    }

    async fn gauge(&self, name: &str) -> u64 {
        let text = self.browser().get("/metrics").await.body;
        let line = text.lines().find_map(|it| it.strip_prefix(name)).unwrap();
        line.trim().parse().unwrap()
    }

    pub async fn renders(&self) -> u64 {
        self.gauge("changbei_board_renders_total ").await
    }

    async fn listeners(&self) -> u64 {
        self.gauge("changbei_board_listeners ").await
    }
}

#[tokio::test]
async fn the_room_follows_what_happens_rendered_once_for_each_language() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let officer = world.signed_in().await;
    let path = world.room_line(&incident);
    let mut chinese = Vec::new();
    let mut english = Vec::new();
    for _ in 0..20 {
        chinese.push(world.listen(&officer, &format!("{path}&language=zh")).await);
        english.push(world.listen(&officer, &format!("{path}&language=en")).await);
    }
    for line in chinese.iter_mut().chain(&mut english) {
        assert_eq!(line.status, StatusCode::OK);
        assert_eq!(line.news().await, ": live\n\n");
    }
    assert_eq!(world.listeners().await, 40);
    let before = world.renders().await;
    world.answer(&world.duty(&incident, "close-valve")).await;
    let first = (chinese[0].news().await, english[0].news().await);
    assert!(first.0.contains("event: parts\n"), "{}", first.0);
    assert!(first.0.contains("已知悉"), "{}", first.0);
    assert!(!first.1.contains("已知悉"), "{}", first.1);
    for line in &mut chinese[1..] {
        assert_eq!(line.news().await, first.0);
    }
    for line in &mut english[1..] {
        assert_eq!(line.news().await, first.1);
    }
    assert_eq!(world.renders().await, before + 2);
}

#[tokio::test]
async fn only_what_changed_is_sent_and_all_of_it_to_whoever_missed_something() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let officer = world.signed_in().await;
    let mut line = world.listen(&officer, &world.room_line(&incident)).await;
    line.news().await;
    world.answer(&world.duty(&incident, "close-valve")).await;
    let news = line.news().await;
    assert!(news.contains("[\"duties\","), "{news}");
    assert!(!news.contains("[\"reports\","), "{news}");
    // A page that was loaded before all that.
    let path = format!("/incidents/{incident}/live?after=1");
    let whole = world.listen(&officer, &path).await.news().await;
    assert!(whole.contains("[\"duties\","), "{whole}");
    assert!(whole.contains("[\"reports\","), "{whole}");
}

#[tokio::test]
async fn nobody_listens_and_nothing_is_rendered() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let officer = world.signed_in().await;
    let mut line = world.listen(&officer, &world.room_line(&incident)).await;
    line.news().await;
    drop(line);
    assert_eq!(world.listeners().await, 0);
    let before = world.renders().await;
    world.answer(&world.duty(&incident, "close-valve")).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(world.renders().await, before);
}

#[tokio::test]
async fn a_board_shows_a_role_no_more_than_its_page_does() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let own = world.duty(&incident, "close-valve");
    let other = world.duty(&incident, "cut-power");
    world.account("he", Role::Member, Some("he")).await;
    world.account("audit", Role::Auditor, None).await;
    let room = format!("/incidents/{incident}/live");
    let officer = world.signed_in().await;
    let all = world.listen(&officer, &room).await.news().await;
    assert!(all.contains("/note\\\""), "an officer writes notes");
    let auditor = world.signed_in_as("audit").await;
    let read = world.listen(&auditor, &room).await.news().await;
    assert!(!read.contains("/note\\\""), "an auditor does not");
    let he = world.signed_in_as("he").await;
    for path in [room.as_str(), "/live"] {
        let seen = world.listen(&he, path).await.news().await;
        assert!(seen.contains(own.as_str()), "{path}");
        assert!(!seen.contains(other.as_str()), "{path}");
    }
    world.account("shen", Role::Member, Some("shen")).await;
    let shen = world.signed_in_as("shen").await;
    let nothing = world.listen(&shen, &room).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn forms_that_many_see_carry_no_id_of_one() {
    let world = World::school().await;
    world.gas_leak().await;
    world.pass(minutes(12)).await;
    let officer = world.signed_in().await;
    let desk = world.listen(&officer, "/live").await.news().await;
    assert!(desk.contains("action=\\\"/calls\\\""), "{desk}");
    assert!(desk.contains("name=\\\"id\\\" value=\\\"\\\""), "{desk}");
    let ids = desk.matches("name=\\\"id\\\"").count();
    let empty = desk.matches("name=\\\"id\\\" value=\\\"\\\"").count();
    assert_eq!(ids, empty);
}

#[tokio::test]
async fn a_page_says_where_its_news_comes_from() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let mut officer = world.signed_in().await;
    let room = officer.get(&format!("/incidents/{incident}?s=all")).await;
    room.shows(&format!(
        "data-live=\"/incidents/{incident}/live?language=zh"
    ))
    .shows("&amp;s=all")
    .shows(&format!("data-after=\"{}\"", world.position()))
    .shows("<!--part duties-->")
    .shows("<!--/part duties-->");
    assert!(
        room.header("content-security-policy")
            .contains("connect-src 'self'")
    );
    officer
        .get("/")
        .await
        .shows("data-live=\"/live?language=zh");
}

#[tokio::test]
async fn a_page_of_an_older_program_is_told_to_load_itself_again() {
    let world = World::school().await;
    let officer = world.signed_in().await;
    let path = "/live?script=/assets/live-of-yesterday.js";
    let mut line = world.listen(&officer, path).await;
    assert_eq!(line.news().await, "event: reload\ndata: {}\n\n");
    assert_eq!(line.next().await, None);
}

#[tokio::test]
async fn a_line_ends_when_the_server_stops() {
    let world = World::school().await;
    let officer = world.signed_in().await;
    let mut line = world.listen(&officer, "/live").await;
    line.news().await;
    world.ready.set(false);
    assert_eq!(line.next().await, None);
}

#[tokio::test]
async fn a_line_ends_within_a_minute_of_its_session() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    let path = format!("/live?after={}", world.position());
    let mut line = world.listen(&officer, &path).await;
    assert_eq!(line.news().await, ": live\n\n");
    let (breath, ()) = tokio::join!(line.news(), wait(Duration::from_secs(16)));
    assert_eq!(breath, ": live\n\n");
    let signed_out = officer.post("/sign-out", &[]).await;
    assert_eq!(signed_out.status, StatusCode::SEE_OTHER);
    wait(Duration::from_secs(60)).await;
    assert_eq!(line.next().await, None);
}

#[tokio::test]
async fn a_line_ends_after_ten_minutes_and_is_asked_for_again() {
    let world = World::school().await;
    let officer = world.signed_in().await;
    let mut line = world.listen(&officer, "/live").await;
    line.news().await;
    wait(Duration::from_secs(11 * 60)).await;
    assert_eq!(line.next().await, None);
}

#[tokio::test]
async fn a_right_that_is_taken_shows_nothing_more() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    world.account("gone", Role::Officer, None).await;
    let gone = world.signed_in_as("gone").await;
    let mut line = world.listen(&gone, &world.room_line(&incident)).await;
    line.news().await;
    world.no_right("gone").await;
    world.answer(&world.duty(&incident, "close-valve")).await;
    assert_eq!(line.next().await, None);
}

#[tokio::test]
async fn one_account_takes_half_of_the_lines_and_hears_why_it_gets_no_more() {
    let world = World::school_for(4).await;
    let officer = world.signed_in().await;
    let one = world.listen(&officer, "/live").await;
    let two = world.listen(&officer, "/live").await;
    assert_eq!((one.status, two.status), (StatusCode::OK, StatusCode::OK));
    let mut third = world.listen(&officer, "/live").await;
    assert_eq!(third.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(third.news().await.contains("上限"));
    drop(one);
    let again = world.listen(&officer, "/live").await;
    assert_eq!(again.status, StatusCode::OK);
    drop((two, again));
    assert_eq!(world.listeners().await, 0);
}

/// Lets the runtime's time pass, in which lines breathe and end.
async fn wait(length: Duration) {
    tokio::time::pause();
    tokio::time::advance(length).await;
    tokio::time::resume();
}
