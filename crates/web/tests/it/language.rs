//! Both languages on every page, and neither in the other's place.

use axum::http::StatusCode;
use duty::IncidentId;

use crate::world::{Browser, World, minutes};

/// Pages that people read, with something going on.
async fn paths(world: &World, incident: &IncidentId) -> Vec<String> {
    let power = world.duty(incident, "cut-power");
    let valve = world.duty(incident, "close-valve");
    vec![
        "/".to_owned(),
        format!("/incidents/{incident}"),
        format!("/incidents/{incident}?s=all"),
        format!("/duties/{power}"),
        format!("/duties/{valve}"),
        world.link(&power, "qin"),
        world.link(&valve, "he"),
        "/plans".to_owned(),
        "/plans/gas-leak".to_owned(),
        "/read".to_owned(),
        "/report".to_owned(),
        "/sign-in".to_owned(),
        "/no/such/page".to_owned(),
    ]
}

/// The text between tags and in the attributes that people read.
fn text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        text.push('\n');
        let end = start + rest[start..].find('>').unwrap_or(rest.len() - start - 1);
        let tag = &rest[start..end];
        for name in ["aria-label=\"", "placeholder=\"", "alt=\"", "data-th=\""] {
            if let Some(at) = tag.find(name) {
                let value = &tag[at + name.len()..];
                text.push_str(value.split('"').next().unwrap_or_default());
                text.push('\n');
            }
        }
        rest = &rest[end + 1..];
    }
    text
}

fn is_chinese(it: char) -> bool {
    matches!(
        it,
        '\u{4e00}'..='\u{9fff}' | '，' | '。' | '：' | '；' | '、' | '（' | '）' | '·'
    )
}

/// What is not ours to translate: names, what people wrote, conditions, the word-mark.
const NOT_OURS: [&str; 25] = [
    "松坪中学（示例）",
    "温岭秋",
    "周砚",
    "陆衡",
    "何知予",
    "秦既白",
    "孟川",
    "林叙",
    "唐榆",
    "许南星",
    "沈禾",
    "食堂后厨闻到燃气味",
    "第二食堂后厨",
    "总阀已关",
    "常",
    "备",
    "中文",
    "人",
    "区教育局突发事件信息报送要求",
    "生产安全事故报告和调查处理条例",
    "第三条",
    "第九条",
    "松坪中学燃气泄漏处置预案",
    "　",
    " · ",
];

/// One duty done, nobody else answers for so many minutes.
async fn world_in_trouble(silent: i64) -> (World, IncidentId) {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let valve = world.duty(&incident, "close-valve");
    let link = world.link(&valve, "he");
    let fields = [("answer", "done"), ("text", "总阀已关")];
    let answer = world.browser().post(&link, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    world.pass(minutes(silent)).await;
    (world, incident)
}

#[tokio::test]
async fn every_page_is_wholly_english_for_whoever_reads_english() {
    for silent in [0, 16] {
        let (world, incident) = world_in_trouble(silent).await;
        let mut browser: Browser<'_> = world.signed_in().await;
        browser.language = "en-GB,en;q=0.9";
        for path in paths(&world, &incident).await {
            let page = browser.get(&path).await;
            page.shows("<html lang=\"en\"");
            let mut said = text(&page.body);
            let mut known = NOT_OURS;
            known.sort_by_key(|it| std::cmp::Reverse(it.len()));
            for it in known {
                said = said.replace(it, "");
            }
            for line in said.lines() {
                assert!(!line.contains(is_chinese), "{path}: {line}");
            }
        }
    }
}

#[tokio::test]
async fn every_page_is_wholly_chinese_for_whoever_reads_chinese() {
    for silent in [0, 16] {
        let (world, incident) = world_in_trouble(silent).await;
        let mut browser = world.signed_in().await;
        for path in paths(&world, &incident).await {
            let page = browser.get(&path).await;
            page.shows("<html lang=\"zh-CN\"");
            for line in text(&page.body).lines() {
                let words = line.split(|it: char| !it.is_ascii_alphabetic());
                for word in words.filter(|word| word.len() > 1) {
                    let known = [
                        "English", "LEL", "gt", "JPEG", "PNG", "Word", "UTF", "YAML", "txt", "md",
                        "GBK", "GB", "docx", "html", "PDF",
                    ]
                    .contains(&word);
                    assert!(known, "{path}: {line}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_language_asked_for_in_the_address_is_kept() {
    let world = World::school().await;
    let mut browser = world.browser();
    browser.get("/sign-in").await.shows("lang=\"zh-CN\"");
    browser
        .get("/sign-in?lang=en")
        .await
        .shows("<html lang=\"en\"");
    browser.get("/report").await.shows("<html lang=\"en\"");
    browser
        .get("/report?lang=zh-CN")
        .await
        .shows("<html lang=\"zh-CN\"");
    browser.get("/sign-in").await.shows("<html lang=\"zh-CN\"");
}
