//! `组长:张三`, `总指挥:李四 副总指挥:王五`, `成员:` with names on the lines below.

use std::ops::Range;

use super::super::context::{closes, has, opens};
use super::Collector;
use super::words::{is_duty, is_group, is_mask, is_post, post_at_end};
use crate::normal::is_han;
use crate::numbering::head;

struct Label {
    name: Range<usize>,
    /// Where the words behind the label begin.
    behind: usize,
    /// What around it says that it is a post, whatever it is called.
    named: Option<Named>,
}

/// How a text says that the words are the name of a post.
#[derive(Clone, Copy)]
enum Named {
    /// `综合办:联系家属;不在时由安全员接替`: somebody stands in for it.
    StandIn,
    /// The first cell of a row below `岗位 人员`.
    Table,
}

/// Where the first label of the block begins.
pub(super) fn first(collector: &Collector) -> Option<usize> {
    labels(collector).first().map(|label| label.name.start)
}

/// Reads the labels of a block. Gives the ranges that are understood by it.
pub(super) fn read(collector: &mut Collector) -> Vec<Range<usize>> {
    let labels = labels(collector);
    let end = collector.page.outline.blocks[collector.block].text.end;
    let mut understood = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let until = labels.get(at + 1).map_or(end, |next| next.name.start);
        if let Some(end) = post(collector, label, until) {
            understood.push(label.name.start..end);
        }
    }
    understood
}

fn labels(collector: &Collector) -> Vec<Label> {
    let text = collector.page.norm;
    let range = collector.page.outline.blocks[collector.block].text.clone();
    let mut labels: Vec<Label> = Vec::new();
    let named = named(collector);
    for (at, sign) in text[range.clone()]
        .char_indices()
        .filter(|(_, c)| matches!(c, ':' | '\t'))
        .take(40)
    {
        let here = range.start + at;
        let from = labels.last().map_or(range.start, |last| last.behind);
        let before = &text[from..here];
        let own = named.filter(|it| {
            labels.is_empty() && matches!(it, Named::Table) == (sign == '\t') && is_name(before)
        });
        let plain = labels.is_empty() && (is_label(before) || is_group(before));
        let name = if plain || own.is_some() {
            let lead = before.len() - before.trim_start().len();
            Some(from + lead..from + before.trim_end().len())
        } else {
            label_at_end(before).map(|name| from + name.start..from + name.end)
        };
        if let Some(name) = name {
            labels.push(Label {
                name,
                behind: here + sign.len_utf8(),
                named: own,
            });
        }
    }
    if labels.is_empty() {
        labels.extend(gapped(collector));
    }
    labels
}

/// `组 长  李四`: a post and names with nothing but a gap between, on a line of their own below a group.
fn gapped(collector: &Collector) -> Option<Label> {
    let range = collector.page.outline.blocks[collector.block].text.clone();
    let words = collector.page.norm[range.clone()].trim_end();
    let short =
        words.chars().take(41).count() <= 40 && !words.contains([':', ',', '。', ';', '\t', '"']);
    if !short || collector.current_group().is_none() {
        return None;
    }
    let gaps = words.char_indices().filter(|(_, c)| *c == ' ').take(6);
    let ends: Vec<usize> = gaps.map(|(at, _)| at).collect();
    ends.into_iter().rev().find_map(|end| {
        let squeezed: String = words[..end].chars().filter(|c| *c != ' ').collect();
        let is_whole = post_at_end(&squeezed).is_some_and(|post| post == squeezed);
        is_whole.then(|| Label {
            name: range.start..range.start + words[..end].trim_end().len(),
            behind: range.start + end,
            named: None,
        })
    })
}

/// Whether the block says of what it begins with that it is a post.
fn named(collector: &Collector) -> Option<Named> {
    if names_stand_in(collector.page.words(collector.block)) {
        return Some(Named::StandIn);
    }
    is_in_table_of_posts(collector).then_some(Named::Table)
}

/// `不在时由安全员接替`.
pub(crate) fn names_stand_in(words: &str) -> bool {
    const ABSENT: &[&str] = &["不在时由", "外出时由", "缺席时由"];
    const STANDS_IN: &[&str] = &["接替", "代行", "代理", "代替", "顶替"];
    ABSENT
        .iter()
        .filter_map(|word| words.find(word))
        .any(|at| has(&words[at..], STANDS_IN))
}

