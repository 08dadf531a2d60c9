//! What is wrong with a condition, and why one holds.

use plan::condition::{Condition, Facts, Fields, Known, SyntaxError, SyntaxErrorKind};
use plan::{EventType, Field};

use crate::school::{EN, ZH, fact, plan};
use crate::tidy;

fn event() -> EventType {
    plan().events.remove(0)
}

/// What is said of a text that is no condition of the test's event.
fn check(text: &str, zh: &str, en: &str) {
    let event = event();
    let fields: Fields = event.facts.iter().collect();
    let said = match Condition::parse(text) {
        Err(error) => [ZH, EN].map(|w| w.syntax_error(&error)),
        Ok(condition) => {
            let errors = condition.check(&fields).expect_err("it does not fit");
            [ZH, EN].map(|w| w.clauses(errors.iter().map(|error| w.type_error(error))))
        }
    };
    assert_eq!(said, [zh, en], "{text}");
    tidy::both(
        &said[0],
        &said[1]
            .replace("风向", "")
            .replace(['东', '西', '南'], "")
            .replace(['伤', '人', '万', '元'], ""),
    );
}

#[test]
fn a_wrong_form_is_said_with_its_place() {
    let cases = [
        ("", "第1个字符：没有内容", "character 1: empty"),
        (
            "injured >=",
            "第11个字符：这里应当是一个值，但条件已经写完",
            "character 11: a value should follow, but the condition ends",
        ),
        (
            "(dormitory) injured",
            "第13个字符：这里应当是“且”“或”或结尾，写的是“injured”",
            "character 13: and, or, or the end should stand here, not “injured”",
        ),
        (
            "(dormitory",
            "第11个字符：这里应当是右括号，但条件已经写完",
            "character 11: a closing parenthesis should follow, but the condition ends",
        ),
        (
            "injured # 3",
            "第9个字符：不认识的字符“#”",
            "character 9: unexpected character “#”",
        ),
        (
            "wind = \"east",
            "第8个字符：引号或【没有配对",
            "character 8: a quote is not closed",
        ),
        (
            "wind in east",
            "第9个字符：这里应当是方括号里的列表，写的是“east”",
            "character 9: a list in brackets should stand here, not “east”",
        ),
        (
            "wind in [a",
            "第11个字符：这里应当是逗号或右方括号，但条件已经写完",
            "character 11: a comma or the closing bracket should follow, but the condition ends",
        ),
        (
            "and dormitory",
            "第1个字符：这里应当是一个条件，写的是“and”",
            "character 1: a condition should stand here, not “and”",
        ),
        (
            "injured in [1,000]",
            "第14个字符：逗号有歧义：分隔各项时在逗号后加空格，写大数时去掉逗号",
            "character 14: the comma could mean two things: put a space after it between items, leave it out of a large number",
        ),
        (
            "injured > 1.2345678",
            "第11个字符：小数超过6位",
            "character 11: the number has more than 6 decimal places",
        ),
        (
            "injured > 99999999999999",
            "第11个字符：数太大",
            "character 11: the number is too large",
        ),
    ];
    for (text, zh, en) in cases {
        check(text, zh, en);
    }
}

#[test]
fn the_forms_that_no_short_text_has_are_said_too() {
    let cases = [
        (
            SyntaxErrorKind::TooLong,
            "太长，最多2000个字符",
            "too long, at most 2000 characters",
        ),
        (
            SyntaxErrorKind::TooDeep,
            "括号和“非”套得太深，最多32层",
            "parentheses and negations nest too deep, at most 32",
        ),
        (SyntaxErrorKind::NotANumber, "不是一个数", "not a number"),
    ];
    for (kind, zh, en) in cases {
        let error = SyntaxError { at: 0, kind };
        assert_eq!(ZH.syntax_error(&error), format!("第1个字符：{zh}"));
        assert_eq!(EN.syntax_error(&error), format!("character 1: {en}"));
    }
}

