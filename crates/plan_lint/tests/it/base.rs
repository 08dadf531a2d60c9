//! A plan that nothing is wrong with, and what is checked in it.

use std::collections::BTreeMap;

use plan_lint::{Finding, Input, check};

/// A plan about a power cut. The examples of YAML rules replace whole sections of it.
pub const PLAN: &str = "\
meta:
  title: 停电处置预案
posts:
  - id: electrician
    name: 值班电工
    substitutes: [duty-leader]
  - id: duty-leader
    name: 总值班
events:
  - id: power-cut
    name: 停电
    leader: duty-leader
    facts:
      - id: buildings
        name: 停电楼栋
        type: number
        ask: 停了几栋楼？
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
    post: duty-leader
    limit: 30分钟
";

/// The base plan with those sections in place of its own.
pub fn with(sections: &str) -> String {
    let mut all = split(PLAN);
    all.extend(split(sections));
    let order = [
        "meta",
        "posts",
        "groups",
        "events",
        "grades",
        "procedures",
        "reports",
        "notices",
        "closing",
    ];
    order
        .iter()
        .filter_map(|key| all.get(*key).cloned())
        .collect()
}

/// The sections of a YAML text by their keys.
fn split(text: &str) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines() {
        if !line.starts_with([' ', '-']) {
            key = line.split(':').next().unwrap_or_default().to_owned();
        }
        let section = all.entry(key.clone()).or_default();
        section.push_str(line);
        section.push('\n');
    }
    all
}

/// Checks a plan as YAML.
pub fn of_yaml(text: &str) -> Vec<Finding> {
    let plan = plan_text::yaml::read_yaml(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    check(&Input {
        text,
        reading: None,
        plan: Some(&plan),
    })
}

/// Checks a written plan.
pub fn of_text(text: &str) -> Vec<Finding> {
    let reading = plan_text::read(text);
    check(&Input {
        text,
        reading: Some(&reading),
        plan: None,
    })
}

#[test]
fn nothing_is_wrong_with_the_plan_that_examples_start_from() {
    assert_eq!(names(&of_yaml(PLAN)), Vec::<&str>::new());
}

/// The names of the rules that spoke.
pub fn names(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|it| it.rule.name).collect()
}