/// Whether the block is a row of a table of posts and who holds them.
fn is_in_table_of_posts(collector: &Collector) -> bool {
    const MOST: usize = 60;
    let blocks = &collector.page.outline.blocks;
    let is_row = |at: &usize| {
        blocks[*at].part == collector.part
            && collector.page.norm[blocks[*at].range.clone()].contains('\t')
    };
    if !is_row(&collector.block) {
        return false;
    }
    let rows = (0..collector.block).rev().take(MOST).take_while(is_row);
    rows.last().is_some_and(|header| {
        let mut cells = collector.page.words(header).split('\t').map(str::trim);
        let posts = cells
            .next()
            .is_some_and(|it| matches!(it, "岗位" | "职务" | "职位"));
        let people = cells
            .next()
            .is_some_and(|it| matches!(it, "人员" | "姓名" | "现任"));
        posts && people
    })
}

/// Short words without signs, as a name is.
fn is_name(words: &str) -> bool {
    let words = words.trim();
    (2..=10).contains(&words.chars().count()) && words.chars().all(is_han)
}

fn is_label(words: &str) -> bool {
    let squeezed: String = words.chars().filter(|c| *c != ' ').collect();
    is_post(&squeezed)
}

/// The label at the end of running words: `张三 副总指挥`.
fn label_at_end(before: &str) -> Option<Range<usize>> {
    const LONGEST: usize = 12;
    let trimmed = before.trim_end();
    let mut squeezed = String::new();
    let mut start = trimmed.len();
    let mut best = None;
    for (at, c) in trimmed.char_indices().rev().take(LONGEST) {
        if c != ' ' && !is_han(c) {
            break;
        }
        if c != ' ' {
            squeezed.insert(0, c);
            start = at;
        }
        if post_at_end(&squeezed).is_some_and(|post| post.len() == squeezed.len()) {
            best = Some(start);
        }
    }
    let mut start = best?;
    for modifier in ["常务", "执行", "第一", "现场", "副", "总"] {
        start = trimmed[..start]
            .strip_suffix(modifier)
            .map_or(start, str::len);
    }
    let boundary = trimmed[..start].ends_with([' ', ';', '。', ',', '、', ')', '\t', '_'])
        || start == 0
        || trimmed[..start].ends_with(|c: char| c.is_ascii());
    boundary.then_some(start..trimmed.len())
}

/// One label with what stands behind it.
fn post(collector: &mut Collector, label: &Label, until: usize) -> Option<usize> {
    let text = collector.page.norm;
    let name: String = text[label.name.clone()]
        .chars()
        .filter(|c| *c != ' ')
        .collect();
    if matches!(label.named, Some(Named::StandIn)) {
        let group = collector.current_group();
        collector.fill(
            label.name.start..label.behind,
            label.name.clone(),
            None,
            group,
        );
        return Some(label.behind);
    }
    let in_a_cell = text[..label.behind].ends_with('\t');
    let behind = &text[label.behind..until];
    let lead = behind.len() - behind.trim_start_matches('\t').len();
    let cell = behind[lead..].find('\t').filter(|_| in_a_cell);
    let until = cell.map_or(until, |end| label.behind + lead + end);
    let printed = &text[label.behind..until];
    let first = first_line_of(printed);
    let words = first.trim();
    let gives_posts = has(
        words,
        &[
            "任组长", "任队长", "为组长", "为队长", "组长由", "队长由", "担任组长", "担任队长",
            "组长为", "任总指挥", "任负责人",
        ],
    );
    if gives_posts && is_group(&name) {
        let under = collector.outer_group();
        collector.set_up(
            label.name.start..label.behind,
            label.name.clone(),
            None,
            under,
        );
        return None;
    }
    if is_duty(words) || words.starts_with('由') {
        return None;
    }
    let holder_start = label.behind + (printed.len() - printed.trim_start().len()).min(first.len());
    let mut holder_end = label.behind + first.trim_end().len();
    if matches!(label.named, Some(Named::Table)) && !is_mask(words) {
        let end = holder_end.max(holder_start);
        collector.fill(
            label.name.start..end,
            label.name.clone(),
            Some(holder_start..end),
            None,
        );
        return Some(end);
    }
    if !is_post(&name) {
        let end = holder_end.max(holder_start);
        return group(collector, label, words, holder_start..end).then_some(end);
    }
    let blank = is_mask(words);
    let lists_members = closes(&name, &["成员", "组员", "队员"]);
    let is_last = until == collector.page.outline.blocks[collector.block].text.end;
    if lists_members && is_last && first.len() == printed.len() {
        holder_end = members_below(collector, holder_end, blank);
    }
    let blank = blank && is_mask(&text[holder_start.min(holder_end)..holder_end]);
    if blank
        && !closes(
            &name,
            &[
                "组长", "成员", "组员", "指挥", "指挥长", "队长", "主任", "队员", "委员",
            ],
        )
    {
        return None;
    }
    let range = label.name.start..holder_end.max(label.behind);
    if let Some(group_name) = group_with_members(&name).filter(|_| blank) {
        let name_end = label.name.start + group_name.len().min(label.name.len());
        collector.set_up(range, label.name.start..name_end, None, None);
        return Some(holder_end.max(label.behind));
    }
    let group = collector.current_group();
    collector.fill(
        range,
        label.name.clone(),
        (!blank).then_some(holder_start..holder_end),
        group,
    );
    Some(holder_end.max(label.behind))
}

