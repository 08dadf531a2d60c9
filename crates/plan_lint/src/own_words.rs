//! What a text says of its own misprints: words that come twice, differ from themselves, or stay open.

use std::collections::{BTreeMap, BTreeSet};

use plan_text::{Genre, NodeKind, Span};

use crate::misprint::is_han;
use crate::text::{Sentence, Text};

/// A place that differs in one character from another.
pub(crate) struct Slip {
    /// Where.
    pub(crate) span: Span,
    /// Where the other stands.
    pub(crate) other: Option<Span>,
    /// The words of the other place.
    pub(crate) words: String,
}

/// So many equal characters must stand before …
const BEFORE: usize = 3;
/// … and behind.
const BEHIND: usize = 5;
const SPOT: usize = BEFORE + 1 + BEHIND;
/// Characters that rightly come and go, or stand for each other, between equal words.
const FREE: &str = "的地得了着过等及和与或并也都就将要应可能不大小多少全各本该其此每一二三四五六七八九十两几半\
    周省市县区镇乡村校局部委厅处科室组长员性化类级上下左右前后内外正副主次甲乙丙东西南北男女老新旧高低中初再又还\
    第人物事时日月年天在对向由从为被把所用有是加经按据之以至到起出入来去做使令让给同共总分进退收发需须先后或项条款种个名只若如但而且则于自他她它我你们";

/// Places that agree before and behind with another place and differ in one character between.
pub(crate) fn slips(text: &Text, genres: &'static [Genre]) -> Vec<Slip> {
    let sentences: Vec<(&Sentence, Vec<(usize, char)>)> = text
        .of_genres(genres)
        .filter(|it| !it.in_form)
        .map(|it| (it, it.text.char_indices().collect()))
        .collect();
    let mut found = Vec::new();
    found.extend(replaced(&sentences));
    found.extend(dropped(&sentences));
    found
}

/// What stands before a character and behind it.
type Around = ([char; BEFORE], [char; BEHIND]);
type Chars<'a> = [(&'a Sentence, Vec<(usize, char)>)];

/// One character stands in place of another.
fn replaced(sentences: &Chars) -> Vec<Slip> {
    let mut seen: BTreeMap<Around, Vec<(char, usize, usize)>> = BTreeMap::new();
    for (number, (_, chars)) in sentences.iter().enumerate() {
        for (at, window) in chars.windows(SPOT).enumerate() {
            let plain = window.iter().all(|(_, c)| is_han(*c));
            if !plain {
                continue;
            }
            let left = std::array::from_fn(|it| window[it].1);
            let right = std::array::from_fn(|it| window[BEFORE + 1 + it].1);
            let places = seen.entry((left, right)).or_default();
            places.push((window[BEFORE].1, number, at));
        }
    }
    seen.into_values()
        .filter_map(|places| {
            let kinds: BTreeSet<char> = places.iter().map(|it| it.0).collect();
            if kinds.len() != 2 || kinds.iter().all(|c| FREE.contains(*c)) {
                return None;
            }
            let count = |c: char| places.iter().filter(|it| it.0 == c).count();
            let odd = places.iter().min_by_key(|it| (count(it.0), it.1, it.2))?;
            let other = places.iter().find(|it| it.0 != odd.0)?;
            Some(slip(sentences, odd, other, SPOT, SPOT))
        })
        .collect()
}

