//! What is said about texts that are no conditions, and about conditions that do not fit.

use plan::FactId;
use plan::condition::{
    Condition, DEEPEST, Expected, FieldType, LONGEST, SyntaxError, SyntaxErrorKind, TypeErrorKind,
};

use crate::condition_world::{fact, fields};

fn check_syntax(text: &str, at: usize, kind: SyntaxErrorKind) {
    let found = Condition::parse(text).map(|it| it.source().to_owned());
    assert_eq!(found, Err(SyntaxError { at, kind }), "{text}");
}

fn check_expected(text: &str, at: usize, expected: Expected, found: Option<&str>) {
    let found = found.map(str::to_owned);
    check_syntax(text, at, SyntaxErrorKind::Expected { expected, found });
}

fn check_types(text: &str, expected: &[(usize, TypeErrorKind)]) {
    let condition = Condition::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let found: Vec<_> = condition
        .check(&fields())
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(|error| (error.at, error.kind))
        .collect();
    assert_eq!(found, expected, "{text}");
}

fn unknown(name: &str, near: Option<&str>) -> TypeErrorKind {
    TypeErrorKind::UnknownName {
        name: name.to_owned(),
        near: near.map(str::to_owned),
    }
}

fn wrong_unit(written: &str, declared: Option<&str>) -> TypeErrorKind {
    TypeErrorKind::WrongUnit {
        written: written.to_owned(),
        declared: declared.map(str::to_owned),
    }
}

fn people() -> FieldType {
    FieldType::Number {
        unit: Some("人".to_owned()),
    }
}

#[test]
fn the_first_wrong_place_is_named() {
    check_expected("死亡人数 >= ", 8, Expected::Value, None);
    check_expected("死亡人数 >= 且 起火", 8, Expected::Value, Some("且"));
    check_expected("起火 且", 4, Expected::Condition, None);
    check_expected("或 起火", 0, Expected::Condition, Some("或"));
    check_expected("(起火", 3, Expected::ClosingParenthesis, None);
    check_expected("起火)", 2, Expected::ConnectiveOrEnd, Some(")"));
    check_expected("起火 3", 3, Expected::ConnectiveOrEnd, Some("3"));
    check_expected("楼层 属于 3", 6, Expected::List, Some("3"));
    check_expected(
        "地点 属于 [“A” 起火]",
        11,
        Expected::CommaOrEndOfList,
        Some("起火"),
    );
    check_expected("死亡人数 > 1,0000", 8, Expected::ConnectiveOrEnd, Some(","));
    check_expected("30 <= 死亡人数", 0, Expected::Condition, Some("30"));
    check_expected("20 < 最高体温 < 40", 0, Expected::Condition, Some("20"));
}

#[test]
fn what_cannot_be_read_at_all_is_named_too() {
    check_syntax("", 0, SyntaxErrorKind::Empty);
    check_syntax(" 　\n", 0, SyntaxErrorKind::Empty);
    check_syntax("起火 # 水", 3, SyntaxErrorKind::UnexpectedCharacter('#'));
    check_syntax("起火。", 2, SyntaxErrorKind::UnexpectedCharacter('。'));
    check_syntax("地点 = “锅炉房", 5, SyntaxErrorKind::UnclosedQuote);
    check_syntax("【或有损失", 0, SyntaxErrorKind::UnclosedQuote);
    check_syntax("楼层 = 3.", 5, SyntaxErrorKind::NotANumber);
    check_syntax("楼层 = 99999999999999", 5, SyntaxErrorKind::NumberTooLarge);
    check_syntax(
        "楼层 = 9223372036854.775808",
        5,
        SyntaxErrorKind::NumberTooLarge,
    );
    check_syntax("楼层 = 0.1234567", 5, SyntaxErrorKind::NumberTooPrecise);
    check_syntax("楼层 属于 [1,200]", 8, SyntaxErrorKind::AmbiguousComma);
}

