//! What people change about a running incident, by page and by API.

use axum::http::{Method, StatusCode};
use duty::{DutyId, IncidentId, Standing};
use engine::{Act, Role};
use plan::{Limit, PlanId};
use serde_json::json;

use crate::world::{Browser, World, gas_leak, minutes};

/// The school with a gas leak, and an account for whoever leads at night.
async fn led() -> (World, IncidentId) {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    world.account("lu", Role::Commander, Some("lu")).await;
    (world, incident)
}

/// The plan with one step less, one more, and less time for the valve.
async fn republish(world: &World) {
    let mut plan = gas_leak();
    let steps = plan.procedures.iter_mut().map(|it| &mut it.steps);
    for steps in steps {
        steps.retain(|step| step.id.as_str() != "cut-power");
        for step in steps.iter_mut() {
            step.after.retain(|before| before.as_str() != "cut-power");
            if step.id.as_str() == "close-valve" {
                step.limit = Some(Limit::seconds(300).unwrap());
            }
        }
        if let Some(valve) = steps.iter().find(|step| step.id.as_str() == "close-valve") {
            let mut fence = valve.clone();
            fence.id = plan::StepId::new("fence-off").unwrap();
            "在上风处拉警戒线".clone_into(&mut fence.text);
            fence.text_en = None;
            fence.after.clear();
            steps.push(fence);
        }
    }
    world
        .act(Act::Publish {
            plan: PlanId::new("gas-leak").unwrap(),
            body: Box::new(plan),
        })
        .await;
}

async fn posts(browser: &mut Browser<'_>, path: &str, fields: &[(&str, &str)]) -> StatusCode {
    browser.post(path, fields).await.status
}

/// Somebody is badly hurt.
async fn worsens(world: &World, incident: &IncidentId) {
    let body = json!({"id": "worse", "facts": {"injured": 1, "seriously-injured": 1}});
    let path = format!("/api/v1/incidents/{incident}/facts");
    let stated = world.api(Method::POST, &path, Some(body)).await;
    assert_eq!(stated.status, StatusCode::OK, "{}", stated.body);
}

fn due(world: &World, duty: &DutyId) -> Option<jiff::Timestamp> {
    world.runner.handle().read(|state| state.duties[duty].due)
}

#[tokio::test]
async fn the_room_shows_the_newer_version_and_what_it_changes_and_the_commander_moves_to_it() {
    let (world, incident) = led().await;
    let room = format!("/incidents/{incident}");
    let mut lu = world.signed_in_as("lu").await;
    lu.get(&room).await.hides("已发布第2版");
    let (valve, power) = (
        world.duty(&incident, "close-valve"),
        world.duty(&incident, "cut-power"),
    );
    let opened = world.now();
    republish(&world).await;
    lu.get(&room)
        .await
        .shows("本事件按预案第1版执行；已发布第2版")
        .shows("在上风处拉警戒线")
        .shows("删去")
        .shows("新增")
        .shows("有改动")
        .shows("时限由8分钟改为5分钟");

    let path = format!("{room}/version");
    let without = posts(&mut lu, &path, &[("version", "2"), ("reason", " ")]).await;
    assert_eq!(
        without,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a reason is given"
    );
    let other = posts(&mut lu, &path, &[("version", "7"), ("reason", "改错")]).await;
    assert_eq!(other, StatusCode::CONFLICT);
    let moved = posts(
        &mut lu,
        &path,
        &[("version", "2"), ("reason", "原预案写错了阀门")],
    )
    .await;
    assert_eq!(moved, StatusCode::SEE_OTHER);

    assert_eq!(world.standing(&power), Standing::Waived);
    assert_eq!(world.standing(&valve), Standing::Open);
    assert_eq!(due(&world, &valve), Some(opened + minutes(5)));
    assert_eq!(
        world.standing(&world.duty(&incident, "fence-off")),
        Standing::Open
    );
    lu.get(&room)
        .await
        .shows("由预案第1版改按第2版执行")
        .shows("原预案写错了阀门")
        .hides("已发布第2版");
    lu.get(&format!("/duties/{power}"))
        .await
        .shows("决定不再办理")
        .hides("知道了，马上去");
}

