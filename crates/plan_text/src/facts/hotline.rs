//! Public numbers: 119, 120, 110 and the service lines.

use serde::Serialize;

use super::context::{Page, closes, has, opens, tail};
use super::{Found, Kind};
use crate::numbering::head;

/// A public number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hotline {
    /// As printed, without spaces.
    pub number: String,
}

/// China's emergency numbers (public numbering plan, class 1xx).
const EMERGENCY: &[&str] = &["110", "112", "119", "120", "122", "999"];

/// Words that a number is dialled with.
const CALLS_BEFORE: &[&str] = &[
    "拨打", "拨", "打", "报", "呼叫", "拨通", "致电", "向", "电话", "热线", "报警", "求助", "急救",
    "火警", "匪警", "通知", "联系", "和", "及", "或", "、", "/", "与", ":", "到", "用", "系", "给",
    "救", "消防", "公安", "交警", "医院", "急救中心",
];
const CALLS_AFTER: &[&str] = &[
    "报警", "急救", "火警", "求助", "电话", "热线", "求救", "中心", "指挥", "平台", "接警", "救护",
    "救援", "公安", "医疗", "消防", "匪警", "交警", "、", "/", "或", "和", "及", "\"", ")", "等",
    "并", "服务", "台",
];

pub(crate) fn read(page: &Page, found: &mut Vec<Found>) {
    for sentence in &page.sentences {
        let text = &page.norm[sentence.range.clone()];
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let len = dialled_len(&bytes[at..]);
            let number = &text[at..at + len];
            let before = tail(&text[..at], 12).trim_end_matches([' ', '"', '(', '\'']);
            let after = head(&text[at + len..], 8).trim_start_matches([' ', '"', '\'']);
            if is_hotline(number, before, after) || is_duty_phone(number, before) {
                let start = sentence.range.start + at;
                let lead = before
                    .chars()
                    .next_back()
                    .filter(|_| text[..at].ends_with(before))
                    .map_or(0, char::len_utf8);
                found.push(Found {
                    range: start - lead..start + len,
                    part: page.outline.blocks[sentence.block].part,
                    kind: Kind::Hotline(Hotline {
                        number: number.to_owned(),
                    }),
                    sameness: format!("hotline {number}"),
                });
            }
            at += len;
        }
    }
}

/// Digits, and hyphens between digits.
fn dialled_len(bytes: &[u8]) -> usize {
    let is_part = |at: &usize| {
        bytes[*at].is_ascii_digit()
            || (bytes[*at] == b'-' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
    };
    (0..bytes.len()).take_while(is_part).count().max(1)
}

/// A unit's phone that is answered for the public: `值班电话:…`. Mobile numbers belong to people.
fn is_duty_phone(number: &str, before: &str) -> bool {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let mobile = digits == 11 && number.starts_with('1');
    let label = before.trim_end_matches([':', '为', '是', ' ']);
    let phone = closes(label, &["电话", "热线", "号码", "专线"]);
    let public = has(
        label,
        &[
            "值班", "值守", "热线", "报警", "举报", "急救", "应急", "救援", "24小时", "抢修",
            "服务", "投诉", "监督", "求助", "报修",
        ],
    );
    (7..=12).contains(&digits) && !mobile && phone && public
}

fn is_hotline(number: &str, before: &str, after: &str) -> bool {
    let joined = closes(before, &["-", ".", "+", "第"])
        || before.ends_with(|c: char| c.is_ascii_alphanumeric());
    if joined || opens(after, &["-", ".", "%", "℃"]) {
        return false;
    }
    let dialled = closes(before, CALLS_BEFORE)
        || opens(after, CALLS_AFTER)
        || has(before, &["电话", "拨打", "报警", "热线"]);
    if EMERGENCY.contains(&number) {
        let measured = opens(
            after,
            &[
                "人", "名", "元", "分", "天", "米", "小时", "度", "公里", "号文", "例", "户", "个",
            ],
        );
        return !measured && (dialled || after.is_empty() || opens(after, &[",", ";", "。"]));
    }
    let service = number.len() == 5
        && ["12", "95", "96", "10"]
            .iter()
            .any(|prefix| number.starts_with(prefix));
    service
        && (has(
            before,
            &[
                "电话", "热线", "拨打", "打", "向", "搜救", "救助", "求助", "举报", "投诉", "咨询",
                "报修", "服务",
            ],
        ) || opens(after, &["热线", "电话", "平台", "服务"]))
}
