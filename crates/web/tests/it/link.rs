//! The page behind the link of a notice.

use axum::http::{Method, StatusCode};
use duty::Standing;
use serde_json::json;

use crate::world::{URL, World, minutes, school};

#[tokio::test]
async fn somebody_takes_the_duty_by_link_and_it_is_acknowledged() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let link = world.link(&duty, "he");
    let mut phone = world.browser();

    let page = phone.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("在室外关闭燃气总阀")
        .shows("何知予")
        .shows("后勤组")
        .shows("第二食堂后厨")
        .shows("Ⅲ级 较大 黄")
        .shows("先离开，再打电话")
        .shows("02:34 前请答复")
        .shows("02:39 前办结")
        .shows("示例单位");
    let id = page.hidden("id", "got-it");

    let answer = phone
        .post(&link, &[("id", &id), ("answer", "got-it")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), link);
    assert_eq!(world.standing(&duty), Standing::Acknowledged);

    let page = phone.get(&link).await;
    page.shows("何知予已于 02:31 知悉")
        .hides("value=\"got-it\"");
}

#[tokio::test]
async fn the_ladder_says_who_is_told_next_and_is_right() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let link = world.link(&duty, "he");
    let page = world.browser().get(&link).await;
    page.shows("没答复 → 替补 秦既白")
        .shows("没答复 → 现场指挥 陆衡")
        .shows("办不了，立刻转给 秦既白");

    world.pass(minutes(3)).await;
    let page = world.browser().get(&world.link(&duty, "qin")).await;
    page.shows("已告知你").shows("02:37 前请答复");
    world.pass(minutes(1)).await;
    let page = world.browser().get(&link).await;
    page.shows("应于 02:34 前答复")
        .shows("超 1:00")
        .shows("count late");
    let told = world
        .runner
        .handle()
        .read(|state| state.duties[&duty].told.clone());
    assert_eq!(told.last().unwrap().as_str(), "qin");
}

#[tokio::test]
async fn a_preview_robot_that_fetches_the_link_changes_nothing() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let link = world.link(&duty, "he");
    let before = world.position();
    for path in [link.clone(), format!("{link}?answer=got-it")] {
        let page = world.browser().get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    assert_eq!(world.position(), before);
    assert_eq!(world.standing(&duty), Standing::Open);
}

#[tokio::test]
async fn a_forged_link_opens_nothing() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let other = world.duty(&incident, "cut-power");
    let link = world.link(&duty, "he");
    let mark = link.rsplit('/').next().unwrap();
    let mut flipped = mark.to_owned();
    let first = if flipped.starts_with('A') { "B" } else { "A" };
    flipped.replace_range(..1, first);
    let before = world.position();
    for forged in [
        format!("/d/school/{duty}/he/{flipped}"),
        format!("/d/school/{duty}/he/"),
        format!("/d/school/{duty}/he/{}", &mark[..10]),
        format!("/d/school/{duty}/qin/{mark}"),
        format!("/d/school/{other}/he/{mark}"),
        format!("/d/school/nothing/he/{mark}"),
    ] {
        let page = world.browser().get(&forged).await;
        assert!(page.status.is_client_error(), "{forged}: {}", page.status);
        page.hides("燃气总阀").hides("何知予");
        let posted = world.browser().post(&forged, &[("answer", "done")]).await;
        assert!(posted.status.is_client_error(), "{forged}");
    }
    assert_eq!(world.position(), before);
}

#[tokio::test]
async fn an_address_that_is_no_text_is_answered_in_our_words() {
    let world = World::school().await;
    for (path, status, said) in [
        ("/d/school/%ff/he/mark", StatusCode::FORBIDDEN, "链接无效"),
        ("/report/%ff", StatusCode::NOT_FOUND, "没有这个页面"),
        ("/incidents/%ff", StatusCode::NOT_FOUND, "没有这个页面"),
        ("/api/v1/duties/%ff", StatusCode::NOT_FOUND, "problem"),
    ] {
        let page = world.browser().get(path).await;
        assert_eq!(page.status, status, "{path}");
        page.shows(said);
    }
}

