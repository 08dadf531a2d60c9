//! The officer changes who is there, who holds what and which days are workdays; what runs goes
//! by it at once.

use axum::http::{Method, StatusCode};
use duty::{IncidentId, PersonId};
use jiff::Timestamp;
use serde_json::json;

use crate::world::World;

async fn until(world: &World, at: &str) {
    let at: Timestamp = at.parse().unwrap();
    world.pass(at.duration_since(world.now())).await;
}

fn leaders(world: &World, incident: &IncidentId) -> Vec<String> {
    let published = world.runner.handle().published();
    let leader = published.state.incidents[incident].leader.clone().unwrap();
    leader.people.iter().map(PersonId::to_string).collect()
}

#[tokio::test]
async fn a_week_of_leave_entered_on_friday_makes_the_substitute_lead_on_sunday() {
    let world = World::school().await;
    until(&world, "2026-11-27T07:00:00Z").await;
    let mut officer = world.signed_in().await;
    let leave = [
        ("act", "away"),
        ("from", "2026-11-27T18:00"),
        ("to", "2026-12-04T18:00"),
        ("reason", "探亲"),
    ];
    let answer = officer.post("/people/lu", &leave).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = officer.get("/people/lu").await;
    page.shows("探亲").shows("12-04 18:00").shows("陆衡自");

    until(&world, "2026-11-29T03:00:00Z").await;
    let incident = world.gas_leak().await;
    assert_eq!(leaders(&world, &incident), ["wen"]);
    let mut officer = world.signed_in().await;
    officer.get("/organisation").await.shows("总值班不在岗");

    // Back before the time, while it runs.
    until(&world, "2026-11-29T03:20:00Z").await;
    let begun = [("act", "back"), ("from", "2026-11-27T10:00:00Z")];
    officer.post("/people/lu", &begun).await;
    assert_eq!(leaders(&world, &incident), ["lu"]);
    officer
        .get(&format!("/incidents/{incident}"))
        .await
        .shows("陆衡");
}

#[tokio::test]
async fn whoever_was_away_leads_again_when_the_absence_ends_by_itself() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    let hour = [
        ("act", "away"),
        ("from", "2026-11-22T02:00"),
        ("to", "2026-11-22T03:00"),
    ];
    officer.post("/people/lu", &hour).await;
    let incident = world.gas_leak().await;
    assert_eq!(leaders(&world, &incident), ["wen"]);
    until(&world, "2026-11-21T19:00:01Z").await;
    assert_eq!(leaders(&world, &incident), ["lu"]);
}

#[tokio::test]
async fn two_absences_at_the_same_time_are_refused_with_the_one_there_is() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    let week = [
        ("act", "away"),
        ("from", "2026-11-23T08:00"),
        ("to", "2026-11-30T08:00"),
    ];
    officer.post("/people/lu", &week).await;
    let day = [
        ("act", "away"),
        ("from", "2026-11-25T08:00"),
        ("to", "2026-11-26T08:00"),
    ];
    let answer = officer.post("/people/lu", &day).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.shows("陆衡自").shows("没有改动任何内容");
    let backwards = [
        ("act", "away"),
        ("from", "2026-12-25T08:00"),
        ("to", "2026-12-24T08:00"),
    ];
    let answer = officer.post("/people/lu", &backwards).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.shows("结束时间应晚于开始时间");
}

#[tokio::test]
async fn a_person_entered_just_now_holds_a_post_and_is_told() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    let entry = [("id", "e1"), ("name", "季明澈"), ("number", "T0071")];
    let answer = officer.post("/organisation/people", &entry).await;
    assert_eq!(answer.header("location"), "/people/person-e1");
    for (post, person, act) in [("medic", "person-e1", "give"), ("medic", "tang", "take")] {
        let path = format!("/posts/{post}");
        let answer = officer
            .post(&path, &[("act", act), ("person", person)])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    officer
        .get("/posts/medic")
        .await
        .shows("季明澈")
        .shows("任职在岗");
    officer
        .get("/organisation?find=T0071")
        .await
        .shows("季明澈");
    world.gas_leak().await;
    let published = world.runner.handle().published();
    let person = PersonId::new("person-e1").unwrap();
    assert!(published.state.notices.values().any(|it| it.to == person));
}

