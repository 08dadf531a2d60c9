//! A body that was renamed.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A body that was renamed.
pub const RULE: Rule = Rule {
    code: "P043",
    name: "body-renamed",
    kind: Kind::Obsolete,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/body-renamed.md"),
    fix: "check-body-renamed-fix",
    check: Check::Text(check),
};

/// Names from before the reform of 2018 and what took their place.
const RENAMED: &[(&str, &str)] = &[
    ("安监局", "应急管理局"),
    ("安全生产监督管理局", "应急管理局"),
    ("安监总局", "应急管理部"),
    ("安监站", "应急管理站"),
    ("经警", "保安"),
    ("公安消防", "消防救援机构"),
    ("消防大队", "消防救援大队"),
    ("消防支队", "消防救援支队"),
    ("安监部门", "应急管理部门"),
    ("旅游局", "文化和旅游局"),
    ("卫生局", "卫生健康委员会"),
    ("卫计委", "卫生健康委员会"),
    ("卫计局", "卫生健康局"),
    ("卫生和计划生育", "卫生健康委员会"),
    ("质监局", "市场监督管理局"),
    ("质量技术监督局", "市场监督管理局"),
    ("工商局", "市场监督管理局"),
    ("工商行政管理局", "市场监督管理局"),
    ("食药监局", "市场监督管理局"),
    ("食品药品监督管理局", "市场监督管理局"),
    ("环保局", "生态环境局"),
    ("环境保护局", "生态环境局"),
    ("国土资源局", "自然资源局"),
    ("农业局", "农业农村局"),
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(OWN_TEXTS) {
        for (old, new) in RENAMED {
            let spans: Vec<_> = text
                .of_part(part)
                .filter_map(|sentence| {
                    let at = sentence.text.find(old)?;
                    Some(sentence.span(at..at + old.len()))
                })
                .collect();
            let mut spans = spans.into_iter();
            if let Some(span) = spans.next() {
                let values = [("old", (*old).to_owned()), ("new", (*new).to_owned())];
                let mut hit = Hit::at(span, "check-body-renamed", values);
                hit.places = spans.collect();
                hits.push(hit);
            }
        }
    }
    hits
}
