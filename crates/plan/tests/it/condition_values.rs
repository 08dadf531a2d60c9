//! Numbers, facts and how they are stored.

use jiff::SignedDuration;
use plan::condition::{Claim, Facts, FieldType, Known, Number, NumberError, Quantity};

use crate::condition_world::{checked, fact, facts};

fn check_number(text: &str, expected: Result<&str, NumberError>) {
    let found = text.parse::<Number>().map(|it| it.to_string());
    assert_eq!(found, expected.map(str::to_owned), "{text}");
}

#[test]
fn numbers_are_exact_within_their_range_and_refused_beyond() {
    check_number("0", Ok("0"));
    check_number("-0", Ok("0"));
    check_number("007.50", Ok("7.5"));
    check_number("0.000001", Ok("0.000001"));
    check_number("-0.5", Ok("-0.5"));
    check_number("9223372036854.775807", Ok("9223372036854.775807"));
    check_number("-9223372036854.775808", Ok("-9223372036854.775808"));
    check_number("9223372036854.775808", Err(NumberError::TooLarge));
    check_number("100000000000000", Err(NumberError::TooLarge));
    check_number("0.0000001", Err(NumberError::TooPrecise));
    check_number("1.0000000", Ok("1"));
    for text in [
        "", "-", ".", "1.", ".5", "+1", "1e3", "１", "0x1", "1 ", "--1",
    ] {
        check_number(text, Err(NumberError::NotANumber));
    }
}

#[test]
fn a_reading_is_taken_to_the_nearest_millionth() {
    let nearest = |reading: f64| Number::nearest(reading).map(|it| it.to_string());
    assert_eq!(nearest(38.5).as_deref(), Some("38.5"));
    assert_eq!(nearest(0.1 + 0.2).as_deref(), Some("0.3"));
    assert_eq!(nearest(-0.000_000_4).as_deref(), Some("0"));
    assert_eq!(nearest(1e13), None);
    assert_eq!(nearest(f64::NAN), None);
    assert_eq!(nearest(f64::INFINITY), None);
}

#[test]
fn a_number_is_stored_as_text_and_read_from_either() {
    let read = |json: &str| {
        serde_json::from_str::<Number>(json)
            .map(|it| it.to_string())
            .ok()
    };
    for json in ["\"38.5\"", "38.5", "3.85e1"] {
        assert_eq!(read(json).as_deref(), Some("38.5"), "{json}");
    }
    assert_eq!(read("-3").as_deref(), Some("-3"));
    for json in [
        "1e300",
        "0.1234567",
        "\"three\"",
        "true",
        "18446744073709551615",
    ] {
        assert_eq!(read(json), None, "{json}");
    }
}

#[test]
fn facts_are_stored_in_a_form_that_stays() {
    let facts = facts(
        "deaths 3+, gas-level 38.5, loss 20-, fire yes, injury 住院, missing-for 90m, floor 1",
    )
    .with(fact("floor"), Known::Unknown);
    let json = serde_json::to_value(&facts).expect("facts have a form");
    let expected = serde_json::json!({
        "deaths": {"at-least": {"number": "3"}},
        "fire": {"exact": {"yes-no": true}},
        "floor": "unknown",
        "gas-level": {"exact": {"number": "38.5"}},
        "injury": {"exact": {"text": "住院"}},
        "loss": {"at-most": {"number": "20"}},
        "missing-for": {"exact": {"duration": "PT1H30M"}},
    });
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_value::<Facts>(expected).ok(), Some(facts));
}

#[test]
fn a_reason_is_stored_in_a_form_that_stays() {
    let condition = checked("可燃气体浓度 >= 20 且 伤情 属于 [住院, 危重]");
    let reason = condition.reason(&facts("gas-level 24, injury 住院"));
    let json = serde_json::to_value(&reason).expect("a reason has a form");
    let expected = serde_json::json!({
        "verdict": "true",
        "because": [
            {
                "claim": {
                    "fact": "gas-level",
                    "test": {"quantity": {"op": ">=", "value": {"number": "20"}, "unit": "%LEL"}},
                },
                "known": {"exact": {"number": "24"}},
            },
            {
                "claim": {"fact": "injury", "test": {"one-of": ["住院", "危重"]}},
                "known": {"exact": {"text": "住院"}},
            },
        ],
    });
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_value(expected).ok(), Some(reason));
}

#[test]
fn a_claim_and_its_contrary_never_agree() {
    let conditions = [
        "fire",
        "deaths > 3",
        "deaths = 3",
        "injury in [住院, 危重]",
        "place = A",
    ];
    let worlds = [
        "fire yes",
        "deaths 3",
        "deaths 4+",
        "injury 轻微",
        "place A",
        "",
    ];
    for (text, world) in conditions
        .iter()
        .flat_map(|it| worlds.map(|world| (it, world)))
    {
        let facts = facts(world);
        let reason = checked(text).reason(&facts);
        for claim in reason.because.into_iter().map(|it| it.claim) {
            let verdict = |claim: &Claim| claim.evaluate(facts.known(&claim.fact));
            assert_eq!(
                verdict(&claim.negated()),
                verdict(&claim).not(),
                "{text} — {world}"
            );
            assert_eq!(claim.negated().negated(), claim);
        }
    }
}

#[test]
fn a_field_holds_only_what_is_of_its_kind() {
    let number = FieldType::Number { unit: None };
    let choice = FieldType::Choice(vec!["住院".to_owned()]);
    let hour = SignedDuration::from_hours(1);
    let all = [
        &number,
        &choice,
        &FieldType::YesNo,
        &FieldType::Text,
        &FieldType::Duration,
    ];
    let check = |known: Known, holders: &[&FieldType]| {
        let found: Vec<_> = all.into_iter().filter(|it| it.admits(&known)).collect();
        assert_eq!(found, holders, "{known:?}");
    };
    check(Known::Unknown, &all);
    check(Known::number(3), &[&number]);
    check(Known::at_least(3), &[&number]);
    check(Known::at_most(3), &[&number]);
    check(Known::yes_no(false), &[&FieldType::YesNo]);
    check(Known::text("住院"), &[&choice, &FieldType::Text]);
    check(Known::text("重症"), &[&FieldType::Text]);
    check(Known::duration(hour), &[&FieldType::Duration]);
    check(
        Known::AtLeast(Quantity::Duration(hour)),
        &[&FieldType::Duration],
    );
}
