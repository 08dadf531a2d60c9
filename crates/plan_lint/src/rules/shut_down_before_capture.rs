//! Shut down before anything is captured.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// On an intrusion the server is shut down or restarted with no logs or memory kept.
pub const RULE: Rule = Rule {
    code: "P168",
    name: "shut-down-before-capture",
    kind: Kind::Evidence,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["keep-original-records"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/shut-down-before-capture.md"),
    fix: "check-shut-down-before-capture-fix",
    check: Check::Text(check),
};

const INTRUDED: &[&str] = &[
    "入侵",
    "黑客",
    "非法拷贝",
    "被攻破",
    "木马",
    "被攻击",
    "篡改",
    "侵入",
];
const SHUTS: Phrase = Phrase {
    opens: &[
        "关闭服务器",
        "关闭系统",
        "关闭计算机",
        "关机",
        "重新启动服务器",
        "重启服务器",
        "切断服务器电源",
        "重新开机",
    ],
    within: 0,
    closes: &[],
    unless: &[
        "保存", "留存", "备份", "取证", "截图", "镜像", "导出", "封存", "雷",
    ],
};

fn check(text: &Text) -> Vec<Hit> {
    let sentences: Vec<_> = text.of_genres(RULE.genres).collect();
    sentences
        .iter()
        .enumerate()
        .filter(|(at, it)| {
            let before = at.checked_sub(1).and_then(|at| sentences.get(at));
            it.has(INTRUDED)
                || before.is_some_and(|before| before.has(INTRUDED) && before.part == it.part)
        })
        .filter_map(|(_, it)| {
            Some(Hit::at(
                it.span(SHUTS.find(it)?),
                "check-shut-down-before-capture",
                [],
            ))
        })
        .collect()
}
