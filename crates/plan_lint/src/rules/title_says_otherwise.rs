//! The title says otherwise.

use plan_text::Genre;

use plan_text::{Part, Span};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::misprint::is_han;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::text::Text;

/// The title says otherwise.
pub const RULE: Rule = Rule {
    code: "P069",
    name: "title-says-otherwise",
    kind: Kind::TitleMismatch,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[Genre::DutyList],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/title-says-otherwise.md"),
    fix: "check-title-says-otherwise-fix",
    check: Check::Text(check),
};

/// Words of titles that name no post.
const GENERIC: &[&str] = &[
    "岗位", "职责", "工作", "有限", "公司", "企业", "部门", "责任", "制度", "要求", "范本", "范文",
    "说明", "经理", "主任", "主管", "人员", "项目",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, it) in text.parts(RULE.genres) {
        let Some((title, words)) = title(text, part, it) else {
            continue;
        };
        let posts = posts(&words);
        // The duties, not what a site or a form prints between them and the title.
        let duties = text
            .lines_of(part)
            .find(|line| line.node.number.is_some() && line.node.span.start >= title.end);
        let Some(duties) = duties.map(|line| line.node.span.start) else {
            continue;
        };
        let back = text
            .of_part(part)
            .filter(|sentence| sentence.whole().start >= duties)
            .any(|sentence| posts.iter().any(|post| sentence.text.contains(post)));
        if !posts.is_empty() && !back {
            hits.push(Hit::at(title, "check-title-says-otherwise", []));
        }
    }
    hits
}

/// The title of a list of duties with its words: as it was read, else among the first lines.
fn title(text: &Text, part: usize, it: &Part) -> Option<(Span, String)> {
    const EARLY: usize = 60;
    let read = it.title.as_ref().map(|title| (title.span, &title.text));
    let first = text.lines_of(part).find_map(|line| {
        let words = &line.node.words;
        let early = words.span.end <= it.span.start + EARLY && line.node.number.is_none();
        (early && words.text.contains("职责")).then_some((words.span, &words.text))
    });
    let (span, words) = read.filter(|it| it.1.contains("职责")).or(first)?;
    Some((span, words.clone()))
}

/// What is left of a title without the words that name no post, in pairs of characters.
fn posts(title: &str) -> Vec<String> {
    let bare = GENERIC
        .iter()
        .fold(title.to_owned(), |title, word| title.replace(word, " "));
    bare.split(|c| !is_han(c))
        .flat_map(|words| {
            let chars: Vec<char> = words.chars().collect();
            let pairs = chars.windows(2).map(|pair| pair.iter().collect());
            pairs.collect::<Vec<String>>()
        })
        .collect()
}
