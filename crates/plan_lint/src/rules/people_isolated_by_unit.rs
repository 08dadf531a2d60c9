//! A unit isolates people by itself.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::{Phrase, upto};
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, clauses, first, has};

/// A company’s or school’s plan isolates employees or contacts.
pub const RULE: Rule = Rule {
    code: "P148",
    name: "people-isolated-by-unit",
    kind: Kind::Authority,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["isolation-by-law"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/people-isolated-by-unit.md"),
    fix: "check-people-isolated-by-unit-fix",
    check: Check::Text(check),
};

const ISOLATES: Phrase = Phrase {
    opens: &[
        "采取隔离",
        "实施隔离",
        "强制隔离",
        "进行隔离",
        "及时隔离",
        "采取强制",
    ],
    within: 6,
    closes: &["措施", "控制", "观察", "治疗"],
    unless: &[
        "疾控",
        "卫生行政",
        "卫生健康",
        "医疗机构",
        "医院实施",
        "设备",
        "网络",
        "服务器",
        "电源",
        "线路",
        "配合",
        "协助",
        "方针",
        "做到",
        "原则",
    ],
};
const PEOPLE: &[&str] = &[
    "人员",
    "员工",
    "职工",
    "学生",
    "接触者",
    "病例",
    "患者",
    "病人",
    "师生",
];

fn check(text: &Text) -> Vec<Hit> {
    let people = text.of_genres(RULE.genres).filter(|it| {
        it.has(PEOPLE) && it.has(&["病例", "疑似", "接触", "发热", "传染", "感染", "确诊"])
    });
    people
        .filter_map(|it| {
            // A slogan may open the sentence; the measure stands in its own clause.
            let span = ISOLATES.find(it).or_else(|| clause(&it.text))?;
            Some(Hit::at(it.span(span), "check-people-isolated-by-unit", []))
        })
        .collect()
}

/// In a clause of its own, where another clause of the sentence is a slogan.
fn clause(text: &str) -> Option<std::ops::Range<usize>> {
    clauses(text).find_map(|(start, clause)| {
        let opens = first(clause, ISOLATES.opens)?;
        let closes = first(upto(&clause[opens.end..], ISOLATES.within), ISOLATES.closes)?;
        let slogan = has(clause, ISOLATES.unless) || clause.contains('、');
        (!slogan).then_some(start + opens.start..start + opens.end + closes.end)
    })
}
