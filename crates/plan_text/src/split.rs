//! Where one document ends and the next begins in a text that holds several.

use crate::normal::is_han;
use crate::numbering::Style;
use crate::outline::Line;

/// The lines at which another document begins, in order; the first line of the text is not among them.
pub(crate) fn part_starts(text: &str, lines: &[Line]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut state = State::default();
    for (at, line) in lines.iter().enumerate() {
        let words = &text[line.range.clone()];
        let mut begins_at = None;
        if at > 0 {
            if is_article_header(words) {
                begins_at = Some(at);
            } else if (line.mark.is_none() && state.is_under_way() && is_purpose(words))
                || restarts(lines, at, &state)
            {
                begins_at = Some(with_titles_before(text, lines, at, state.begun));
            }
        }
        if let Some(begin) = begins_at.filter(|&begin| begin > state.begun) {
            starts.push(begin);
            state = State {
                begun: begin,
                ..State::default()
            };
        }
        state.see(line);
    }
    starts.dedup();
    starts
}

/// What has been seen of the document that is open.
#[derive(Default)]
struct State {
    begun: usize,
    marks: usize,
    top: Option<(Style, u32)>,
}

impl State {
    /// The outermost number has counted on: what follows is no longer the opening.
    fn is_under_way(&self) -> bool {
        self.marks >= 3 && self.top.is_some_and(|(_, value)| value >= 2)
    }

    fn see(&mut self, line: &Line) {
        let Some(mark) = line.mark else { return };
        self.marks += 1;
        let rank = mark.style.usual_rank();
        match self.top {
            Some((style, value))
                if style.usual_rank() < rank || (style == mark.style && value > mark.value) => {}
            Some(_) | None => self.top = Some((mark.style, mark.value)),
        }
    }
}

/// `篇3:…`, `第二篇 …`, `【篇一】`: the header that a collection puts before each article.
fn is_article_header(words: &str) -> bool {
    if is_numbered_title(words) {
        return true;
    }
    let words = words.trim_start_matches(['【', '[', '(']);
    let words = words.strip_prefix('第').unwrap_or(words);
    let first_word = ["篇", "范文", "范本"]
        .iter()
        .find_map(|word| words.strip_prefix(word));
    let numbered = |text: &str| crate::numeral::numeral(text).map(|n| n.len);
    match first_word {
        Some(rest) => numbered(rest).is_some_and(|len| {
            rest[len..].starts_with([':', ' ', '】', ']', ')', '、']) || rest.len() == len
        }),
        None => numbered(words)
            .is_some_and(|len| words[len..].starts_with("篇") && words.chars().count() < 40),
    }
}

/// `防汛应急预案3`, `值班制度篇二`: a title with the number that a collection gives it.
fn is_numbered_title(words: &str) -> bool {
    let bare = words.trim_end_matches([')', '】', ']']);
    let name =
        bare.trim_end_matches(|c: char| c.is_ascii_digit() || crate::numeral::is_han_numeral(c));
    let number = bare.len() - name.len();
    let name = name
        .trim_end_matches(['(', '【', '[', '第'])
        .trim_end_matches('篇');
    (1..=6).contains(&number)
        && words.chars().take(41).count() <= 40
        && !words.contains(['。', ',', ';', ':', '《', '\t'])
        && ["预案", "方案", "制度", "职责", "总结", "计划", "通知"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// The sentence that says what a document is written for: `为…,制定本预案。`
pub(crate) fn is_purpose(words: &str) -> bool {
    let opens = ["为", "根据", "按照", "依据"]
        .iter()
        .any(|word| words.starts_with(word));
    let writes = [
        "制定本", "制订本", "编制本", "特制定", "特制订", "现制定", "制定出", "制定如下", "制定此",
        "制定该", "制定了", "现将",
    ];
    opens && words.chars().count() < 500 && writes.iter().any(|word| words.contains(word))
}

/// The outermost numbering begins again, and for good: where it later goes on from the value before, the
/// new numbers were only nested in the old ones.
fn restarts(lines: &[Line], at: usize, state: &State) -> bool {
    let (Some(mark), Some((style, value))) = (lines[at].mark, state.top) else {
        return false;
    };
    let counts_documents = matches!(style, Style::Chapter | Style::Han | Style::Article);
    if !counts_documents || mark.style != style || mark.value != 1 || value < 2 {
        return false;
    }
    let over = lines[at - 1].mark.filter(|before| before.style == style);
    if over.is_some_and(|before| before.value == value) {
        return false;
    }
    let mut last = 1;
    for next in lines[at + 1..].iter().filter_map(|line| line.mark) {
        if next.style != style || next.value == last {
            continue;
        }
        if next.value == 1 {
            return true;
        }
        if next.value != last + 1 && next.value == value + 1 {
            return false;
        }
        last = next.value;
    }
    true
}

/// Takes in the title lines right before a beginning.
fn with_titles_before(text: &str, lines: &[Line], at: usize, not_before: usize) -> usize {
    let mut begin = at;
    while begin > not_before + 1 && at - begin < 4 {
        let line = &lines[begin - 1];
        let words = &text[line.range.clone()];
        if line.mark.is_some() || !(is_title(words) || is_purpose(words)) {
            break;
        }
        begin -= 1;
    }
    begin
}

/// A line that can only be the title of a document.
pub(crate) fn is_title(words: &str) -> bool {
    const ENDS: &[&str] = &[
        "预案", "方案", "办法", "制度", "通知", "规定", "细则", "规程", "总结", "计划", "规范",
        "条例", "职责", "意见", "公告", "脚本",
    ];
    let words = words.trim_end_matches([')', '》', '"']);
    let length = words.chars().take(46).count();
    (4..46).contains(&length)
        && !words.contains(['。', ';', ',', ':', '\t'])
        && words.starts_with(|c: char| {
            is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '《' | '_' | '"')
        })
        && ENDS
            .iter()
            .any(|end| words.ends_with(end) || words.contains(&format!("{end}(")))
}
