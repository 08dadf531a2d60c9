//! The pages: what they show is what the rules do.

use plan_lint::{HEADINGS, Page, RULES, Rule};
use words::{Language, Words};

use crate::base;

#[test]
fn every_page_has_its_headings_in_both_languages() {
    for rule in RULES {
        for language in Language::ALL {
            let page = Page::of(rule, language);
            assert!(
                !page.title.is_empty(),
                "{rule:?} has no title in {language:?}"
            );
            for (section, heading) in page.sections.iter().zip(HEADINGS) {
                let filled = section.as_ref().is_some_and(|text| !text.is_empty());
                assert!(filled, "{rule:?} in {language:?} lacks {heading:?}");
            }
        }
    }
}

#[test]
fn the_example_raises_exactly_its_rule() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let example = Page::example(rule).expect("every page has an example");
        let spoke = check(rule, &example);
        if spoke.is_empty() || spoke.iter().any(|name| *name != rule.name) {
            wrong.push((rule, spoke, example));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_written_instead_raises_nothing() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let instead = Page::instead(rule).expect("every page says what to write instead");
        let spoke = check(rule, &instead);
        if !spoke.is_empty() {
            wrong.push((rule, spoke, instead));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_page_is_shown_with_its_law_in_both_languages() {
    let rule = plan_lint::rule("P015").expect("P015 is in the registry");
    let zh = rule.show(Words::new(Language::Zh));
    assert!(zh.contains("## 检查什么") && zh.contains("待核实"), "{zh}");
    let en = rule.show(Words::new(Language::En));
    assert!(
        en.contains("## What it checks") && en.contains("to be verified"),
        "{en}"
    );
    assert!(
        en.contains("水军"),
        "the example is shown in English too: {en}"
    );
}

/// Rules without genres speak about plans as data.
fn check(rule: &Rule, example: &str) -> Vec<&'static str> {
    let findings = if rule.genres.is_empty() {
        base::of_yaml(&base::with(example))
    } else {
        base::of_text(example)
    };
    base::names(&findings)
}