#[tokio::test]
async fn the_grade_is_lowered_by_whoever_leads_and_the_computed_one_stands_beside_it() {
    let (world, incident) = led().await;
    let path = format!("/incidents/{incident}/grade");
    let lower = [("rank", "4"), ("reason", "只有一处接头渗漏")];
    let mut officer = world.signed_in().await;
    let refused = officer.post(&path, &lower).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    refused.shows("决定").shows("没有改动任何内容");
    let mut lu = world.signed_in_as("lu").await;
    assert_eq!(posts(&mut lu, &path, &lower).await, StatusCode::SEE_OTHER);
    let room = officer.get(&format!("/incidents/{incident}")).await;
    room.shows("Ⅳ级 一般 蓝")
        .shows("级别由陆衡定")
        .shows("只有一处接头渗漏")
        .shows("按要素计算为Ⅲ级");

    // On the leader's word the watch may enter it; and graver facts raise it again.
    let raise = [("rank", "3"), ("reason", "复测")];
    assert_eq!(
        posts(&mut officer, &path, &raise).await,
        StatusCode::SEE_OTHER
    );
    let by_word = [("rank", "4"), ("reason", "电话指示"), ("person", "lu")];
    assert_eq!(
        posts(&mut officer, &path, &by_word).await,
        StatusCode::SEE_OTHER
    );
    worsens(&world, &incident).await;
    let room = officer.get(&format!("/incidents/{incident}")).await;
    room.shows("Ⅱ级 重大 橙").hides("级别由陆衡定");
}

#[tokio::test]
async fn a_duty_is_added_handed_on_spoken_of_and_waived() {
    let (world, incident) = led().await;
    let mut lu = world.signed_in_as("lu").await;
    let add = [
        ("text", "到校门口接消防车"),
        ("post", "security"),
        ("limit", "10分钟"),
        ("ask-photo", "yes"),
    ];
    let path = format!("/incidents/{incident}/duties");
    assert_eq!(posts(&mut lu, &path, &add).await, StatusCode::SEE_OTHER);
    let bad = [("text", "接车"), ("limit", "很快")];
    assert_eq!(posts(&mut lu, &path, &bad).await, StatusCode::BAD_REQUEST);
    let room = lu.get(&format!("/incidents/{incident}")).await;
    room.shows("到校门口接消防车").shows("孟川");
    let added = world.runner.handle().read(|state| {
        let mut duties = state.duties.values();
        let added = duties.find(|duty| duty.task.made.by == "hand");
        added.unwrap().id.clone()
    });

    let duty = format!("/duties/{added}");
    lu.get(&duty)
        .await
        .shows("到校门口接消防车")
        .shows("改交别的岗位或人员");
    let hand = [("to", "qin"), ("reason", "离校门最近")];
    let status = posts(&mut lu, &format!("{duty}/reassign"), &hand).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let told = |person: &str| {
        world.runner.handle().read(|state| {
            let duty = &state.duties[&added];
            duty.told.iter().any(|told| told.as_str() == person)
        })
    };
    assert!(told("qin"));
    let comment = [("text", "南门锁着，走东门")];
    let status = posts(&mut lu, &format!("{duty}/comment"), &comment).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    lu.get(&duty)
        .await
        .shows("南门锁着，走东门")
        .shows("秦既白");
    world
        .browser()
        .get(&world.link(&added, "qin"))
        .await
        .shows("到校门口接消防车");

    let link = world.link(&added, "qin");
    let mut qin = world.browser();
    let said = [("answer", "comment"), ("text", "东门也有车挡着")];
    assert_eq!(posts(&mut qin, &link, &said).await, StatusCode::SEE_OTHER);
    qin.get(&link)
        .await
        .shows("东门也有车挡着")
        .shows("南门锁着");

    let waive = [("reason", "消防车已到")];
    let status = posts(&mut lu, &format!("{duty}/waive"), &waive).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    lu.get(&duty)
        .await
        .shows("陆衡已于 02:31 决定不再办理")
        .shows("消防车已到");
    let again = lu.post(&format!("{duty}/waive"), &waive).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.shows("已于02:31决定不再办理");
}