/// One character too many or too few.
fn dropped(sentences: &Chars) -> Vec<Slip> {
    const LEFT: usize = 2;
    const RIGHT: usize = 4;
    let mut joined: BTreeMap<[char; LEFT + RIGHT], (usize, usize)> = BTreeMap::new();
    for (number, (_, chars)) in sentences.iter().enumerate() {
        for (at, window) in chars.windows(LEFT + RIGHT).enumerate() {
            if window.iter().all(|(_, c)| is_han(*c)) {
                let key = std::array::from_fn(|it| window[it].1);
                joined.entry(key).or_insert((number, at));
            }
        }
    }
    let mut found = Vec::new();
    let mut halves = BTreeSet::new();
    for (number, (_, chars)) in sentences.iter().enumerate() {
        for (at, window) in chars.windows(LEFT + RIGHT + 1).enumerate() {
            let extra = window[LEFT].1;
            let doubled = extra == window[LEFT - 1].1 || extra == window[LEFT + 1].1;
            // 重大, 较大: half of such a word means nothing before a noun.
            let half = extra == '大' && "重较特".contains(window[LEFT - 1].1);
            if half && window.iter().all(|(_, c)| is_han(*c)) {
                let key = std::array::from_fn(|it| window[it + usize::from(it >= LEFT)].1);
                if let Some((there, start)) = joined.get(&key)
                    && halves.insert((*there, *start))
                {
                    let (odd, other) = ((extra, *there, *start), (extra, number, at));
                    let (short, long) = (LEFT + RIGHT, LEFT + RIGHT + 1);
                    found.push(slip(sentences, &odd, &other, short, long));
                }
            }
            if doubled || FREE.contains(extra) || !window.iter().all(|(_, c)| is_han(*c)) {
                continue;
            }
            let key = std::array::from_fn(|it| window[it + usize::from(it >= LEFT)].1);
            if let Some((there, start)) = joined.get(&key) {
                let (odd, other) = ((extra, number, at), (extra, *there, *start));
                found.push(slip(
                    sentences,
                    &odd,
                    &other,
                    LEFT + RIGHT + 1,
                    LEFT + RIGHT,
                ));
            }
        }
    }
    found
}

fn slip(
    sentences: &Chars,
    odd: &(char, usize, usize),
    other: &(char, usize, usize),
    length: usize,
    other_length: usize,
) -> Slip {
    let place = |(_, number, at): &(char, usize, usize), length: usize| {
        let (sentence, chars) = &sentences[*number];
        let end = chars
            .get(at + length)
            .map_or(sentence.text.len(), |(byte, _)| *byte);
        let range = chars[*at].0..end;
        (
            sentence.span(range.clone()),
            sentence.text[range].to_owned(),
        )
    };
    let (there, words) = place(other, other_length);
    Slip {
        span: place(odd, length).0,
        other: Some(there),
        words,
    }
}

