//! A written plan is handed in, its blanks are filled, and it is published.

use axum::http::StatusCode;

use crate::world::{Answer, Browser, World};

/// A plan of an invented school, as its officer would paste it.
const TEXT: &str = "松坪中学停电应急预案

一、组织机构
成立停电应急领导小组。
组长：校长　温岭秋
副组长：后勤主任　何知予

二、停电处置程序
1. 值班员应在5分钟内查看配电室，并报告组长。
2. 后勤主任启动备用电源。
3. 班主任安抚学生，清点人数。

三、应急结束
供电恢复后，由组长宣布应急结束。
";

/// The value of a hidden field, or the text of a text area, as a browser would send it back.
fn field(page: &Answer, name: &str) -> String {
    let body = &page.body;
    let hidden = format!("name=\"{name}\" value=\"");
    let raw = if let Some(at) = body.find(&hidden) {
        let value = &body[at + hidden.len()..];
        &value[..value.find('"').unwrap()]
    } else {
        let at = body.find(&format!("name=\"{name}\"")).unwrap();
        let value = &body[at + body[at..].find('>').unwrap() + 1..];
        value[..value.find("</textarea>").unwrap()].trim_start_matches('\n')
    };
    let plain = raw
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    // Browsers send every line end as two characters.
    plain.replace('\n', "\r\n")
}

/// Sends the form of a page again, with these fields filled in.
async fn again(browser: &mut Browser<'_>, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    let (text, yaml) = (field(page, "text"), field(page, "yaml"));
    let (id, made) = (field(page, "id"), field(page, "made"));
    let mut all = vec![
        ("text", text.as_str()),
        ("yaml", &yaml),
        ("id", &id),
        ("made", &made),
    ];
    all.extend_from_slice(fields);
    browser.post_files("/read", &all, &[]).await
}

/// How many places stop it, as the page says.
fn missing(page: &Answer) -> usize {
    let Some(at) = page.body.find("发布：还差 ") else {
        return 0;
    };
    let rest = &page.body[at + "发布：还差 ".len()..];
    rest[..rest.find(' ').unwrap()].parse().unwrap()
}

#[tokio::test]
async fn a_text_becomes_a_draft_its_blanks_are_filled_and_it_is_published() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    browser.get("/plans").await.shows("href=\"/read\"");
    browser.get("/read").await.shows("name=\"paste\"");

    let before = world.position();
    let page = browser.post_files("/read", &[("paste", TEXT)], &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("<h1>松坪中学停电应急预案</h1>")
        .shows("<mark")
        .shows("data-k=\"步\"");
    page.shows("data-k=\"空\"").hides("value=\"publish\"");
    let first = missing(&page);
    assert!(first > 0);

    // One blank by its proposal, then all others by theirs.
    let page = again(&mut browser, &page, &[("take", "notices:notices")]).await;
    assert_eq!(missing(&page), first - 1);
    let mut page = again(&mut browser, &page, &[("take", "all")]).await;
    assert!(missing(&page) < first - 1);

    // Whatever is left has no usual answer: it is typed.
    while let Some(at) = page.body.find("class=\"hole\" id=\"b-") {
        let row = &page.body[at..];
        let row = &row[..row.find("</li>").unwrap()];
        let start = row.find(" name=\"").unwrap() + " name=\"".len();
        let name = row[start..start + row[start..].find('"').unwrap()].to_owned();
        let (name, answer) = match name.split(':').next().unwrap() {
            "limit" => (name, "10分钟"),
            "recipient" => (name, "区教育局"),
            _ => (format!("new-{name}"), "值班员"),
        };
        let left = missing(&page);
        page = again(&mut browser, &page, &[(&name, answer)]).await;
        assert!(missing(&page) < left, "{name} is filled");
    }
    assert_eq!(
        world.position(),
        before,
        "nothing was recorded before it is published"
    );

    page.shows("没有缺项");
    let done = again(&mut browser, &page, &[("act", "publish"), ("as", "")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let plan = done.header("location").to_owned();
    browser
        .get(&plan)
        .await
        .shows("松坪中学停电应急预案")
        .shows("第1版");
    // The same form once more is the same act.
    let twice = again(&mut browser, &page, &[("act", "publish"), ("as", "")]).await;
    assert_eq!(twice.header("location"), plan);
    browser.get(&plan).await.shows("第1版");
}

#[tokio::test]
async fn a_limit_that_is_none_is_said_and_the_rest_is_taken() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let page = browser.post_files("/read", &[("paste", TEXT)], &[]).await;
    let at = page.body.find("name=\"limit:").unwrap() + "name=\"".len();
    let name = page.body[at..at + page.body[at..].find('"').unwrap()].to_owned();
    let left = missing(&page);
    let fields = [(name.as_str(), "尽快"), ("take", "notices:notices")];
    let page = again(&mut browser, &page, &fields).await;
    page.shows("“尽快”不是时限");
    assert_eq!(missing(&page), left - 1);
}

#[tokio::test]
async fn a_plan_as_yaml_is_a_draft_too_and_becomes_the_next_version() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let yaml = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../plans/school/gas-leak.yaml"
    ));
    let page = browser.post_files("/read", &[], &[&yaml.unwrap()]).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("没有缺项").shows("第2版");
    let fields = [("act", "publish"), ("as", "gas-leak")];
    let done = again(&mut browser, &page, &fields).await;
    assert_eq!(done.header("location"), "/plans/gas-leak");
    browser.get("/plans/gas-leak").await.shows("第2版");
}