#[tokio::test]
async fn what_saves_people_is_waived_by_the_leaders_own_account_only() {
    let (world, incident) = led().await;
    let duty = world.runner.handle().read(|state| {
        let mut duties = state.duties.values();
        duties
            .find(|duty| duty.task.life_safety)
            .unwrap()
            .id
            .clone()
    });
    let path = format!("/duties/{duty}/waive");
    let fields = [("reason", "无人"), ("person", "lu")];
    let mut officer = world.signed_in().await;
    let refused = officer.post(&path, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    refused.shows("用本人账号登录");
    let mut lu = world.signed_in_as("lu").await;
    assert_eq!(posts(&mut lu, &path, &fields).await, StatusCode::SEE_OTHER);
    assert_eq!(world.standing(&duty), Standing::Waived);
    lu.get(&format!("/incidents/{incident}"))
        .await
        .shows("决定");
}

/// A report that is due.
async fn report(world: &World, incident: &IncidentId) -> DutyId {
    worsens(world, incident).await;
    world.runner.handle().read(|state| {
        let mut duties = state.duties.values();
        duties
            .find(|duty| duty.task.made.by == "report")
            .unwrap()
            .id
            .clone()
    })
}

#[tokio::test]
async fn a_report_is_not_made_by_a_clause_and_a_report_by_word_of_mouth_counts() {
    let (world, incident) = led().await;
    let duty = report(&world, &incident).await;
    let mut officer = world.signed_in().await;
    let path = format!("/duties/{duty}");
    officer
        .get(&path)
        .await
        .shows("不作这份报告")
        .shows("已口头报告");
    let without = [("reason", "不够条件"), ("person", "wen")];
    let refused = officer.post(&format!("{path}/waive"), &without).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("依据哪一条");

    world.pass(minutes(10)).await;
    let oral = [
        ("receiver", "冯主任"),
        ("receiver-post", "区教育局总值班"),
        ("number", "010-55500000"),
        ("at", "02:36"),
        ("words", "后厨燃气泄漏，一人重伤，人员已撤出"),
        ("person", "lu"),
    ];
    let status = posts(&mut officer, &format!("{path}/oral"), &oral).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(world.standing(&duty), Standing::Discharged);
    officer
        .get(&path)
        .await
        .shows("冯主任")
        .shows("区教育局总值班")
        .shows("02:36")
        .shows("一人重伤");
    let room = officer.get(&format!("/incidents/{incident}")).await;
    room.shows("02:36口头报告冯主任");
}

#[tokio::test]
async fn programs_change_the_same() {
    let (world, incident) = led().await;
    let of = |what: &str| format!("/api/v1/incidents/{incident}/{what}");
    let post = async |path: String, body: serde_json::Value| {
        world.api(Method::POST, &path, Some(body)).await
    };
    let added = post(
        of("duties"),
        json!({"id": "add", "text": "接车", "post": "security", "limit": "10m", "evidence": ["photo"]}),
    )
    .await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.body);
    let added = added.json();
    assert_eq!(added["text"], "接车");
    let duty = added["id"].as_str().unwrap().to_owned();
    let on = |what: &str| format!("/api/v1/duties/{duty}/{what}");
    let handed = post(
        on("reassign"),
        json!({"id": "hand", "person": "qin", "reason": "近"}),
    )
    .await
    .json();
    assert_eq!(handed["chosen"]["name"], "秦既白");
    let commented = post(on("comment"), json!({"id": "say", "text": "走东门"})).await;
    assert_eq!(commented.status, StatusCode::OK);
    let waived = post(
        on("waive"),
        json!({"id": "waive", "reason": "已到", "person": "lu"}),
    )
    .await
    .json();
    assert_eq!(waived["state"], "waived");
    assert_eq!(waived["said"], "已到");

    let graded = post(
        of("grade"),
        json!({"id": "grade", "grade": 4, "reason": "小", "person": "lu"}),
    )
    .await
    .json();
    assert_eq!(
        (&graded["grade"], &graded["computed"]),
        (&json!(4), &json!(3))
    );
    assert_eq!(graded["set_by"]["person"]["name"], "陆衡");
    republish(&world).await;
    let shown = world
        .api(Method::GET, &format!("/api/v1/incidents/{incident}"), None)
        .await
        .json();
    assert_eq!(shown["newer_version"], 2);
    let moved = post(
        of("version"),
        json!({"id": "move", "version": 2, "reason": "改"}),
    )
    .await;
    assert_eq!(moved.json()["version"], 2, "{}", moved.body);
    let again = post(
        of("version"),
        json!({"id": "other", "version": 2, "reason": "改"}),
    )
    .await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert_eq!(again.json()["code"], "not-newer");

    let report = report(&world, &incident).await;
    let oral = json!({
        "id": "oral", "receiver": "冯主任", "post": "总值班", "number": "55500000",
        "at": "2026-11-22T02:31:00+08:00", "words": "一人重伤", "person": "lu",
    });
    let told = post(format!("/api/v1/duties/{report}/oral"), oral)
        .await
        .json();
    assert_eq!(told["state"], "discharged", "{told}");
    assert_eq!(told["oral"]["receiver"], "冯主任");
    assert_eq!(told["said"], "一人重伤");
}
