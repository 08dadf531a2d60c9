//! Papers about an incident, and the form of a report on the pages of whoever sends it.

use axum::http::{Method, StatusCode};
use duty::IncidentId;
use serde_json::json;

use crate::world::World;

/// Somebody is hurt, so that a report to the authority is due.
async fn with_a_report() -> (World, IncidentId) {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let path = format!("/api/v1/incidents/{incident}/facts");
    let body = json!({"id": "f", "facts": {"injured": 1, "seriously-injured": 1}});
    let answer = world.api(Method::POST, &path, Some(body)).await;
    assert_eq!(answer.status, StatusCode::OK);
    (world, incident)
}

#[tokio::test]
async fn the_room_offers_word_files_and_each_has_a_name_for_people_and_one_in_ascii() {
    let (world, incident) = with_a_report().await;
    let mut browser = world.signed_in().await;
    let report = format!("/incidents/{incident}/reports/first-report.docx");
    let closing = format!("/incidents/{incident}/closing.docx");
    let room = browser.get(&format!("/incidents/{incident}")).await;
    for path in [&report, &closing] {
        room.shows(&format!("href=\"{path}\""));
    }
    room.shows("下载 Word").shows("草稿");

    let word = browser.get(&report).await;
    assert_eq!(word.status, StatusCode::OK);
    word.shows("first-report").shows("in zh-CN");
    assert!(
        word.header("content-type")
            .ends_with("wordprocessingml.document")
    );
    let disposition = word.header("content-disposition");
    let ascii = format!("attachment; filename=\"first-report-{incident}.docx\";");
    assert!(disposition.starts_with(&ascii), "{disposition}");
    assert!(
        disposition.contains("filename*=UTF-8''%E6%9D%BE%E5%9D%AA"),
        "{disposition}"
    );

    browser.language = "en";
    browser.get(&closing).await.shows("Closing").shows("in en");
}

#[tokio::test]
async fn what_has_no_paper_is_not_found() {
    let (world, incident) = with_a_report().await;
    let mut browser = world.signed_in().await;
    for path in [
        "/incidents/nobody/closing.docx".to_owned(),
        "/incidents/no%20id/closing.docx".to_owned(),
        format!("/incidents/{incident}/reports/first-report"),
        format!("/incidents/{incident}/reports/..docx"),
        "/incidents/nobody/reports/first-report.docx".to_owned(),
    ] {
        let answer = browser.get(&path).await;
        let expected = if path.ends_with("/..docx") {
            // Whether there is such a report is for whoever makes papers to know.
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        assert_eq!(answer.status, expected, "{path}");
    }
}

#[tokio::test]
async fn whoever_must_report_sees_the_form_as_the_record_fills_it() {
    let (world, incident) = with_a_report().await;
    let duty = world.duty(&incident, "first-report");
    let page = world.browser().get(&world.link(&duty, "xu")).await;
    page.shows("直接经济损失")
        .shows("第二食堂后厨")
        .shows("缺1项");
    page.hides("/reports/first-report.docx");
    let mut browser = world.signed_in().await;
    let page = browser.get(&format!("/duties/{duty}")).await;
    page.shows("直接经济损失")
        .shows("/reports/first-report.docx");
    let other = world.duty(&incident, "cut-power");
    let page = browser.get(&format!("/duties/{other}")).await;
    page.hides(".docx").hides("直接经济损失");
}

#[tokio::test]
async fn a_report_that_was_sent_stays_what_it_was_when_it_was_sent() {
    let (world, incident) = with_a_report().await;
    let duty = world.duty(&incident, "first-report");
    let mut browser = world.signed_in().await;
    let report = format!("/incidents/{incident}/reports/first-report.docx");
    let done = browser
        .post(
            &format!("/duties/{duty}"),
            &[("answer", "done"), ("text", "已报送区教育局")],
        )
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    // Asked for in another language, a paper made now would be another.
    browser.language = "en";
    browser.get(&report).await.shows("in zh-CN").hides("in en");
    let kept = world
        .runner
        .handle()
        .read(|state| state.duties[&duty].discharge.clone());
    assert!(kept.unwrap().paper.is_some());
}

#[tokio::test]
async fn whoever_must_report_by_the_link_has_the_word_file_of_that_duty_and_of_no_other() {
    let (world, incident) = with_a_report().await;
    let report = world.link(&world.duty(&incident, "first-report"), "xu");
    let word = format!("{report}/paper.docx");
    let page = world.browser().get(&report).await;
    page.shows(&format!("href=\"{word}\"")).shows("下载 Word");
    let file = world.browser().get(&word).await;
    assert_eq!(file.status, StatusCode::OK);
    file.shows("first-report");

    let step = world.link(&world.duty(&incident, "cut-power"), "qin");
    world.browser().get(&step).await.hides(".docx");
    let none = world.browser().get(&format!("{step}/paper.docx")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    // The mark of one duty opens the paper of no other.
    let (_, mark) = step.rsplit_once('/').unwrap();
    let (place, _) = report.rsplit_once('/').unwrap();
    let forged = world
        .browser()
        .get(&format!("{place}/{mark}/paper.docx"))
        .await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_report_wears_its_own_words_and_no_warning_of_the_place() {
    let (world, incident) = with_a_report().await;
    let report = world.link(&world.duty(&incident, "first-report"), "xu");
    let page = world.browser().get(&report).await;
    page.shows("已报送</button>")
        .hides("办结并送出")
        .hides("先离开");
    let mut english = world.browser();
    english.language = "en";
    english.get(&report).await.shows("Sent</button>");
    let step = world.link(&world.duty(&incident, "cut-power"), "qin");
    world
        .browser()
        .get(&step)
        .await
        .shows("先离开")
        .shows("办结并送出");
}
