//! What conditions say of facts.

use plan::condition::{Condition, Spelling, Verdict};

use crate::condition_world::{checked, fact, facts};

fn check(text: &str, known: &str, expected: Verdict) {
    let found = checked(text).evaluate(&facts(known));
    assert_eq!(found, expected, "{text} — {known}");
}

/// Both texts mean the same.
fn check_same(one: &str, two: &str) {
    assert_eq!(checked(one), checked(two), "{one} — {two}");
}

fn check_asks(text: &str, known: &str, expected: &[&str]) {
    let asks = checked(text).asks(&facts(known));
    let asked: Vec<&str> = asks.iter().map(|ask| ask.fact.as_str()).collect();
    assert_eq!(asked, expected, "{text} — {known}");
}

fn check_reason(text: &str, known: &str, expected: &str) {
    let reason = checked(text).reason(&facts(known));
    let because: Vec<String> = reason
        .because
        .iter()
        .map(|it| it.claim.spell(Spelling::Chinese, |id| id.to_string()))
        .collect();
    assert_eq!(because.join("; "), expected, "{text} — {known}");
}

#[test]
fn unknown_is_neither_no_nor_nought() {
    check("起火", "", Verdict::Unknown);
    check("非 起火", "", Verdict::Unknown);
    check("死亡人数 = 0", "", Verdict::Unknown);
    check("伤情 = 轻微", "", Verdict::Unknown);
    check("伤情 不是 轻微", "", Verdict::Unknown);
}

#[test]
fn one_known_fact_settles_what_the_unknown_ones_cannot_change() {
    check("起火 或 死亡人数 >= 3", "fire yes", Verdict::True);
    check("起火 且 死亡人数 >= 3", "fire no", Verdict::False);
    check("起火 或 死亡人数 >= 3", "fire no", Verdict::Unknown);
    check("起火 且 死亡人数 >= 3", "fire yes", Verdict::Unknown);
}

#[test]
fn at_least_three_is_three_or_more() {
    check("死亡人数 >= 3", "deaths 3+", Verdict::True);
    check("死亡人数 > 3", "deaths 3+", Verdict::Unknown);
    check("死亡人数 > 2", "deaths 3+", Verdict::True);
    check("死亡人数 < 3", "deaths 3+", Verdict::False);
    check("死亡人数 <= 3", "deaths 3+", Verdict::Unknown);
    check("死亡人数 <= 2", "deaths 3+", Verdict::False);
    check("死亡人数 = 3", "deaths 3+", Verdict::Unknown);
    check("死亡人数 = 2", "deaths 3+", Verdict::False);
    check("死亡人数 != 2", "deaths 3+", Verdict::True);
    check("死亡人数 >= 10", "deaths 3+", Verdict::Unknown);
}

#[test]
fn at_most_three_is_three_or_fewer() {
    check("死亡人数 <= 3", "deaths 3-", Verdict::True);
    check("死亡人数 < 3", "deaths 3-", Verdict::Unknown);
    check("死亡人数 < 4", "deaths 3-", Verdict::True);
    check("死亡人数 > 3", "deaths 3-", Verdict::False);
    check("死亡人数 >= 3", "deaths 3-", Verdict::Unknown);
    check("死亡人数 = 4", "deaths 3-", Verdict::False);
    check("死亡人数 != 4", "deaths 3-", Verdict::True);
}

#[test]
fn exact_numbers_compare_exactly() {
    check("最高体温 = 37.3", "body-heat 37.3", Verdict::True);
    check("最高体温 >= 37.3℃", "body-heat 37.299999", Verdict::False);
    check("楼层 = -1", "floor -1", Verdict::True);
    check("楼层 属于 [3, 5]", "floor 4", Verdict::False);
    check("楼层 属于 [3, 5]", "floor 5", Verdict::True);
    check("楼层 不属于 [3, 5]", "floor 6+", Verdict::True);
}

#[test]
fn lengths_of_time_compare_across_their_units() {
    check("失联时长 >= 2小时", "missing-for 120m", Verdict::True);
    check("失联时长 < 1天", "missing-for 1440m", Verdict::False);
    check("失联时长 > 1小时30分", "missing-for 90m+", Verdict::Unknown);
    check("失联时长 >= 1h30m", "missing-for 90m+", Verdict::True);
    check("失联时长 = 0.5小时", "missing-for 30m", Verdict::True);
}

#[test]
fn texts_and_choices_are_compared_as_wholes() {
    check("伤情 属于 [住院, 危重]", "injury 住院", Verdict::True);
    check("伤情 in [住院, 危重]", "injury 轻微", Verdict::False);
    check("伤情 not in [住院, 危重]", "injury 轻微", Verdict::True);
    check("地点 = “锅炉房”", "place 锅炉房", Verdict::True);
    check("地点 = “锅炉房”", "place 锅炉房二层", Verdict::False);
}

