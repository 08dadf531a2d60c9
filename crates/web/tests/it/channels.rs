//! The pages of people's addresses and of the channels.

use axum::http::StatusCode;
use engine::Role;

use crate::world::World;

/// A row of the form.
fn row(number: &str, channel: &str, value: &str, place: &str) -> Vec<(String, String)> {
    [
        ("channel", channel),
        ("value", value),
        ("opens", "house"),
        ("hours", "always"),
        ("place", place),
    ]
    .map(|(name, value)| (format!("{name}-{number}"), value.to_owned()))
    .to_vec()
}

async fn save(
    browser: &mut crate::world::Browser<'_>,
    path: &str,
    rows: &[Vec<(String, String)>],
) -> crate::world::Answer {
    let fields: Vec<(&str, &str)> = rows
        .iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(path, &fields).await
}

#[tokio::test]
async fn a_person_sets_his_own_addresses_in_his_order_and_sees_what_comes_of_a_test() {
    let world = World::school().await;
    world.account("he", Role::Member, Some("he")).await;
    let mut he = world.signed_in_as("he").await;
    let path = "/people/he/addresses";
    he.get("/account").await.shows(path);
    let rows = [
        row("0", "mail", "he@school.test", "2"),
        row("1", "wecom", "he-zhiyu", "1"),
    ];
    let saved = save(&mut he, path, &rows).await;
    assert_eq!(saved.status, StatusCode::OK);
    saved.shows("已保存").shows("he@school.test");
    let order = world.runner.handle().read(|state| {
        let he = state.people.iter().find(|(id, _)| id.as_str() == "he");
        let addresses = &he.unwrap().1.addresses;
        addresses
            .iter()
            .map(|it| it.channel.clone())
            .collect::<Vec<_>>()
    });
    assert_eq!(order, ["wecom", "mail"]);

    let taken = he.post(path, &[("test", "1")]).await;
    assert_eq!(taken.status, StatusCode::OK);
    taken.shows("邮件：测试消息已被接收");
    let refused = he.post(path, &[("test", "0")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("errcode 93000");
    assert_eq!(
        he.post(path, &[("test", "7")]).await.status,
        StatusCode::BAD_REQUEST
    );

    // A text that stays keeps its seal; what is emptied is gone.
    let sealed = |world: &World| {
        world.runner.handle().read(|state| {
            let he = state.people.iter().find(|(id, _)| id.as_str() == "he");
            he.unwrap().1.addresses.clone()
        })
    };
    let before = sealed(&world);
    let rows = [
        row("0", "mail", "he@school.test", "1"),
        row("1", "sms", "", "2"),
    ];
    save(&mut he, path, &rows).await.hides("he-zhiyu");
    let after = sealed(&world);
    assert_eq!(after.len(), 1);
    assert_eq!(after[0].value, before[1].value);
}

#[tokio::test]
async fn what_is_no_address_stays_in_the_form_with_what_one_looks_like() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    let before = world.position();
    let path = "/people/tang/addresses";
    let answer = save(&mut officer, path, &[row("0", "sms", "12 34", "1")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.shows("12 34").shows("5到15位数字");
    assert_eq!(world.position(), before);
}

#[tokio::test]
async fn nobody_sees_the_addresses_of_others_but_the_watch() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    let path = "/people/tang/addresses";
    let rows = [row("0", "mail", "tang@school.test", "1")];
    save(&mut officer, path, &rows).await.shows("已保存");
    for role in [Role::Commander, Role::Member] {
        world.account(role.word(), role, Some("he")).await;
        let mut browser = world.signed_in_as(role.word()).await;
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let answer = save(&mut browser, path, &[row("0", "mail", "a@b.test", "1")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    world.account("audit", Role::Auditor, Some("tang")).await;
    let mut auditor = world.signed_in_as("audit").await;
    assert_eq!(auditor.get(path).await.status, StatusCode::FORBIDDEN);
    // Nor does the log say it.
    let incident = world.gas_leak().await;
    let room = officer.get(&format!("/incidents/{incident}")).await;
    room.hides("tang@school.test");
    officer.get("/channels").await.hides("tang@school.test");
}

#[tokio::test]
async fn the_page_of_channels_says_how_each_does_and_sends_oneself_a_test() {
    let world = World::school().await;
    let mut first = world.signed_in().await;
    let page = first.get("/channels").await;
    page.shows("企业微信")
        .shows("errcode 93000")
        .shows("最近一次失败");
    page.shows("邮件").shows("这个账号没有对应到人");
    page.shows("/people/tang/addresses");
    let nobody = first.post("/channels", &[("channel", "mail")]).await;
    assert_eq!(nobody.status, StatusCode::BAD_REQUEST);

    world.account("zhou", Role::Officer, Some("zhou")).await;
    let mut zhou = world.signed_in_as("zhou").await;
    zhou.get("/channels")
        .await
        .shows("先登记自己在这个渠道的联系方式");
    let rows = [row("0", "mail", "zhou@school.test", "1")];
    save(&mut zhou, "/people/zhou/addresses", &rows).await;
    let tested = zhou.post("/channels", &[("channel", "mail")]).await;
    assert_eq!(tested.status, StatusCode::OK);
    tested.shows("邮件：测试消息已被接收");
    let robot = zhou.post("/channels", &[("channel", "wecom")]).await;
    robot.shows("测试消息没有送出").shows("errcode 93000");
    for _ in 0..10 {
        zhou.post("/channels", &[("channel", "mail")]).await;
    }
    let flooded = zhou.post("/channels", &[("channel", "mail")]).await;
    flooded.shows("测试消息发得太频繁");
    zhou.language = "en";
    zhou.get("/channels")
        .await
        .shows("WeCom")
        .shows("failed last");
}

#[tokio::test]
async fn a_wording_is_looked_at_refused_by_name_set_and_taken_back() {
    let world = World::school().await;
    let mut officer = world.signed_in().await;
    officer.get("/channels").await.shows("/channels/templates");
    let path = "/channels/templates";
    officer.get(path).await.shows("{任务}").shows("{结束时间}");
    let before = world.position();
    let wording = [
        ("kind", "asked"),
        ("zh", "请{岗位}{任务}"),
        ("act", "preview"),
    ];
    let looked = officer.post(path, &wording).await;
    looked.shows("请后勤组在室外关闭燃气总阀");
    let wrong = [("kind", "asked"), ("zh", "{任务}{密码}"), ("act", "save")];
    let refused = officer.post(path, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("没有“密码”可填").shows("{任务}{密码}");
    assert_eq!(world.position(), before);

    let wording = [("kind", "asked"), ("zh", "请{岗位}{任务}"), ("act", "save")];
    officer.post(path, &wording).await.shows("已保存");
    officer.get(path).await.shows("用本单位的措辞");
    let empty = [("kind", "asked"), ("act", "save")];
    officer.post(path, &empty).await.hides("用本单位的措辞");
}