#[test]
fn length_and_depth_are_bounded() {
    let fits = format!("起火{}", " ".repeat(LONGEST - 2));
    assert!(Condition::parse(fits.as_str()).is_ok());
    check_syntax(&format!("{fits} "), LONGEST, SyntaxErrorKind::TooLong);
    let nested = |depth: usize| format!("{}起火{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Condition::parse(nested(DEEPEST)).is_ok());
    check_syntax(&nested(DEEPEST + 1), DEEPEST, SyntaxErrorKind::TooDeep);
    check_syntax(&"!".repeat(LONGEST), DEEPEST, SyntaxErrorKind::TooDeep);
    check_syntax(
        &"非 ".repeat(LONGEST / 2),
        2 * DEEPEST,
        SyntaxErrorKind::TooDeep,
    );
    let beside = "(非 起火) 或 ".repeat(100) + "起火";
    assert!(Condition::parse(beside).is_ok());
    let chain = "起火 或 ".repeat(300) + "起火";
    assert!(Condition::parse(chain).is_ok());
}

#[test]
fn every_name_that_is_not_declared_is_listed() {
    check_types(
        "死亡数 >= 3 或 起火 且 非 漏水",
        &[
            (0, unknown("死亡数", Some("死亡人数"))),
            (18, unknown("漏水", None)),
        ],
    );
    check_types("非漏水", &[(0, unknown("非漏水", None))]);
    check_types("【非起火】", &[(0, unknown("非起火", Some("起火")))]);
}

#[test]
fn the_name_that_was_probably_meant_is_named() {
    check_types(
        "死亡人数未超过3",
        &[(0, unknown("死亡人数未", Some("死亡人数")))],
    );
    check_types(
        "Peple injured > 3",
        &[(0, unknown("Peple injured", Some("People injured")))],
    );
    check_types(
        "火 且 气体 > 3",
        &[(0, unknown("火", None)), (4, unknown("气体", None))],
    );
    check_types("伤亡人员 > 3", &[(0, unknown("伤亡人员", None))]);
    let endless = "起火".repeat(900);
    check_types(&endless, &[(0, unknown(&endless, None))]);
}

#[test]
fn a_name_that_two_fields_share_must_be_said_more_exactly() {
    let mut fields = fields();
    fields.declare(&fact("casualties"), people(), ["伤员数"]);
    let condition = Condition::parse("伤员数 >= 3").expect("a right form");
    let errors = condition.check(&fields).err().unwrap_or_default();
    let kinds: Vec<_> = errors.into_iter().map(|it| it.kind).collect();
    let name = "伤员数".to_owned();
    let clash: Vec<FactId> = vec![fact("injured"), fact("casualties")];
    let expected = TypeErrorKind::AmbiguousName {
        name,
        fields: clash,
    };
    assert_eq!(kinds, [expected]);
}

#[test]
fn a_field_is_asked_only_what_its_kind_can_answer() {
    check_types(
        "死亡人数",
        &[(0, TypeErrorKind::ComparisonMissing { field: people() })],
    );
    let field = FieldType::YesNo;
    check_types(
        "起火 >= 是",
        &[(
            6,
            TypeErrorKind::NoOrder {
                field: field.clone(),
            },
        )],
    );
    let value = "3".to_owned();
    check_types(
        "起火 = 3",
        &[(5, TypeErrorKind::WrongValue { field, value })],
    );
    let value = "很多".to_owned();
    check_types(
        "死亡人数 >= 很多",
        &[(
            8,
            TypeErrorKind::WrongValue {
                field: people(),
                value,
            },
        )],
    );
    check_types(
        "地点 > “A”",
        &[(
            5,
            TypeErrorKind::NoOrder {
                field: FieldType::Text,
            },
        )],
    );
    let value = "重症".to_owned();
    let choices = ["轻微", "住院", "危重"].map(str::to_owned).to_vec();
    check_types(
        "伤情 属于 [住院, 重症]",
        &[(11, TypeErrorKind::NotAChoice { value, choices })],
    );
}

#[test]
fn a_unit_must_be_the_fields_own() {
    check_types("死亡人数 >= 3 吨", &[(8, wrong_unit("吨", Some("人")))]);
    check_types(
        "可燃气体浓度 >= 20%",
        &[(10, wrong_unit("%", Some("%LEL")))],
    );
    check_types("楼层 >= 3层", &[(6, wrong_unit("层", None))]);
    check_types("缺勤比例 > 50", &[]);
    check_types("经济损失 > 50 吨", &[(7, wrong_unit("吨", Some("万元")))]);
}

#[test]
fn ten_thousand_of_what_must_be_said() {
    let declared = "万元".to_owned();
    check_types(
        "经济损失 > 50万",
        &[(7, TypeErrorKind::UnclearMultiplier { declared })],
    );
    check_types("经济损失 > 50万元", &[]);
    check_types(
        "经济损失 > 0.000001元",
        &[(7, TypeErrorKind::NumberTooPrecise)],
    );
    check_types(
        "死亡人数 > 9999999万亿",
        &[(7, TypeErrorKind::NumberTooLarge)],
    );
}

#[test]
fn a_length_of_time_says_its_unit() {
    check_types("失联时长 > 2", &[(7, TypeErrorKind::NotADuration)]);
    check_types("失联时长 > 2个月", &[(7, TypeErrorKind::NotADuration)]);
    check_types("失联时长 > -2小时", &[(7, TypeErrorKind::NotADuration)]);
    check_types("死亡人数 > 2小时", &[(7, wrong_unit("小时", Some("人")))]);
    check_types(
        "失联时长 > 99999999999周",
        &[(7, TypeErrorKind::NumberTooLarge)],
    );
}

#[test]
fn the_list_of_errors_is_bounded() {
    let condition = Condition::parse("甲 或 ".repeat(400) + "甲").expect("a right form");
    let errors = condition.check(&fields()).err().unwrap_or_default();
    assert_eq!(errors.len(), 32);
}