#[test]
fn a_value_of_another_kind_than_the_field_is_unknown() {
    check("死亡人数 >= 3", "deaths 住院", Verdict::Unknown);
    check("死亡人数 >= 3", "deaths 90m", Verdict::Unknown);
    check("起火", "fire 1", Verdict::Unknown);
    check("伤情 = 住院", "injury yes", Verdict::Unknown);
    check("失联时长 >= 2小时", "missing-for 9000", Verdict::Unknown);
}

#[test]
fn every_spelling_of_a_comparison_means_the_same() {
    for op in [
        ">=",
        "≥",
        "＞＝",
        "大于等于",
        "不少于",
        "不低于",
        "不小于",
        "达到",
        "至少",
    ] {
        check_same(&format!("死亡人数 {op} 3"), "deaths >= 3");
        check_same(&format!("死亡人数{op}3人"), "deaths >= 3");
    }
    for op in [
        "<=",
        "≤",
        "＜＝",
        "小于等于",
        "不大于",
        "不超过",
        "不多于",
        "不高于",
        "至多",
    ] {
        check_same(&format!("死亡人数 {op} 3"), "deaths <= 3");
        check_same(&format!("死亡人数{op}3人"), "deaths <= 3");
    }
    for op in [">", "＞", "大于", "超过", "多于", "高于"] {
        check_same(&format!("死亡人数{op}3"), "deaths > 3");
    }
    for op in ["<", "＜", "小于", "不足", "不到", "少于", "低于"] {
        check_same(&format!("死亡人数{op}3"), "deaths < 3");
    }
    for op in ["=", "＝", "==", "等于", "是", "为"] {
        check_same(&format!("死亡人数{op}3"), "deaths = 3");
    }
    for op in ["!=", "！＝", "≠", "<>", "不等于", "不是", "不为"] {
        check_same(&format!("死亡人数{op}3"), "deaths != 3");
    }
}

#[test]
fn every_spelling_of_a_connective_means_the_same() {
    for and in [" and ", " AND ", "&&", "＆＆", "且", "并且", " 且 "] {
        check_same(&format!("起火{and}影响住宿区"), "fire and dormitory");
    }
    for or in [" or ", "||", "或", "或者", " 或者\n"] {
        check_same(&format!("起火{or}影响住宿区"), "fire or dormitory");
    }
    for not in [
        "not ", "!", "！", "非 ", "非", "不是 ", "不是", "非（", "not(",
    ] {
        let close = if not.ends_with(['（', '(']) {
            "）"
        } else {
            ""
        };
        check_same(&format!("{not}起火{close}"), "fire = no");
    }
}

#[test]
fn chinese_is_read_without_blanks() {
    check_same(
        "可燃气体浓度大于等于20%LEL且影响住宿区或死亡人数不少于1人",
        "(gas-level >= 20 %LEL and dormitory) or deaths >= 1",
    );
    check_same("水源不足且经济损失不足30万元", "dry and loss < 30");
    check_same(
        "伤情为“危重”或失联时长超过2小时",
        "injury = 危重 or missing-for > 2h",
    );
}

#[test]
fn a_name_that_looks_like_a_word_of_the_language_is_still_a_name() {
    check("非法入侵", "intrusion yes", Verdict::True);
    check("非 非法入侵", "intrusion yes", Verdict::False);
    check("非非法入侵", "intrusion yes", Verdict::False);
    check("水源不足", "dry yes", Verdict::True);
    check(
        "【或有损失】 且 非【或有损失】",
        "maybe-loss yes",
        Verdict::False,
    );
    check("`Loss or damage`", "maybe-loss yes", Verdict::True);
}

#[test]
fn names_are_found_in_any_case_width_and_joint() {
    for name in [
        "People injured",
        "people_injured",
        "PEOPLE-INJURED",
        "ｉｎｊｕｒｅｄ",
        "伤员数",
        "受伤 人数",
    ] {
        check_same(&format!("{name} >= 5"), "injured >= 5");
    }
}

#[test]
fn a_choice_is_found_in_any_case_and_yes_in_any_word() {
    check("病区 = icu", "ward ICU", Verdict::True);
    check("病区 属于 [“ＩＣＵ”]", "ward ICU", Verdict::True);
    for yes in [
        "fire = 是",
        "fire = yes",
        "fire = TRUE",
        "fire != no",
        "fire ≠ 否",
    ] {
        check_same(yes, "fire");
    }
    check_same("fire = false", "非 fire");
}

#[test]
fn and_binds_closer_than_or_and_not_closer_than_and() {
    check_same(
        "起火 或 水源不足 且 影响住宿区",
        "起火 或 (水源不足 且 影响住宿区)",
    );
    check_same("非 起火 且 影响住宿区", "(非 起火) 且 影响住宿区");
    check_same("非 死亡人数 >= 3", "死亡人数 < 3");
    check_same("非（起火 或 水源不足）", "非 起火 且 非 水源不足");
}

