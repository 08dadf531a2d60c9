//! The desk, the room and the officer's acts.

use axum::http::StatusCode;
use duty::{DutyId, Standing};

use crate::world::{World, minutes};

#[tokio::test]
async fn a_quiet_desk_says_so_and_who_is_there() {
    let world = World::school().await;
    let desk = world.signed_in().await.get("/").await;
    assert_eq!(desk.status, StatusCode::OK);
    desk.shows("运行中0起")
        .shows("24小时内没有到期的任务")
        .shows("陆衡")
        .shows("非工作时间，由总值班代行总指挥职责")
        .shows("非工作时间")
        .hides("呼叫单")
        .hides("红线");
}

#[tokio::test]
async fn the_desk_shows_what_runs_what_is_late_and_what_is_next() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let mut officer = world.signed_in().await;
    let desk = officer.get("/").await;
    desk.shows("运行中1起，逾期0项")
        .shows("第二食堂后厨")
        .shows("还可能是")
        .shows(&format!("/incidents/{incident}"));
    world.pass(minutes(4)).await;
    let desk = officer.get("/").await;
    desk.shows("已逾期")
        .shows("超 1:00")
        .shows("在室外关闭燃气总阀");
}

#[tokio::test]
async fn nobody_answers_and_the_call_list_then_the_red_line_are_on_the_desk() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    world.pass(minutes(12)).await;
    let mut officer = world.signed_in().await;
    let desk = officer.get("/").await;
    desk.shows("呼叫单")
        .shows("tel:00000")
        .hides("红线：无人答复");
    let notice = |page: &str| -> String {
        let at = page.find("name=\"notice-0\" value=\"").unwrap() + 23;
        page[at..at + page[at..].find('"').unwrap()].to_owned()
    };
    let first = notice(&desk.body);
    let rung = officer
        .post("/calls", &[("outcome", "no-answer"), ("notice-0", &first)])
        .await;
    assert_eq!(rung.status, StatusCode::SEE_OTHER);
    let desk = officer.get("/").await;
    desk.shows("已打1次");
    let rows = |page: &str| page.matches("name=\"notice-").count();
    let reached = [("outcome", "reached"), ("notice-0", first.as_str())];
    officer.post("/calls", &reached).await;
    assert_eq!(rows(&officer.get("/").await.body), rows(&desk.body) - 1);
    let again = officer.post("/calls", &reached).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let nothing = officer.post("/calls", &[("outcome", "reached")]).await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);

    world.pass(minutes(3)).await;
    officer.get("/").await.shows("红线：无人答复");
    officer
        .get(&format!("/incidents/{incident}"))
        .await
        .shows("红线");
}

#[tokio::test]
async fn the_next_question_is_asked_and_its_answer_opens_the_report() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let room = format!("/incidents/{incident}");
    let mut officer = world.signed_in().await;
    let page = officer.get(&room).await;
    page.shows("Ⅲ级 较大 黄：可燃气体浓度 24 ≥ 20 %LEL 且 影响住宿区")
        .shows("有人受伤吗？")
        .shows("其中重伤几人？")
        .shows("未到条件")
        .shows("等：组织泄漏区和相邻房间的人员撤到上风处");

    let facts = [
        ("fact-injured", "1"),
        ("fact-seriously-injured", "1"),
        ("fact-deaths", ""),
    ];
    let answer = officer.post(&format!("{room}/facts"), &facts).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = officer.get(&room).await;
    page.shows("Ⅱ级 重大 橙")
        .shows("书面首报区教育局")
        .shows("本单位预案 6.2")
        .shows("不约束学校")
        .hides("未到条件");

    let bad = officer
        .post(&format!("{room}/facts"), &[("fact-injured", "many")])
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    bad.shows("没有改动任何内容").shows("受伤人数");
}

