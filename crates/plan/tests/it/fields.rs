//! Values of facts, as people type them at night.

use plan::condition::Known;
use plan::{FactId, FactType, Field};

fn field(unit: &str) -> Field {
    Field {
        id: FactId::new("value").expect("an id"),
        name: "数值".to_owned(),
        name_en: None,
        kind: FactType::Number,
        unit: (!unit.is_empty()).then(|| unit.to_owned()),
        choices: Vec::new(),
        ask: None,
        ask_en: None,
        asked_with: None,
        at_report: false,
    }
}

#[test]
fn a_number_may_be_typed_as_the_keyboard_gives_it() {
    for typed in ["3", "３", "三", "3人", "三人", " 3 人 "] {
        assert_eq!(field("人").read(typed), Some(Known::number(3)), "{typed}");
    }
    assert_eq!(field("人").read("零"), Some(Known::number(0)));
    assert_eq!(field("人").read("十"), Some(Known::number(10)));
    assert_eq!(field("人").read("至少三人"), field("人").read(">= 3"));
    assert_eq!(field("%LEL").read("24.5"), field("").read("２４．５"));
}

#[test]
fn nobody_counts_half_a_person_or_less_than_none() {
    for typed in ["-1", "1.5", "－1", "十十", "很多", ""] {
        assert_eq!(field("人").read(typed), None, "{typed}");
    }
    assert!(field("℃").read("-5").is_some());
    assert!(field("℃").read("38.5").is_some());
}