#[tokio::test]
async fn duties_of_a_person_who_leaves_go_to_the_next_on_the_ladder() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "cut-power");
    let told = || {
        let told = |state: &engine::State| state.duties[&duty].told.clone();
        let told = world.runner.handle().read(told);
        told.iter().map(PersonId::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(), ["qin"]);
    let answer = officer.post("/people/qin", &[("act", "leave")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(told(), ["qin", "he"]);
    let published = world.runner.handle().published();
    let qin = PersonId::new("qin").unwrap();
    assert!(!published.state.notices.values().any(|it| it.to == qin));
    officer
        .get("/people/qin")
        .await
        .shows("离开本单位")
        .hides("value=\"leave\"");
    officer.get("/posts/electrician").await.shows("空缺");
    // The name stays with what was done; nothing more can be given to it.
    let again = officer
        .post("/posts/medic", &[("act", "give"), ("person", "qin")])
        .await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.shows("秦既白已离开本单位");
}

#[tokio::test]
async fn whoever_is_on_watch_leads_and_the_next_shift_takes_over() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    let incident = world.gas_leak().await;
    assert_eq!(leaders(&world, &incident), ["lu"]);
    let shift = [
        ("act", "shift"),
        ("person", "he"),
        ("from", "2026-11-22T02:00"),
        ("to", "2026-11-22T06:00"),
    ];
    let answer = officer.post("/posts/duty-leader", &shift).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(leaders(&world, &incident), ["he"]);
    officer
        .get("/organisation")
        .await
        .shows("按总值班值班表当班");
    until(&world, "2026-11-21T22:00:01Z").await;
    assert_eq!(leaders(&world, &incident), ["lu"]);

    // Every Sunday from six in the evening to eight on Monday.
    let weekly = [
        ("act", "weekly"),
        ("person", "xu"),
        ("opens", "18:00"),
        ("closes", "08:00"),
        ("day7", "on"),
    ];
    officer.post("/posts/duty-leader", &weekly).await;
    officer
        .get("/posts/duty-leader")
        .await
        .shows("许南星：每周日 18:00–08:00");
    until(&world, "2026-11-22T10:00:01Z").await;
    assert_eq!(leaders(&world, &incident), ["xu"]);
    let row = "7 18:00:00 08:00:00 xu";
    let mut officer = world.signed_in().await;
    officer
        .post("/posts/duty-leader", &[("act", "drop"), ("row", row)])
        .await;
    assert_eq!(leaders(&world, &incident), ["lu"]);
}

#[tokio::test]
async fn the_organisation_changes_the_order_of_substitutes_and_takes_it_back() {
    let world = World::school().await;
    world.hold("duty-leader", &[]).await;
    let incident = world.gas_leak().await;
    assert_eq!(leaders(&world, &incident), ["wen"]);
    let mut officer = world.signed_in().await;
    let order = [
        ("act", "order"),
        ("place1", "medic"),
        ("place2", "principal"),
    ];
    let answer = officer.post("/posts/commander", &order).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(leaders(&world, &incident), ["tang"]);
    let itself = [("act", "order"), ("place1", "commander")];
    let answer = officer.post("/posts/commander", &itself).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    officer
        .post("/posts/commander", &[("act", "plan-order")])
        .await;
    assert_eq!(leaders(&world, &incident), ["wen"]);
}

#[tokio::test]
async fn a_make_up_saturday_is_a_workday_and_a_holiday_is_none() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    // The fifth of December is a Saturday, the fourth a Friday.
    for (day, act) in [("2026-12-05", "work"), ("2026-12-04", "off")] {
        let fields = [("act", act), ("day", day), ("year", "2026")];
        let answer = officer.post("/calendar", &fields).await;
        assert_eq!(answer.header("location"), "/calendar?year=2026");
    }
    let page = officer.get("/calendar?year=2026").await;
    page.shows("12-05").shows("上班（调休）").shows("12-04");
    until(&world, "2026-12-04T02:00:00Z").await;
    let friday = world.gas_leak().await;
    assert_eq!(
        leaders(&world, &friday),
        ["lu"],
        "a holiday: the duty leader"
    );
    until(&world, "2026-12-05T02:00:00Z").await;
    assert_eq!(
        leaders(&world, &friday),
        ["zhou"],
        "a workday: the commander"
    );
    let mut officer = world.signed_in().await;
    let usual = [("act", "usual"), ("day", "2026-12-05")];
    officer.post("/calendar", &usual).await;
    assert_eq!(leaders(&world, &friday), ["lu"]);
}

