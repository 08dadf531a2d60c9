//! Service reopens before it is made safe.

use crate::course::{place, says};
use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// A step reopens the service, and a later one mends the hole.
pub const RULE: Rule = Rule {
    code: "P156",
    name: "service-reopened-early",
    kind: Kind::OrderError,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/service-reopened-early.md"),
    fix: "check-service-reopened-early-fix",
    check: Check::Text(check),
};

const REOPENS: &[&str] = &[
    "重新开通",
    "重新开放",
    "恢复开放",
    "恢复上线",
    "重新上线",
    "恢复服务",
    "恢复访问",
    "恢复营业",
    "恢复生产",
    "恢复供气",
];
const MENDS: &[&str] = &[
    "安全性检测",
    "安全检测",
    "升级安全",
    "修补",
    "补丁",
    "漏洞",
    "加固",
    "安全隐患",
    "查找原因",
    "查明原因",
    "升级程序",
    "检测合格",
    "更换密码",
    "修改密码",
];

fn check(text: &Text) -> Vec<Hit> {
    crate::course::about(text, &[""])
        .filter_map(|it| {
            let opened = it.steps.iter().position(|step| says(step, REOPENS))?;
            let before = it.steps[..=opened].iter().any(|step| says(step, MENDS));
            let after = it.steps[opened + 1..].iter().any(|step| says(step, MENDS));
            if before || !after {
                return None;
            }
            Some(Hit::at(
                place(text, &it.steps[opened], REOPENS)?,
                "check-service-reopened-early",
                [],
            ))
        })
        .collect()
}
