//! Texts that nobody would write: bounded time, no panic.

use crate::base::{of_text, of_yaml, with};

#[test]
fn strange_texts_are_read_to_the_end() {
    let strange = [
        String::new(),
        "\u{feff}".to_owned(),
        "：：：：".to_owned(),
        "〔〕".repeat(5_000),
        "__".repeat(20_000),
        "应急预案\n1、及时上报有关部门，".repeat(3_000),
        "火无法控制报警".repeat(5_000),
        "酒精".repeat(20_000),
        "定期演练见附件1。\n".repeat(3_000),
        "\u{200b}演\u{200b}练\r\r\n\t\t应急\u{3000}预案".to_owned(),
    ];
    for text in strange {
        for finding in of_text(&text) {
            let end = text.chars().count();
            for span in finding.span.iter().chain(&finding.places) {
                assert!(span.start <= span.end && span.end <= end, "{finding:?}");
                assert!(span.len() <= 240, "{finding:?}");
            }
        }
    }
}

#[test]
fn a_yaml_plan_in_one_line_has_its_findings_without_places() {
    let text = "{meta: {title: 停电}, posts: [{id: a, name: 甲}]}";
    let findings = of_yaml(text);
    assert!(
        findings
            .iter()
            .any(|it| it.rule.name == "part-of-plan-missing")
    );
}

#[test]
fn many_elements_take_time_that_grows_with_their_number() {
    let posts: String = (0..400)
        .map(|at| format!("  - id: post-{at}\n    name: 岗位{at}\n    substitutes: [gone-{at}]\n"))
        .collect();
    let text = with(&format!(
        "posts:\n  - id: electrician\n    name: 值班电工\n  - id: duty-leader\n    name: 总值班\n{posts}"
    ));
    assert_eq!(of_yaml(&text).len(), 400);
}
