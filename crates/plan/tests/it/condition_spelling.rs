//! How a condition is written out again.

use plan::FactId;
use plan::condition::Spelling;

use crate::condition_world::checked;

fn chinese(id: &FactId) -> String {
    let name = match id.as_str() {
        "deaths" => "死亡人数",
        "fire" => "起火",
        "dormitory" => "影响住宿区",
        "gas-level" => "可燃气体浓度",
        "loss" => "经济损失",
        "injury" => "伤情",
        "missing-for" => "失联时长",
        "maybe-loss" => "或有损失",
        other => other,
    };
    name.to_owned()
}

fn english(id: &FactId) -> String {
    match id.as_str() {
        "gas-level" => "Gas level".to_owned(),
        "maybe-loss" => "Loss or damage".to_owned(),
        other => other.to_owned(),
    }
}

fn check(text: &str, in_chinese: &str, in_english: &str) {
    let condition = checked(text);
    let spelled = condition.spell(Spelling::Chinese, chinese);
    assert_eq!(spelled, in_chinese, "{text}");
    assert_eq!(checked(&spelled), condition, "{spelled}");
    let spelled = condition.spell(Spelling::English, english);
    assert_eq!(spelled, in_english, "{text}");
    assert_eq!(checked(&spelled), condition, "{spelled}");
}

#[test]
fn both_languages_say_the_same() {
    check(
        "deaths>=30||fire&&!dormitory",
        "死亡人数 ≥ 30人 或 (起火 且 非 影响住宿区)",
        "deaths >= 30 人 or (fire and not dormitory)",
    );
    check(
        "gas level 不低于 20%LEL",
        "可燃气体浓度 ≥ 20 %LEL",
        "Gas level >= 20 %LEL",
    );
}

#[test]
fn large_numbers_stay_readable() {
    check(
        "loss >= 1亿元",
        "经济损失 ≥ 10000万元",
        "loss >= 10,000 万元",
    );
    check("deaths >= 20000", "死亡人数 ≥ 2万人", "deaths >= 20,000 人");
    check(
        "deaths >= 12345.5",
        "死亡人数 ≥ 12345.5人",
        "deaths >= 12,345.5 人",
    );
    check(
        "deaths >= 3亿",
        "死亡人数 ≥ 3亿人",
        "deaths >= 300,000,000 人",
    );
    check("floor > -100000", "floor > -10万", "floor > -100,000");
}

#[test]
fn lengths_of_time_are_written_in_parts() {
    check(
        "missing-for > 90分钟",
        "失联时长 > 1小时30分钟",
        "missing-for > 1h30m",
    );
    check("missing-for > 0秒", "失联时长 > 0分钟", "missing-for > 0m");
    check(
        "missing-for > 1d1.5s",
        "失联时长 > 1天1.5秒",
        "missing-for > 1d1.5s",
    );
}

#[test]
fn lists_and_quotes_are_written_so_that_they_read_back() {
    check(
        "injury in [住院，危重]",
        "伤情 属于 [“住院”, “危重”]",
        "injury in [\"住院\", \"危重\"]",
    );
    check("非 injury = 住院", "伤情 ≠ “住院”", "injury != \"住院\"");
    check(
        "place = 「3号“老”楼」",
        "place = ‘3号“老”楼’",
        "place = ‘3号“老”楼’",
    );
    check("place = \"\"", "place = “”", "place = \"\"");
    check(
        "floor in [3, 10]",
        "floor = 3 或 floor = 10",
        "floor = 3 or floor = 10",
    );
    check(
        "fire and floor not in [3, 10]",
        "起火 且 floor ≠ 3 且 floor ≠ 10",
        "fire and floor != 3 and floor != 10",
    );
}

#[test]
fn a_name_that_would_not_read_back_is_quoted() {
    check("【或有损失】", "【或有损失】", "`Loss or damage`");
}