#[tokio::test]
async fn the_same_answer_sent_twice_has_one_outcome() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let link = world.link(&duty, "he");
    let mut phone = world.browser();
    let id = phone.get(&link).await.hidden("id", "done");
    let fields = [
        ("id", id.as_str()),
        ("answer", "done"),
        ("text", "总阀已关"),
    ];
    let first = phone.post(&link, &fields).await;
    let after_first = world.position();
    let second = phone.post(&link, &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(second.status, StatusCode::SEE_OTHER);
    assert_eq!(world.position(), after_first);
    let page = phone.get(&link).await;
    page.shows("已由何知予于 02:31 办结")
        .shows("总阀已关")
        .hides("<form");
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_is_kept() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let link = world.link(&duty, "he");
    let mut phone = world.browser();
    let page = phone.get(&link).await;
    let id = page.hidden("id", "done");

    let refused = phone.post(&link, &[("id", &id), ("answer", "done")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused
        .shows("还要附上：文字说明")
        .shows("没有改动任何内容");
    assert_eq!(
        refused.hidden("id", "done"),
        id,
        "sent again it is the same command"
    );

    let refused = phone
        .post_files(
            &link,
            &[
                ("id", &id),
                ("answer", "done"),
                ("text", "阀门已关 & <检查>"),
            ],
            &[b"this is no picture"],
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    refused.shows("阀门已关 &amp; &lt;检查&gt;");
    assert_eq!(world.standing(&duty), Standing::Open);
}

#[tokio::test]
async fn a_photo_is_known_by_its_bytes_and_kept() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let link = world.link(&duty, "he");
    let mut phone = world.browser();
    let png = b"\x89PNG\r\n\x1a\nand what follows";
    let answer = phone
        .post_files(&link, &[("answer", "done"), ("text", "已关")], &[png, b""])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    phone.get(&link).await.shows("照片1张");
    let done = world
        .runner
        .handle()
        .read(|state| state.duties[&duty].discharge.clone().unwrap());
    assert_eq!(done.photos[0].media, "image/png");
    let bytes = world
        .runner
        .handle()
        .blob(&done.photos[0].blob)
        .await
        .unwrap();
    assert_eq!(bytes.unwrap(), png);
}

#[tokio::test]
async fn whoever_cannot_hands_on_with_a_reason() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let link = world.link(&duty, "he");
    let mut phone = world.browser();
    let fields = [("answer", "cannot"), ("why", "away"), ("text", "在市区")];
    let answer = phone.post(&link, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let (told, said) = world.runner.handle().read(|state| {
        let duty = &state.duties[&duty];
        (duty.told.clone(), duty.replies[0].text.clone().unwrap())
    });
    let names: Vec<&str> = told.iter().map(|it| it.as_str()).collect();
    assert_eq!(names, ["he", "qin"]);
    let published = world.runner.handle().published();
    assert_eq!(
        published.directory.text(&said),
        Some("不在现场，赶不到；在市区")
    );
}

#[tokio::test]
async fn a_duty_of_an_archived_incident_still_says_what_was_done() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let link = world.link(&duty, "he");
    crate::api::end_it(&world, &incident).await;
    assert!(
        world
            .runner
            .handle()
            .read(|state| state.incidents.is_empty())
    );
    // What only the past names is not kept in memory, and found all the same.
    let item = world
        .api(Method::GET, &format!("/api/v1/duties/{duty}"), None)
        .await
        .json();
    assert_eq!(item["said"], "办妥");
    let list = world.api(Method::GET, "/api/v1/duties", None).await.json();
    let listed = list["items"].as_array().unwrap().iter();
    let listed = listed.clone().find(|it| it["id"] == duty.as_str()).unwrap();
    assert_eq!(*listed, item);
    let incidents = world.api(Method::GET, "/api/v1/incidents", None).await;
    let place = incidents.json()["items"][0]["place"].clone();
    assert_eq!(place, "第二食堂后厨");
    let detail = world
        .api(Method::GET, &format!("/api/v1/incidents/{incident}"), None)
        .await
        .json();
    assert_eq!(detail["text"], "食堂后厨闻到燃气味");
    let kept = &world.runner.handle().published().directory;
    let past = world.runner.handle();
    let past = past.past(&past.published(), &incident).await.unwrap();
    let named: Vec<_> = past.iter().flat_map(|it| &it.timeline).collect();
    let named = named.iter().flat_map(|event| event.what.sealed());
    assert!(named.clone().count() > 2);
    assert!(named.into_iter().all(|value| kept.text(value).is_none()));
    let page = world.browser().get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("办结").hides("<form");
    let late = world.browser().post(&link, &[("answer", "got-it")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let answer = world
        .api(
            Method::POST,
            &format!("/api/v1/duties/{duty}/answer"),
            Some(json!({"id": "late", "answer": "done", "text": "again"})),
        )
        .await;
    assert_eq!(answer.json()["code"], "duty-done");
}

#[tokio::test]
async fn a_groups_link_asks_who_answers_and_the_record_says_that_nobody_checked() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let link = world.links.group_duty(&school(), &duty);
    let link = link.strip_prefix(URL).unwrap();
    let mut phone = world.browser();
    let page = phone.get(link).await;
    page.shows("你是谁").shows("何知予").hides("沈禾");
    let before = world.position();
    for person in ["", "shen", "nobody-here"] {
        let fields = [("answer", "got-it"), ("person", person)];
        let refused = phone.post(link, &fields).await;
        assert_ne!(refused.status, StatusCode::SEE_OTHER, "{person}");
        refused.shows("没有改动任何内容");
    }
    assert_eq!(world.position(), before);
    let fields = [("answer", "got-it"), ("person", "he")];
    let taken = phone.post(link, &fields).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    assert_eq!(world.standing(&duty), Standing::Acknowledged);
    let mut officer = world.signed_in().await;
    let room = officer.get(&format!("/incidents/{incident}")).await;
    room.shows("何知予（经群内链接自报，未核实）");

    let forged = format!("{}x", link);
    assert_eq!(phone.get(&forged).await.status, StatusCode::FORBIDDEN);
    // A group's link opens nobody's own page, nor the other way round.
    let own = world.link(&duty, "he");
    let mark = own.rsplit('/').next().unwrap();
    let crossed = format!("/g/school/{duty}/{mark}");
    assert_eq!(phone.get(&crossed).await.status, StatusCode::FORBIDDEN);
}