#[test]
fn what_the_fields_do_not_allow_is_said_with_its_place() {
    let cases = [
        (
            "floods >= 3",
            "第1个字符：没有叫“floods”的要素",
            "character 1: no fact is called “floods”",
        ),
        (
            "dormitory and injured",
            "第15个字符：这个要素的类型是“数（人）”，要写出比较，例如 >= 3",
            "character 15: the fact is a number (people); write a comparison, for example >= 3",
        ),
        (
            "dormitory >= 3",
            "第14个字符：这个要素的类型是“是或否”，不能比大小",
            "character 14: the fact is a yes or no and cannot be more or less",
        ),
        (
            "injured = many",
            "第11个字符：这个要素的类型是“数（人）”，“many”不合适",
            "character 11: the fact is a number (people); “many” does not fit",
        ),
        (
            "wind = north",
            "第8个字符：“north”不在选项中，可选：东、西",
            "character 8: “north” is not among the choices: 东, 西",
        ),
        (
            "gas-level >= 5 ppm",
            "第14个字符：单位应当是%LEL，写的是ppm",
            "character 14: the unit is %LEL, not ppm",
        ),
    ];
    for (text, zh, en) in cases {
        check(text, zh, en);
    }
}

#[test]
fn a_misspelt_name_is_answered_with_the_one_that_was_meant() {
    check(
        "injurd >= 3",
        "第1个字符：没有叫“injurd”的要素，是不是“Injured”？",
        "character 1: no fact is called “injurd”; did you mean “Injured”?",
    );
}

/// Why a condition came out as it did, with these facts.
fn why(text: &str, known: &[(&str, Known)], zh: &str, en: &str) {
    let event = event();
    let fields: Fields = event.facts.iter().collect();
    let condition = Condition::parse(text).expect("a condition");
    let checked = condition.check(&fields).expect("it fits");
    let facts: Facts = known
        .iter()
        .map(|(name, known)| (fact(name), known.clone()))
        .collect();
    let reason = checked.reason(&facts);
    assert_eq!(ZH.reason(&reason, Some(&event)), zh);
    assert_eq!(EN.reason(&reason, Some(&event)), en);
}

#[test]
fn a_reason_names_the_facts_that_made_it() {
    let leak = "可燃气体浓度 >= 20 %LEL 且 影响住宿区 或 受伤人数 >= 1";
    why(
        leak,
        &[
            ("gas-level", Known::number(24)),
            ("dormitory", Known::yes_no(true)),
        ],
        "可燃气体浓度 24 ≥ 20 %LEL 且 影响住宿区",
        "Gas level 24 ≥ 20 %LEL and Dormitory affected",
    );
    why(
        leak,
        &[("injured", Known::at_least(3))],
        "受伤人数 至少3 ≥ 1人",
        "Injured at least 3 ≥ 1 people",
    );
    why(
        leak,
        &[
            ("gas-level", Known::number(3)),
            ("injured", Known::number(0)),
        ],
        "可燃气体浓度 3 < 20 %LEL 且 受伤人数 0 < 1人",
        "Gas level 3 < 20 %LEL and Injured 0 < 1 people",
    );
    why(
        leak,
        &[("gas-level", Known::number(24))],
        "取决于：影响住宿区、受伤人数 ≥ 1人",
        "depends on: Dormitory affected, Injured ≥ 1 people",
    );
    why(
        "gas-level = 0 and not dormitory",
        &[
            ("gas-level", Known::number(0)),
            ("dormitory", Known::yes_no(false)),
        ],
        "可燃气体浓度 = 0 %LEL 且 未出现：影响住宿区",
        "Gas level = 0 %LEL and not: Dormitory affected",
    );
}

#[test]
fn a_choice_is_said_with_what_it_is_among() {
    let known = [("wind", Known::text("东"))];
    why(
        "wind in [东, 西]",
        &known,
        "风向为“东”、“西”",
        "Wind is “东”, “西”",
    );
    why("wind != 西", &known, "风向不是“西”", "Wind is not “西”");
}

#[test]
fn what_is_known_is_said_with_its_unit() {
    let event = event();
    let field = |name: &str| -> Option<Field> { event.field(&fact(name)).cloned() };
    let cases = [
        ("gas-level", Known::number(24), "24 %LEL", "24 %LEL"),
        (
            "injured",
            Known::at_least(3),
            "至少3人",
            "at least 3 people",
        ),
        ("injured", Known::at_most(5), "至多5人", "at most 5 people"),
        ("injured", Known::Unknown, "不明", "unknown"),
        ("dormitory", Known::yes_no(true), "是", "yes"),
        ("dormitory", Known::yes_no(false), "否", "no"),
        ("wind", Known::text("东"), "东", "东"),
    ];
    for (name, known, zh, en) in cases {
        let field = field(name);
        assert_eq!(ZH.known(&known, field.as_ref()), zh);
        assert_eq!(EN.known(&known, field.as_ref()), en);
    }
    let injured = field("injured").expect("a field");
    assert_eq!(ZH.question(&injured), "受伤人数：现在是什么情况？");
}
