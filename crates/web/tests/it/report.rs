//! The report form, which needs no sign-in.

use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::world::World;

#[tokio::test]
async fn somebody_reports_a_leak_and_sees_who_was_told() {
    let world = World::school().await;
    let mut phone = world.browser();
    let form = phone.get("/report").await;
    assert_eq!(form.status, StatusCode::OK);
    form.shows("tel:119")
        .shows("tel:120")
        .shows("tel:110")
        .shows("先离开")
        .shows("可燃气体浓度是多少？")
        .hides("起火了吗");
    let fields = [
        ("event", "gas-leak"),
        ("place", "第二食堂"),
        ("text", "闻到气味"),
        ("fact-gas-level", "24"),
        ("fact-dormitory", "yes"),
        ("fact-injured", ""),
        ("id", "report-1"),
    ];
    let answer = phone.post("/report", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = phone.get(answer.header("location")).await;
    page.shows("已收到报告")
        .shows("第二食堂")
        .shows("后勤组")
        .shows("总值班")
        .hides("陆衡")
        .hides("0000002");

    let again = phone.post("/report", &fields).await;
    assert_eq!(again.header("location"), answer.header("location"));
    assert_eq!(world.runner.handle().read(|state| state.incidents.len()), 1);
    let forged = answer
        .header("location")
        .replace("/report/school/report-1.1/", "/report/school/report-1.2/");
    assert_eq!(phone.get(&forged).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_does_not_fit_is_said_and_nothing_typed_is_lost() {
    let world = World::school().await;
    let fields = [
        ("event", "gas-leak"),
        ("text", "有气味"),
        ("fact-injured", "好几个"),
    ];
    let answer = world.browser().post("/report", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .shows("受伤人数")
        .shows("有气味")
        .shows("好几个")
        .shows("tel:119");
    let unknown = world
        .browser()
        .post("/report", &[("event", "dragons")])
        .await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let empty = world.browser().post("/report", &[]).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn one_address_cannot_flood_and_may_report_again_soon() {
    let world = World::school().await;
    let fields = [("event", "gas-leak"), ("text", "有气味")];
    let mut phone = world.browser();
    for _ in 0..20 {
        assert_eq!(
            phone.post("/report", &fields).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let flood = phone.post("/report", &fields).await;
    assert_eq!(flood.status, StatusCode::TOO_MANY_REQUESTS);
    flood.shows("直接打电话").shows("有气味").shows("tel:119");
    world.clock.set(
        world
            .now()
            .checked_add(SignedDuration::from_secs(3))
            .unwrap(),
    );
    assert_eq!(
        phone.post("/report", &fields).await.status,
        StatusCode::SEE_OTHER
    );
}