#[test]
fn numbers_are_read_as_officers_write_them() {
    check_same("死亡人数 >= １，０００", "deaths >= 1000");
    check_same("死亡人数 >= 1,000 人", "deaths >= 1000");
    check_same("经济损失 >= 5000万元", "loss >= 5000");
    check_same("经济损失 >= 1亿元", "loss >= 10000");
    check_same("经济损失 >= 0.5亿元", "loss >= 5000");
    check_same("经济损失 >= 3000000元", "loss >= 300");
    check_same("最高体温 >= 38.50 °C", "body-heat >= 38.5");
    check_same("缺勤比例 > 50%", "share-absent > 50");
    check_same("缺勤比例 > ５０％", "share-absent > 50 percent");
    check_same("可燃气体浓度 >= 20% LEL", "gas-level >= 20");
    check_same("楼层 属于 [1, 200]", "floor = 1 or floor = 200");
    check_same("楼层 属于 [1、200]", "floor = 1 or floor = 200");
}

#[test]
fn a_fact_that_alone_can_settle_it_is_asked_first() {
    check_asks(
        "(起火 且 影响住宿区) 或 死亡人数 >= 1",
        "",
        &["deaths", "fire", "dormitory"],
    );
    check_asks(
        "(起火 或 影响住宿区) 且 死亡人数 >= 1",
        "",
        &["deaths", "fire", "dormitory"],
    );
    check_asks("起火 且 影响住宿区", "dormitory yes", &["fire"]);
    check_asks("起火 或 影响住宿区", "dormitory yes", &[]);
}

#[test]
fn a_range_of_one_fact_is_one_question() {
    let asks = checked("受伤人数 >= 3 且 受伤人数 < 10").asks(&facts(""));
    assert_eq!(asks.len(), 1);
    assert!(asks.iter().all(|ask| ask.settles_true && ask.settles_false));
}

#[test]
fn a_fact_settles_what_any_of_its_claims_settles() {
    let asks = checked("死亡人数 >= 3 且 起火 或 死亡人数 >= 10").asks(&facts(""));
    let flags: Vec<_> = asks
        .iter()
        .map(|ask| (ask.fact.as_str(), ask.settles_true, ask.settles_false))
        .collect();
    assert_eq!(flags, [("deaths", true, false), ("fire", false, false)]);
}

#[test]
fn among_equals_the_fact_that_more_claims_wait_for_is_asked_first() {
    check_asks(
        "起火 且 影响住宿区 或 水源不足 且 影响住宿区",
        "",
        &["dormitory", "fire", "dry"],
    );
}

#[test]
fn a_bound_that_does_not_decide_is_asked_again() {
    check_asks("死亡人数 >= 10", "deaths 3+", &["deaths"]);
    check_asks("死亡人数 >= 10", "deaths 10+", &[]);
}

#[test]
fn the_reason_is_the_shortest_one() {
    check_reason(
        "可燃气体浓度 >= 20 且 影响住宿区",
        "gas-level 24, dormitory yes",
        "gas-level ≥ 20 %LEL; dormitory",
    );
    check_reason(
        "(起火 且 影响住宿区) 或 死亡人数 >= 1",
        "fire yes, dormitory yes, deaths 2",
        "deaths ≥ 1人",
    );
    check_reason(
        "(起火 且 影响住宿区) 或 起火",
        "fire yes, dormitory yes",
        "fire",
    );
}

#[test]
fn a_fact_that_serves_two_parts_is_named_once() {
    check_reason(
        "(起火 或 水源不足) 且 (影响住宿区 或 起火)",
        "fire yes",
        "fire",
    );
}

#[test]
fn the_reason_against_is_what_holds_instead() {
    check_reason("起火 且 死亡人数 >= 1", "fire no", "非 fire");
    check_reason(
        "起火 或 死亡人数 >= 3",
        "fire no, deaths 2-",
        "非 fire; deaths < 3人",
    );
    check_reason(
        "伤情 属于 [住院, 危重]",
        "injury 轻微",
        "injury 不属于 [“住院”, “危重”]",
    );
}

#[test]
fn the_reason_for_not_knowing_is_what_is_open() {
    check_reason(
        "起火 且 (死亡人数 >= 3 或 水源不足)",
        "fire yes, dry no",
        "deaths ≥ 3人",
    );
}

#[test]
fn a_condition_mentions_each_fact_once() {
    let condition = checked("起火 且 死亡人数 >= 3 或 非 起火");
    assert_eq!(condition.facts(), [&fact("fire"), &fact("deaths")]);
}

#[test]
fn a_condition_is_stored_as_its_text() {
    let text = "死亡人数 ≥ 3 或  起火";
    let condition = Condition::parse(text).expect("a right condition");
    let json = serde_json::to_string(&condition).expect("a text");
    assert_eq!(json, format!("\"{text}\""));
    assert_eq!(
        serde_json::from_str::<Condition>(&json).ok(),
        Some(condition)
    );
    let error = serde_json::from_str::<Condition>("\"死亡人数 ≥ 3 或\"").err();
    let message = error.map(|it| it.to_string()).unwrap_or_default();
    assert!(message.contains("character 11"), "{message}");
}
