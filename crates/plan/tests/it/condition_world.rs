//! The invented school whose facts the condition tests talk about.

use std::sync::LazyLock;

use jiff::SignedDuration;
use plan::FactId;
use plan::condition::{Checked, Condition, Facts, FieldType, Fields, Known, Quantity, Value};

/// The fields of 望湖寄宿学校.
pub fn fields() -> Fields {
    let number = |unit: &str| FieldType::Number {
        unit: Some(unit.to_owned()),
    };
    let choices = ["轻微", "住院", "危重"].map(str::to_owned).to_vec();
    let wards = ["普通病房", "ICU"].map(str::to_owned).to_vec();
    let mut fields = Fields::new();
    for (id, kind, names) in [
        ("deaths", number("人"), &["死亡人数", "Deaths"][..]),
        (
            "injured",
            number("人"),
            &["受伤人数", "People injured", "伤员数"],
        ),
        ("gas-level", number("%LEL"), &["可燃气体浓度", "Gas level"]),
        (
            "body-heat",
            number("℃"),
            &["最高体温", "Highest temperature"],
        ),
        ("loss", number("万元"), &["经济损失", "Loss"]),
        ("share-absent", number("%"), &["缺勤比例", "Share absent"]),
        (
            "floor",
            FieldType::Number { unit: None },
            &["楼层", "Floor"],
        ),
        ("fire", FieldType::YesNo, &["起火", "Fire"]),
        (
            "dormitory",
            FieldType::YesNo,
            &["影响住宿区", "Dormitory affected"],
        ),
        ("dry", FieldType::YesNo, &["水源不足", "Water short"]),
        (
            "intrusion",
            FieldType::YesNo,
            &["非法入侵", "Unlawful entry"],
        ),
        (
            "missing-for",
            FieldType::Duration,
            &["失联时长", "Missing for"],
        ),
        ("injury", FieldType::Choice(choices), &["伤情", "Injury"]),
        ("ward", FieldType::Choice(wards), &["病区", "Ward"]),
        ("place", FieldType::Text, &["地点", "Place"]),
        (
            "maybe-loss",
            FieldType::YesNo,
            &["或有损失", "Loss or damage"],
        ),
    ] {
        fields.declare(&fact(id), kind, names.iter().copied());
    }
    fields
}

pub fn fact(id: &str) -> FactId {
    FactId::new(id).expect("a test writes good ids")
}

/// Reads and checks a condition that is right.
pub fn checked(text: &str) -> Checked {
    static FIELDS: LazyLock<Fields> = LazyLock::new(fields);
    match Condition::parse(text) {
        Ok(condition) => condition
            .check(&FIELDS)
            .unwrap_or_else(|errors| panic!("{text}: {errors:?}")),
        Err(error) => panic!("{text}: {error}"),
    }
}

/// Facts in short: `deaths 3, injured 5+, loss 20-, fire yes, injury 住院, missing-for 90m`; what
/// is not named is unknown.
pub fn facts(text: &str) -> Facts {
    text.split(", ")
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (id, value) = part.split_once(' ').expect("a fact and a value");
            (fact(id), known(value))
        })
        .collect()
}

fn known(text: &str) -> Known {
    let number = |text: &str| text.parse().ok().map(Quantity::Number);
    let minutes = |text: &str| text.strip_suffix('m').and_then(|it| it.parse().ok());
    let quantity = |text: &str| {
        number(text).or(minutes(text).map(|it| Quantity::Duration(SignedDuration::from_mins(it))))
    };
    if let Some(lowest) = text.strip_suffix('+').and_then(quantity) {
        return Known::AtLeast(lowest);
    }
    if let Some(highest) = text.strip_suffix('-').and_then(quantity) {
        return Known::AtMost(highest);
    }
    match (text, quantity(text)) {
        ("yes", _) => Known::yes_no(true),
        ("no", _) => Known::yes_no(false),
        (_, Some(Quantity::Number(number))) => Known::Exact(Value::Number(number)),
        (_, Some(Quantity::Duration(length))) => Known::Exact(Value::Duration(length)),
        (_, None) => Known::text(text),
    }
}
