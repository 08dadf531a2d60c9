//! `changbei check` in use: what is reported, what is allowed and why.

use std::path::PathBuf;

use serde_json::Value;

use crate::world::run;

/// Blank phone (major), and a doubled sign (minor).
const TEXT: &str =
    "停水应急预案\n一、联系\n值班电话：\n二、抢修\n1、水电班关闭总阀，，打开旁通阀。\n";

const PLAN: &str = "\
meta:
  title: 停电处置预案
posts:
  # changbei: allow nobody-at-night because 停电检修只在白天
  - id: electrician
    name: 值班电工
    hours: working
events:
  - id: power-cut
    name: 停电
    leader: electrician
    facts: []
procedures:
  - id: power-cut
    name: 停电处置
    event: power-cut
    steps:
      - id: look
        text: 查看配电室
        post: electrician
        limit: 10分钟
notices:
  - id: standard
    name: 一般通知
    answer: 5分钟
closing:
  sign_off:
    text: 确认恢复
    post: electrician
    limit: 30分钟
";

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let file = self.0.path().join(name);
        std::fs::write(&file, text).expect("a file");
        file
    }
}

fn check(file: &std::path::Path, flags: &[&str]) -> (Option<i32>, Value, String) {
    let mut line = vec!["check", file.to_str().expect("a path in UTF-8")];
    line.extend(["--format", "json"]);
    line.extend(flags);
    let said = run(&line);
    let json = serde_json::from_slice(&said.stdout).unwrap_or(Value::Null);
    let trouble = String::from_utf8_lossy(&said.stderr).into_owned();
    (said.status.code(), json, trouble)
}

fn codes(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().expect("a list");
    let codes = findings.iter().map(|it| it["code"].as_str());
    codes.map(|it| it.expect("a code")).collect()
}

#[test]
fn rules_are_selected_left_out_and_cut_off_by_severity() {
    let desk = Desk::new();
    let file = desk.write("停水预案.txt", TEXT);
    let all = check(&file, &[]).1;
    assert_eq!(codes(&all), ["P001", "P205"]);
    let one = check(&file, &["--select", "signs-doubled,P003"]).1;
    assert_eq!(codes(&one), ["P205"]);
    let other = check(&file, &["--ignore", "p205"]).1;
    assert_eq!(codes(&other), ["P001"]);
    let grave = check(&file, &["--severity", "major"]).1;
    assert_eq!(codes(&grave), ["P001"]);
    let (code, none, _) = check(&file, &["--severity", "critical"]);
    assert_eq!(codes(&none), Vec::<&str>::new());
    assert_eq!(code, Some(0));
}

#[test]
fn a_rule_that_does_not_exist_is_refused_by_name() {
    let desk = Desk::new();
    let file = desk.write("停水预案.txt", TEXT);
    let (code, _, trouble) = check(&file, &["--ignore", "P999"]);
    assert_eq!(code, Some(2));
    assert!(trouble.contains("P999"), "{trouble}");
}

#[test]
fn settings_beside_a_text_choose_and_allow_with_a_reason() {
    let desk = Desk::new();
    let file = desk.write("停水预案.txt", TEXT);
    let settings = "\
ignore = [\"signs-doubled\"]
[[allow]]
file = \"停水预案.txt\"
rule = \"P001\"
quote = \"值班电话\"
reason = \"号码写在值班室的墙上\"
[[allow]]
file = \"停水预案.txt\"
rule = \"lift-in-a-fire\"
reason = \"没有电梯\"
";
    desk.write("changbei-check.toml", settings);
    let (_, report, _) = check(&file, &[]);
    assert_eq!(codes(&report), ["P213"], "one allowance is left over");
    assert_eq!(report["allowed"][0]["reason"], "号码写在值班室的墙上");
    assert_eq!(report["allowed"][0]["finding"]["code"], "P001");
    // In words too, the reason is seen.
    let said = run(&["check", file.to_str().expect("a path in UTF-8")]);
    let printed = String::from_utf8_lossy(&said.stdout);
    assert!(printed.contains("号码写在值班室的墙上"), "{printed}");
}

#[test]
fn settings_that_cannot_be_understood_check_nothing() {
    let desk = Desk::new();
    let file = desk.write("停水预案.txt", TEXT);
    desk.write("changbei-check.toml", "ignore = []\nignored = 1\n");
    let (code, report, trouble) = check(&file, &[]);
    assert_eq!(code, Some(2));
    assert_eq!(report["findings"], Value::Array(Vec::new()));
    assert!(trouble.contains("changbei-check.toml"), "{trouble}");
    // A file that is named is used instead.
    let other = desk.write("other.toml", "severity = \"major\"\n");
    let other = other.to_str().expect("a path in UTF-8");
    let (_, report, _) = check(&file, &["--config", other]);
    assert_eq!(codes(&report), ["P001"]);
}

#[test]
fn a_comment_in_a_plan_allows_one_element_and_needs_a_reason() {
    let desk = Desk::new();
    let file = desk.write("plan.yaml", PLAN);
    let (code, report, trouble) = check(&file, &[]);
    assert_eq!(codes(&report), Vec::<&str>::new(), "{trouble}");
    assert_eq!(code, Some(0));
    assert_eq!(report["allowed"][0]["reason"], "停电检修只在白天");
    let bare = desk.write("bare.yaml", &PLAN.replace(" because 停电检修只在白天", ""));
    assert_eq!(codes(&check(&bare, &[]).1), ["P213", "P112"]);
    let elsewhere = PLAN
        .replace(
            "  # changbei: allow nobody-at-night because 停电检修只在白天\n",
            "",
        )
        .replace(
            "notices:\n",
            "notices:\n  # changbei: 允许 P112 因为 停电检修只在白天\n",
        );
    let elsewhere = desk.write("elsewhere.yaml", &elsewhere);
    assert_eq!(codes(&check(&elsewhere, &[]).1), ["P112", "P213"]);
}

#[test]
fn what_is_allowed_is_a_suppression_in_sarif() {
    let desk = Desk::new();
    let file = desk.write("plan.yaml", PLAN);
    let path = file.to_str().expect("a path in UTF-8");
    let said = run(&["check", "--format", "sarif", path]);
    let log: Value = serde_json::from_slice(&said.stdout).expect("one JSON value");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "P112");
    assert_eq!(result["suppressions"][0]["kind"], "inSource");
    assert_eq!(
        result["suppressions"][0]["justification"],
        "停电检修只在白天"
    );
}