/// `领导小组成员:` without names sets up the group.
fn group_with_members(name: &str) -> Option<&str> {
    name.strip_suffix("成员").filter(|group| is_group(group))
}

/// `疏散组:张三、李四` fills a group; without words behind it, it opens one.
fn group(collector: &mut Collector, label: &Label, words: &str, holder: Range<usize>) -> bool {
    let text = collector.page.norm;
    if is_mask(words) {
        let follow = posts_follow(collector);
        if follow {
            let under = collector.outer_group();
            collector.set_up(
                label.name.start..label.behind,
                label.name.clone(),
                None,
                under,
            );
        }
        return follow;
    }
    let names_people = words.chars().take(61).count() <= 60
        && !has(
            words,
            &[
                "负责", "进行", "组成", "担任", "工作", "应", "设在", "组长", "立即",
            ],
        )
        && !opens(words, &["1", "(", "①"]);
    if names_people && !text[label.name.clone()].ends_with("机构") && !words.contains(':') {
        let under = collector.outer_group();
        collector.set_up(
            label.name.start..holder.end,
            label.name.clone(),
            Some(holder),
            under,
        );
        return true;
    }
    false
}

/// Whether the next block begins with the label of a post.
pub(super) fn posts_follow(collector: &Collector) -> bool {
    let next = collector.page.outline.blocks.get(collector.block + 1);
    next.is_some_and(|next| {
        let words = &collector.page.norm[next.text.clone()];
        let label = head(words, 14)
            .split_once([':', '\t'])
            .map(|(name, _)| name);
        next.part == collector.part
            && label.is_some_and(|name| is_label(name) && !name.contains("职责"))
    })
}

/// The first sentence behind a label, without the duty that may follow the holder.
fn first_line_of(printed: &str) -> &str {
    let end = printed.find(['。', '\n']).unwrap_or(printed.len());
    let first = &printed[..end];
    let mut depth = 0usize;
    for (at, c) in first.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return &first[..at],
            ')' => depth -= 1,
            _ => {}
        }
        if matches!(c, ',' | ';' | '(') && is_duty(&first[at + c.len_utf8()..]) {
            return &first[..at];
        }
    }
    first
}

/// Takes in the lines of names below `成员:`.
fn members_below(collector: &Collector, end: usize, blank: bool) -> usize {
    const MOST: usize = 12;
    let page = collector.page;
    let mut end = end;
    for next in page
        .outline
        .blocks
        .iter()
        .skip(collector.block + 1)
        .take(MOST)
    {
        let words = page.norm[next.text.clone()].trim();
        let length = words.chars().take(31).count();
        let names = next.mark.is_none()
            && next.part == collector.part
            && !words.contains([':', '。', ',', '"'])
            && (length <= 10 || (blank && length <= 30 && words.contains([' ', '、'])))
            && !closes(
                words,
                &[
                    "职责", "任务", "原则", "分工", "机构", "要求", "措施", "程序", "小组", "组",
                    "办公室", "目的", "依据", "方案", "预案", "范围",
                ],
            );
        if !names {
            break;
        }
        end = next.text.end;
    }
    end
}
