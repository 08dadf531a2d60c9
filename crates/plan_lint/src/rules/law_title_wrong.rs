//! A law under a wrong title.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A law under a wrong title.
pub const RULE: Rule = Rule {
    code: "P040",
    name: "law-title-wrong",
    kind: Kind::UndefinedRef,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/law-title-wrong.md"),
    fix: "check-law-title-wrong-fix",
    check: Check::Text(check),
};

/// Titles as promulgated, without the name of the state.
const TITLES: &[&str] = &[
    "网络安全法",
    "数据安全法",
    "个人信息保护法",
    "突发事件应对法",
    "安全生产法",
    "消防法",
    "传染病防治法",
    "食品安全法",
    "道路交通安全法",
    "特种设备安全法",
    "未成年人保护法",
    "职业病防治法",
    "计算机信息系统安全保护条例",
    "计算机信息网络国际联网管理暂行规定",
    "计算机信息网络国际联网安全保护管理办法",
    "互联网信息服务管理办法",
    "关键信息基础设施安全保护条例",
    "网络数据安全管理条例",
    "生产安全事故应急条例",
    "生产安全事故报告和调查处理条例",
    "生产安全事故应急预案管理办法",
    "突发事件应急预案管理办法",
    "突发公共卫生事件应急条例",
    "国家突发公共事件总体应急预案",
    "国家网络安全事件应急预案",
    "危险化学品安全管理条例",
    "建设工程安全生产管理条例",
    "特种设备安全监察条例",
    "电信条例",
    "国家通信保障应急预案",
    "计算机病毒防治管理办法",
    "非经营性互联网信息服务备案管理办法",
    "互联网IP地址备案管理办法",
    "互联网域名管理办法",
    "通信网络安全防护管理办法",
    "公共互联网网络安全突发事件应急预案",
    "高层民用建筑消防安全管理规定",
    "企业事业单位内部治安保卫条例",
    "大型群众性活动安全管理条例",
    "中小学幼儿园安全管理办法",
    "学校卫生工作条例",
    "工伤保险条例",
    "自然灾害救助条例",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for sentence in text.of_genres(OWN_TEXTS) {
        for (open, _) in sentence.text.match_indices('《') {
            let from = open + '《'.len_utf8();
            let Some(length) = sentence.text[from..].find('》') else {
                continue;
            };
            let cited = &sentence.text[from..from + length];
            let bare = cited.strip_prefix("中华人民共和国").unwrap_or(cited);
            if let Some(title) = meant(bare) {
                let span = sentence.span(open..from + length + '》'.len_utf8());
                hits.push(Hit::at(
                    span,
                    "check-law-title-wrong",
                    [("title", title.to_owned())],
                ));
            }
        }
    }
    hits
}

/// The title of the same length with one or two characters in its place.
fn meant(cited: &str) -> Option<&'static str> {
    if TITLES.contains(&cited) {
        return None;
    }
    let letters: Vec<char> = cited.chars().collect();
    TITLES.iter().copied().find(|title| {
        let length = title.chars().count();
        let wrong = title.chars().zip(&letters).filter(|(a, b)| a != *b).count();
        let most = if length > 8 { 2 } else { 1 };
        length == letters.len() && wrong <= most || is_longer_by_one(&letters, title)
    })
}

/// 互联网 for 联网: one character too many.
fn is_longer_by_one(letters: &[char], title: &str) -> bool {
    let title: Vec<char> = title.chars().collect();
    if title.len() < 8 || letters.len() != title.len() + 1 {
        return false;
    }
    let same = letters
        .iter()
        .zip(&title)
        .take_while(|(a, b)| a == b)
        .count();
    letters[same + 1..] == title[same..]
}