#[tokio::test]
async fn a_note_has_the_time_it_happened_and_the_time_it_was_entered() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    world.pass(minutes(20)).await;
    let room = format!("/incidents/{incident}");
    let mut officer = world.signed_in().await;
    let fields = [("text", "119 已到门口"), ("at", "02:47")];
    let answer = officer.post(&format!("{room}/note"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = officer.get(&room).await;
    page.shows("119 已到门口")
        .shows("02:47:00")
        .shows("02:51:00");
    // What the clock has not shown yet today, it showed yesterday.
    officer
        .post(
            &format!("{room}/note"),
            &[("text", "昨晚检修过"), ("at", "22：10")],
        )
        .await;
    officer.get(&room).await.shows("11-21 22:10:00");
    for (at, text) in [("25:00", "x"), ("soon", "x"), ("02:40", " ")] {
        let refused = officer
            .post(&format!("{room}/note"), &[("text", text), ("at", at)])
            .await;
        assert!(refused.status.is_client_error(), "{at}");
    }
}

#[tokio::test]
async fn the_end_is_refused_with_what_is_missing_and_the_way_to_it() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let mut officer = world.signed_in().await;
    let page = officer
        .post(&format!("/incidents/{incident}/end"), &[])
        .await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let valve = world.duty(&incident, "close-valve");
    page.shows("现在不能宣布结束")
        .shows("在室外关闭燃气总阀")
        .shows(&format!("/duties/{valve}"))
        .shows(&format!("/incidents/{incident}#facts"))
        .shows("没有改动任何内容");
}

#[tokio::test]
async fn an_ended_incident_is_shown_and_takes_no_facts() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    crate::api::end_it(&world, &incident).await;
    let mut officer = world.signed_in().await;
    let room = format!("/incidents/{incident}");
    let page = officer.get(&room).await;
    page.shows("响应已于 02:31 结束")
        .shows("归档")
        .hides("/end\"");
    officer.get("/").await.shows("最近结束");
    let late = officer
        .post(&format!("{room}/facts"), &[("fact-burning", "yes")])
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.shows("02:31");
}

#[tokio::test]
async fn an_officer_answers_for_somebody_and_both_are_on_the_record() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty: DutyId = world.duty(&incident, "close-valve");
    let path = format!("/duties/{duty}");
    let mut officer = world.signed_in().await;
    officer.get(&path).await.shows("何知予").shows("代谁答复");
    let refused = officer
        .post(&path, &[("answer", "done"), ("person", "he")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = officer
        .post(&path, &[("answer", "got-it"), ("person", "he")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(world.standing(&duty), Standing::Acknowledged);
    officer.get(&path).await.shows("何知予已于 02:31 知悉");
    let room = officer.get(&format!("/incidents/{incident}")).await;
    room.shows("管理员代何知予");
}

#[tokio::test]
async fn a_photo_that_was_handed_in_is_shown_to_the_officer_only() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let png = b"\x89PNG\r\n\x1a\npicture";
    let fields = [("answer", "done"), ("text", "已关"), ("person", "")];
    let mut officer = world.signed_in().await;
    officer
        .post_files(&format!("/duties/{duty}"), &fields, &[png])
        .await;
    let page = officer.get(&format!("/duties/{duty}")).await;
    let at = page.body.find("/photos/").unwrap();
    let path = page.body[at..at + "/photos/".len() + 64].to_owned();
    let photo = officer.get(&path).await;
    assert_eq!(photo.header("content-type"), "image/png");
    assert_eq!(
        world.browser().get(&path).await.status,
        StatusCode::UNAUTHORIZED
    );
    let none = officer.get(&format!("/photos/{}", "0".repeat(64))).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_plan_shows_its_grades_posts_and_steps() {
    let world = World::school().await;
    world.hold("medic", &[]).await;
    let mut officer = world.signed_in().await;
    officer
        .get("/plans")
        .await
        .shows("燃气泄漏处置预案")
        .shows("第1版");
    let plan = officer.get("/plans/gas-leak").await;
    plan.shows("Ⅰ级 特别重大 红")
        .shows("死亡人数 ≥ 3人 或 重伤人数 ≥ 10人")
        .shows("在室外关闭燃气总阀")
        .shows("医疗组空缺")
        .shows("没答复，9分钟后：指挥组");
    let missing = officer.get("/plans/dragons").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}
