//! The index of the rules, committed as `docs/rules.md`.

use std::fmt::Write as _;

use words::{Language, Words};

use crate::page::{Page, shown};
use crate::rule::Rule;
use crate::rules::RULES;

/// The index: code, name, kind, severity, certainty, since, and the titles of the page.
pub fn index() -> String {
    let mut out = String::from(
        "# 规则 · Rules\n\n由 `UPDATE_INDEX=1 cargo test -p plan_lint` 生成，不要手改。Generated; do not edit.\n\n\
         | 代码 code | 名称 name | 种类 kind | 严重 severity | 把握 certainty | 起 since | 说明 summary |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for rule in RULES {
        let zh = Page::of(rule, Language::Zh).title;
        let en = Page::of(rule, Language::En).title;
        let _ = writeln!(
            out,
            "| {} | [{}](../crates/plan_lint/rules/{}.md) | {} | {} | {} | {} ({}) | {zh} · {en} |",
            rule.code,
            rule.name,
            rule.name,
            rule.kind.word(),
            rule.severity.word(),
            rule.certainty.word(),
            rule.since,
            rule.status.word(),
        );
    }
    out
}

impl Rule {
    /// The page in the user's language, with what the rule rests on.
    pub fn show(&self, w: Words) -> String {
        let head = w.with(
            "check-page-head",
            &[
                ("kind", self.kind.word()),
                ("severity", self.severity.word()),
                ("certainty", self.certainty.word()),
                ("since", self.since),
            ],
        );
        let basis: Vec<String> = self
            .basis
            .iter()
            .filter_map(|id| crate::law(id))
            .map(|entry| format!("- {}", entry.line(w)))
            .collect();
        shown(self, w.language(), &head, &basis.join("\n"))
    }
}