#[tokio::test]
async fn commanders_see_posts_without_numbers_and_reasons_and_change_nothing() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    let leave = [
        ("act", "away"),
        ("from", "2026-11-22T02:00"),
        ("to", "2026-11-23T02:00"),
        ("reason", "探亲"),
    ];
    officer.post("/people/lu", &leave).await;
    let role = engine::Role::Commander;
    world.account("chief", role, Some("zhou")).await;
    let mut commander = world.signed_in_as("chief").await;
    commander
        .get("/organisation")
        .await
        .shows("陆衡")
        .hides("探亲");
    commander
        .get("/people/lu")
        .await
        .shows("陆衡")
        .hides("探亲")
        .hides("0000002");
    let answer = commander.post("/people/lu", &[("act", "leave")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_api_does_the_same() {
    let world = World::school().await;
    let person = json!({"id": "p1", "name": "季明澈", "number": "T0071"});
    for _ in 0..2 {
        let body = Some(person.clone());
        let answer = world.api(Method::POST, "/api/v1/people", body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        assert_eq!(answer.json()["id"], "person-p1");
    }
    let holders = json!({"id": "p2", "people": ["person-p1"]});
    let answer = world
        .api(Method::POST, "/api/v1/posts/medic/holders", Some(holders))
        .await;
    assert_eq!(answer.json()["acting"][0]["name"], "季明澈");
    assert_eq!(answer.json()["why"], "holds");
    let away = json!({
        "id": "p3", "from": "2026-11-22T02:00:00+08:00", "to": "2026-11-29T02:00:00+08:00",
        "reason": "进修",
    });
    let path = "/api/v1/people/person-p1/absences";
    let answer = world.api(Method::POST, path, Some(away)).await;
    assert_eq!(answer.json()["absences"][0]["reason"], "进修");
    let all = world
        .api(Method::GET, "/api/v1/absences", None)
        .await
        .json();
    assert_eq!(all["items"][0]["person"]["id"], "person-p1");
    let medic = world
        .api(Method::GET, "/api/v1/posts/medic", None)
        .await
        .json();
    assert_eq!(medic["acting"][0]["name"], "林叙");
    assert_eq!(medic["why"], "absent");

    let roster = json!({
        "id": "p4",
        "weekly": [{"person": "xu", "day": 7, "opens": "18:00", "closes": "08:00"}],
        "shifts": [{"person": "he", "from": "2026-11-22T02:00:00+08:00", "to": "2026-11-22T06:00:00+08:00"}],
    });
    let path = "/api/v1/posts/duty-leader/roster";
    let answer = world.api(Method::POST, path, Some(roster)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.json()["shifts"][0]["person"]["id"], "he");
    let group = world.api(Method::GET, "/api/v1/groups", None).await.json();
    assert_eq!(group["items"][0]["leader"], "commander");

    let days = json!({"id": "p5", "work": ["2026-12-05"], "off": ["2026-12-04"]});
    let answer = world
        .api(Method::POST, "/api/v1/holidays", Some(days))
        .await;
    assert_eq!(answer.json()["items"][0]["is"], "off");
    let page = world
        .api(Method::GET, "/api/v1/people?limit=4", None)
        .await
        .json();
    assert_eq!(page["items"].as_array().unwrap().len(), 4);
    let next = format!(
        "/api/v1/people?limit=50&cursor={}",
        page["next"].as_str().unwrap()
    );
    let rest = world.api(Method::GET, &next, None).await.json();
    assert_eq!(rest["items"].as_array().unwrap().len(), 7);
    assert_eq!(rest["next"], json!(null));

    let nobody = json!({"id": "p6", "people": ["nobody"]});
    let answer = world
        .api(Method::POST, "/api/v1/posts/medic/holders", Some(nobody))
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.json()["code"], "unknown-person");
    let left = world
        .api(
            Method::POST,
            "/api/v1/people/person-p1/leave",
            Some(json!({"id": "p7"})),
        )
        .await;
    assert!(left.json()["left"].is_string(), "{}", left.body);
    assert_eq!(left.json()["posts"], json!([]));
}

const LIST: &str = "松坪中学人员名册
姓名,工号,岗位,组,电话
季明澈,T0071,医疗组、语文教师,,010-1234
季明澈,T0072,,指挥组,
唐榆,,,,12345
,T0073,,,
苏与归,T0071,,,
孟川,,安保组,,电话见通讯录
";

#[tokio::test]
async fn a_list_is_previewed_then_entered_at_once_and_told_a_minute_later() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    let before = world.position();
    let preview = officer
        .post_files(
            "/organisation/import",
            &[("act", "look")],
            &[LIST.as_bytes()],
        )
        .await;
    preview
        .shows("将登记2人，更新1人")
        .shows("3行不采用")
        .shows("工号与第3行重复")
        .shows("没有姓名")
        .shows("电话不是号码")
        .shows("没有岗位“语文教师”")
        .shows("“指挥组”有几个岗位");
    assert_eq!(world.position(), before, "a preview records nothing");

    let rows = preview.hidden("rows", "confirm");
    let id = preview.hidden("id", "confirm");
    let confirm = [("act", "confirm"), ("id", &id), ("rows", &rows)];
    let done = officer.post("/organisation/import", &confirm).await;
    done.shows("已登记2人，更新1人").shows("第7行");
    let after = world.position();
    // A form sent twice enters nobody twice.
    officer.post("/organisation/import", &confirm).await;
    assert_eq!(world.position(), after);
    officer
        .post("/posts/medic", &[("act", "take"), ("person", "tang")])
        .await;

    world.pass(crate::world::minutes(1)).await;
    world.gas_leak().await;
    let published = world.runner.handle().published();
    let new = PersonId::new(format!("person-{id}-3")).unwrap();
    assert!(published.state.notices.values().any(|it| it.to == new));
    officer
        .get(&format!("/people/{new}"))
        .await
        .shows("季明澈")
        .shows("T0071")
        .shows("医疗组");
}

#[tokio::test]
async fn a_list_without_names_or_with_too_many_people_is_refused_with_the_reason() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    let long: String = (0..10_001).map(|row| format!("季{row}\n")).collect();
    for (list, says) in [
        ("工号,电话\nT1,1\n".to_owned(), "没有找到带“姓名”的表头"),
        ("姓名\n".to_owned(), "表头下面没有人员"),
        (format!("姓名\n{long}"), "名册超过10000人"),
    ] {
        let fields = [("act", "look")];
        let answer = officer
            .post_files("/organisation/import", &fields, &[list.as_bytes()])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.shows(says).shows("没有改动任何内容");
    }
    let nothing = officer
        .post("/organisation/import", &[("act", "confirm"), ("rows", "x")])
        .await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
}