/// Doubled characters: those that never stand twice, and those that the same text elsewhere has once.
pub(crate) fn doubled(text: &Text, genres: &'static [Genre]) -> Vec<(Span, String)> {
    const NEVER: &str = "的了和与并或被把将";
    /// Longer words in which they rightly meet.
    const FINE: &[&str] = &[
        "目的的",
        "了了解",
        "和和平",
        "和和谐",
        "与与会",
        "将将领",
        "的的确",
        "并并列",
        "将将",
        "和和睦",
        "和和气",
    ];
    let mut once: BTreeMap<[char; 4], usize> = BTreeMap::new();
    for sentence in text.of_genres(genres) {
        let chars: Vec<char> = sentence.text.chars().collect();
        for window in chars.windows(4) {
            *once
                .entry(std::array::from_fn(|it| window[it]))
                .or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for sentence in text.of_genres(genres) {
        let chars: Vec<(usize, char)> = sentence.text.char_indices().collect();
        for (at, pair) in chars.windows(2).enumerate() {
            let [(from, one), (second, other)] = pair else {
                continue;
            };
            if one != other || !is_han(*one) {
                continue;
            }
            let near = |from: usize, to: usize| -> String {
                let to = to.min(chars.len());
                chars[from.min(to)..to].iter().map(|it| it.1).collect()
            };
            let fine = FINE
                .iter()
                .any(|word| near(at.saturating_sub(1), at + 3).contains(word));
            let never = NEVER.contains(*one) && !fine;
            // 甲乙乙丙丁 beside 甲乙丙丁 elsewhere, and 乙乙 once only.
            let elsewhere = at >= 1 && at + 3 < chars.len() && {
                let key = [chars[at - 1].1, *one, chars[at + 2].1, chars[at + 3].1];
                key.iter().all(|c| is_han(*c)) && once.contains_key(&key)
            };
            if never || elsewhere {
                let end = second + other.len_utf8();
                found.push((sentence.span(*from..end), near(at, at + 2)));
            }
        }
    }
    found
}

/// A word of two characters that comes back at once, or behind nothing but an attribute.
pub(crate) fn said_again(text: &Text, genres: &'static [Genre]) -> Vec<(Span, String)> {
    const ATTRIBUTES: &[&str] = &[
        "", "重要", "主要", "相关", "有关", "全部", "各类", "各种", "关键", "日常", "具体", "基本",
        "专用", "其他",
    ];
    /// Said twice on purpose.
    const FINE: &[&str] = &[
        "一个", "一项", "一级", "逐级", "研究", "讨论", "宣传", "打击", "各个", "层层", "沟通",
    ];
    let mut found = Vec::new();
    for sentence in text.of_genres(genres) {
        let chars: Vec<(usize, char)> = sentence.text.char_indices().collect();
        for pair in chars.windows(2) {
            let [(from, one), (second, other)] = pair else {
                continue;
            };
            let behind = second + other.len_utf8();
            let word = &sentence.text[*from..behind];
            let plain = is_han(*one) && is_han(*other) && one != other && !FINE.contains(&word);
            if !plain || FREE.contains(*one) || FREE.contains(*other) {
                continue;
            }
            let again = ATTRIBUTES.iter().find(|it| {
                sentence.text[behind..]
                    .strip_prefix(**it)
                    .is_some_and(|it| it.starts_with(word))
            });
            // 由总指挥指挥: the name of a post, and what its holder does.
            let of_a_post = ["总", "副", "现场", "副总"]
                .iter()
                .any(|it| sentence.text[..*from].ends_with(it));
            if let Some(attribute) = again.filter(|_| !(word == "指挥" && of_a_post)) {
                let end = behind + attribute.len() + word.len();
                found.push((sentence.span(*from..end), word.to_owned()));
            }
        }
    }
    found
}

/// Items that stand twice in a list joined by 、.
pub(crate) fn listed_twice(text: &Text, genres: &'static [Genre]) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for sentence in text.of_genres(genres) {
        let mut start = 0;
        for clause in sentence.text.split([',', ';', '。', ':', '(', ')']) {
            let items: Vec<&str> = clause
                .split('、')
                .map(|it| it.trim_matches(['“', '”', '"', '《', '》', '。']))
                .collect();
            if items.len() >= 4 {
                let twice = items.iter().enumerate().find(|(at, item)| {
                    (2..=8).contains(&item.chars().count())
                        && item.chars().all(is_han)
                        && items[..*at].iter().any(|it| it.ends_with(**item))
                });
                if let Some((_, item)) = twice {
                    let end = clause
                        .rfind(item)
                        .map_or(clause.len(), |it| it + item.len());
                    let from = clause.find(item).unwrap_or_default();
                    let span = sentence.span(start + from..start + end);
                    found.push((span, (*item).to_owned()));
                }
            }
            start += clause.len();
            start += sentence.text[start..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        }
    }
    found
}

/// Quotation marks, brackets and title marks without a partner of their own kind in their paragraph.
pub(crate) fn unpaired(text: &Text, genres: &'static [Genre]) -> Vec<(Span, char)> {
    const PAIRS: &[(char, char)] = &[
        ('“', '”'),
        ('‘', '’'),
        ('《', '》'),
        ('(', ')'),
        ('【', '】'),
        ('〔', '〕'),
        ('「', '」'),
        ('[', ']'),
    ];
    let parts = &text.reading.document.parts;
    let mut found = Vec::new();
    // A quotation may open in one paragraph and close in another.
    let mut waiting: Option<(Span, char)> = None;
    for line in text.lines.iter() {
        if line.in_form || !genres.contains(&parts[line.part].genre) {
            continue;
        }
        let row = matches!(line.node.kind, NodeKind::Row);
        let span = line.node.words.span;
        let end = span.end.min(text.chars.len());
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut lone: Vec<(usize, char)> = Vec::new();
        for at in span.start.min(end)..end {
            let c = plain_bracket(text.chars[at]);
            if let Some((opens, _)) = PAIRS.iter().find(|it| it.0 == c) {
                if open
                    .last()
                    .is_some_and(|(_, last)| last == opens && *last != '(')
                {
                    lone.extend(open.pop());
                }
                open.push((at, c));
            } else if let Some((opens, closes)) = PAIRS.iter().find(|it| it.1 == c) {
                // `[5,20)` is an interval that is open at one end.
                let interval = open.last().is_some_and(|(from, it)| {
                    matches!((it, c), ('[', ')') | ('(', ']'))
                        && text.chars[from + 1..at]
                            .iter()
                            .any(|c| matches!(c, ',' | '，'))
                        && !text.chars[from + 1..at].iter().any(|c| is_han(*c))
                });
                if interval {
                    open.pop();
                    continue;
                }
                match open.iter().rposition(|(_, it)| it == opens) {
                    Some(inside) => {
                        lone.extend(open.drain(inside + 1..));
                        open.pop();
                    }
                    None if *closes == ')' && numbers(&text.chars[span.start..at]) => {}
                    None => lone.push((at, c)),
                }
            }
        }
        lone.extend(open);
        if let Some((_, opens)) = waiting {
            let closed = lone.iter().position(|(_, c)| PAIRS.contains(&(opens, *c)));
            match closed {
                Some(at) => {
                    lone.remove(at);
                }
                None => found.extend(waiting),
            }
        }
        waiting = None;
        for (at, c) in lone {
            let place = Span {
                start: at.saturating_sub(4).max(span.start),
                end: (at + 3).min(end),
            };
            // The other half may stand in the next paragraph.
            if !row && PAIRS.iter().any(|it| it.0 == c) {
                found.extend(waiting.replace((place, c)));
            } else if !row {
                found.push((place, c));
            }
        }
    }
    found.extend(waiting);
    found
}

fn plain_bracket(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '［' => '[',
        '］' => ']',
        _ => c,
    }
}

/// `1)` and `a)` open items and close nothing.
fn numbers(before: &[char]) -> bool {
    before
        .last()
        .is_some_and(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(*c))
}

/// Lines that break off inside a sentence which the next line goes on with.
pub(crate) fn broken_lines(text: &Text, genres: &'static [Genre]) -> Vec<Span> {
    let parts = &text.reading.document.parts;
    let mut found = Vec::new();
    let mut lines = 0;
    for line in &text.lines {
        if line.in_form || !genres.contains(&parts[line.part].genre) {
            continue;
        }
        lines += 1;
        // The reading has joined what belongs together; the break is still in the text.
        let words = line.node.words.span;
        let end = words.end.min(text.chars.len());
        let breaks = (words.start.min(end)..end).filter(|at| {
            let before = text.chars[words.start..*at]
                .iter()
                .rev()
                .find(|c| !c.is_whitespace());
            let inside = before.is_some_and(|c| is_han(*c) || matches!(c, '，' | ',' | '、'));
            text.chars[*at] == '\n' && inside
        });
        found.extend(breaks.map(|at| Span {
            start: at.saturating_sub(30).max(words.start),
            end: (at + 8).min(end),
        }));
    }
    // A text that is wrapped at a fixed width throughout is not broken, only wrapped.
    if found.len() * 8 > lines.max(24) {
        return Vec::new();
    }
    found
}
