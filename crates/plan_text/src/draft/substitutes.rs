//! Who stands in, where the text says so: `组长不在时由副组长代行职责`.

use duty::PostId;

use super::cast::Cast;
use super::original::{Original, union, unnumbered};
use crate::span::Span;

const ABSENT: &[&str] = &[
    "不在", "外出", "缺席", "出差", "因故", "不能到", "无法到", "无法履职", "联系不上", "请假",
    "空缺",
];

const STANDS_IN: &[&str] = &[
    "代行", "代理", "代为", "代替", "接替", "顶替", "履行", "行使", "递补",
];

/// A post with its substitute and the place that holds both may be this long.
const LONGEST: usize = 4_000;

/// Reads the order of substitution from a place of the text.
pub(super) fn read(original: &Original, within: Span, cast: &mut Cast) {
    let mut start = within.start;
    for line in original.at(within).split_inclusive('\n') {
        let len = line.chars().count();
        if let Some(absent) = ABSENT.iter().filter_map(|word| line.find(word)).min() {
            let span = Span {
                start,
                end: start + len,
            };
            read_line(original, line, absent, span, cast);
        }
        start += len;
    }
}

fn read_line(original: &Original, line: &str, absent: usize, span: Span, cast: &mut Cast) {
    let Some(stands) = STANDS_IN
        .iter()
        .filter_map(|word| line[absent..].find(word).map(|at| absent + at))
        .min()
    else {
        return;
    };
    let before = &line[..absent];
    let between = &line[absent..stands];
    if between.contains('。') || between.chars().count() > 40 {
        return;
    }
    let named = cast
        .names
        .at_end(before)
        .map(|(name, post)| (name.len(), post.clone()));
    let by = between
        .rfind('由')
        .map(|at| &between[at + '由'.len_utf8()..]);
    let stand_in = match by {
        Some(by) => cast.names.at_start(by).map(|(_, post)| post.clone()),
        None => subject(before, cast),
    };
    let whose = line[stands..]
        .char_indices()
        .skip(2)
        .map(|(at, _)| &line[stands + at..])
        .next()
        .and_then(|rest| cast.names.at_start(rest))
        .map(|(_, post)| post.clone());
    // `综合办：联系家属；不在时由安全员接替。` is about the one whom the line is of.
    let label = || {
        let (name, _) = unnumbered(line.trim_start()).split_once(['：', ':'])?;
        cast.names.exactly(name.trim()).cloned()
    };
    let absent_post = whose
        .or_else(|| named.as_ref().map(|(_, post)| post.clone()))
        .or_else(label);
    let Some(absent_post) = absent_post else {
        return;
    };
    let Some(stand_in) = stand_in.filter(|post| *post != absent_post) else {
        return;
    };
    // `依次由甲、乙接替`: those who follow stand in after the first.
    let next: Vec<PostId> = by
        .into_iter()
        .flat_map(|by| by.split('、').skip(1))
        .filter_map(|name| cast.names.at_start(name).map(|(_, post)| post.clone()))
        .filter(|post| *post != absent_post)
        .collect();
    // From the one who is absent to the end of the sentence that says who stands in.
    let end = line[stands..]
        .find(['。', '\n', '\r'])
        .map_or(line.len(), |at| stands + at);
    let from = by.map_or(0, |_| absent - named.as_ref().map_or(0, |(len, _)| *len));
    let said = Span {
        start: span.start + line[..from].chars().count(),
        end: span.start + line[..end].chars().count(),
    };
    for stand_in in std::iter::once(stand_in).chain(next) {
        add(original, cast, &absent_post, stand_in, said);
    }
}

/// Who the sentence before speaks of: the last name that leads a clause. A name further on is whom it is
/// about, not who it is.
fn subject(before: &str, cast: &Cast) -> Option<PostId> {
    let clauses = before.split(['，', ',', '；', ';', '。', '：', ':', ')', '）', '、']);
    let mut names = clauses.filter_map(|clause| cast.names.at_start(clause.trim()));
    // The one who is absent may lead the last clause; it is sorted out by the caller.
    names.next_back().map(|(_, post)| post.clone())
}

fn add(original: &Original, cast: &mut Cast, absent: &PostId, stand_in: PostId, said: Span) {
    let Some(at) = cast.posts.iter().position(|post| post.id == *absent) else {
        return;
    };
    let both = union(cast.places[at], said);
    if both.len() > LONGEST || cast.posts[at].substitutes.contains(&stand_in) {
        return;
    }
    cast.posts[at].substitutes.push(stand_in);
    cast.posts[at].source = Some(original.source(both));
    cast.places[at] = both;
}
