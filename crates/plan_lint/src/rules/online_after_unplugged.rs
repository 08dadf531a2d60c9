//! Downloading after the cable is pulled.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// The cable is pulled, and the same machine is to download or update.
pub const RULE: Rule = Rule {
    code: "P158",
    name: "online-after-unplugged",
    kind: Kind::OrderError,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/online-after-unplugged.md"),
    fix: "check-online-after-unplugged-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "掉网线",
        "断开网络",
        "拔网线",
        "脱离网络",
        "切断网络",
        "断开网线",
        "断网后",
    ],
    within: 50,
    closes: &[
        "下载",
        "在线升级",
        "在线更新",
        "联网升级",
        "上网查",
        "在线杀毒",
    ],
    unless: &["其他电脑", "另一台", "离线", "U盘", "光盘", "事先", "预先"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, PLANS)
        .into_iter()
        .map(|span| Hit::at(span, "check-online-after-unplugged", []))
        .collect()
}