#[tokio::test]
async fn yaml_that_is_none_is_shown_again_with_the_place() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let yaml = "meta:\n  title: 停电\n  titel: x\n";
    let fields = [("text", TEXT), ("yaml", yaml)];
    let page = browser.post_files("/read", &fields, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("3:")
        .shows("titel: x")
        .shows("停电处置程序")
        .shows("没有改动");
}

#[tokio::test]
async fn what_is_no_text_is_refused_with_what_to_do() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let large = "停".repeat(plan_text::yaml::LONGEST_BYTES / 3 + 1);
    for (file, status, said) in [
        (&b""[..], 400, "没有内容"),
        (&[0xb2, 0xe2, 0xca, 0xd4][..], 415, "UTF-8"),
        (large.as_bytes(), 413, "4兆字节"),
    ] {
        let answer = browser.post_files("/read", &[], &[file]).await;
        assert_eq!(answer.status.as_u16(), status, "{said}");
        answer.shows(said).shows("name=\"paste\"");
    }
    let huge = "停".repeat(8 * 1024 * 1024);
    let answer = browser.post_files("/read", &[("paste", &huge)], &[]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_hostile_text_neither_breaks_the_page_nor_the_marks() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let text = format!(
        "<script>x</script>\n{}\n\u{feff}\0{TEXT}",
        "（（一、".repeat(500)
    );
    let page = browser.post_files("/read", &[("paste", &text)], &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    page.hides("<script>x").shows("&lt;script&gt;x");
    // Places of another text, or of none.
    let yaml = "meta:\n  title: 停电\nposts:\n  - id: a\n    name: 甲\n    source: {document: x, span: [9, 3]}\n  \
                - id: b\n    name: 乙\n    source: {document: x, span: [3, 99999]}\n";
    let fields = [("text", "很短的文字"), ("yaml", yaml)];
    let page = browser.post_files("/read", &fields, &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("id=\"m-post-b\"").hides("id=\"m-post-a\"");
}

#[tokio::test]
async fn a_file_that_needs_a_human_look_says_so_until_it_is_published() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let file = format!("%PDF\n{TEXT}");
    let page = browser.post_files("/read", &[], &[file.as_bytes()]).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("<h1>松坪中学停电应急预案</h1>")
        .shows("人工核对");
    let page = again(&mut browser, &page, &[("doubtful", "yes")]).await;
    page.shows("人工核对");
    let page = browser.post_files("/read", &[], &[TEXT.as_bytes()]).await;
    page.hides("人工核对");
}

#[tokio::test]
async fn the_other_language_keeps_the_draft() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let page = browser.post_files("/read", &[("paste", TEXT)], &[]).await;
    page.shows("formaction=\"/read?lang=en\"");
    let (text, yaml) = (field(&page, "text"), field(&page, "yaml"));
    let fields = [("text", text.as_str()), ("yaml", &yaml)];
    let page = browser.post_files("/read?lang=en", &fields, &[]).await;
    page.shows("<h1>松坪中学停电应急预案</h1>")
        .shows("lang=\"en\"")
        .shows("formaction=\"/read?lang=zh-CN\"");
}

#[tokio::test]
async fn how_long_saving_people_may_take_is_not_taken_with_all() {
    let world = World::school().await;
    let mut browser = world.signed_in().await;
    let text = TEXT.replace("3. 班主任安抚学生", "3. 班主任立即疏散学生");
    let page = browser.post_files("/read", &[("paste", &text)], &[]).await;
    page.shows("没有写时限的救人步骤").shows("没有写时限的步骤");
    let page = again(&mut browser, &page, &[("take", "all")]).await;
    page.shows("没有写时限的救人步骤")
        .hides(">没有写时限的步骤")
        .shows("本单位的通常时限，非原文");
    let page = again(&mut browser, &page, &[("take", "limit:life-safety-steps")]).await;
    page.hides("没有写时限的救人步骤");
}
