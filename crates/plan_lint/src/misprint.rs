//! Misprints: tables of our own, and what a text says of itself.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// A word as it is mistyped, with the right one.
struct Confusable {
    wrong: String,
    right: &'static str,
    /// Longer words in which the wrong form is right.
    unless: Vec<String>,
}

/// The mistyped words in a text, each with the right form.
pub(crate) fn mistyped(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let table = confusables();
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(words) = table.get(&c) else { continue };
        let longest = words
            .iter()
            .filter(|word| text[at..].starts_with(&word.wrong))
            .filter(|word| !excused(text, at, word))
            .max_by_key(|word| word.wrong.len());
        let free = found.last().is_none_or(|(range, _)| range.end <= at);
        if let (Some(word), true) = (longest, free) {
            found.push((at..at + word.wrong.len(), word.right));
        }
    }
    found.extend(degrees(text));
    found
}

/// `38oC`: a letter in place of the sign of degrees.
fn degrees(text: &str) -> impl Iterator<Item = (Range<usize>, &'static str)> {
    text.match_indices(['o', 'O']).filter_map(|(at, o)| {
        let end = at + o.len() + 1;
        let led = text[..at].ends_with(|c: char| c.is_ascii_digit());
        let unit = text[at + o.len()..].starts_with(['c', 'C']);
        let whole = unit && !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
        (led && whole).then_some((at..end, "℃"))
    })
}

/// A longer, right word covers it.
fn excused(text: &str, at: usize, word: &Confusable) -> bool {
    word.unless.iter().any(|longer| {
        longer.match_indices(&word.wrong).any(|(inside, _)| {
            at.checked_sub(inside)
                .is_some_and(|start| text.get(start..).is_some_and(|it| it.starts_with(longer)))
        })
    })
}

fn confusables() -> &'static BTreeMap<char, Vec<Confusable>> {
    static TABLE: OnceLock<BTreeMap<char, Vec<Confusable>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: BTreeMap<char, Vec<Confusable>> = BTreeMap::new();
        for (right, forms) in entries(include_str!("../language/confusables.txt")) {
            let forms: Vec<&str> = forms.split(' ').filter(|it| !it.is_empty()).collect();
            let unless: Vec<String> = forms
                .iter()
                .filter_map(|it| it.strip_prefix('!'))
                .map(str::to_owned)
                .collect();
            for form in forms.iter().filter(|it| !it.starts_with('!')) {
                for wrong in members(form) {
                    let Some(opens) = wrong.chars().next() else {
                        continue;
                    };
                    table.entry(opens).or_default().push(Confusable {
                        right,
                        unless: unless
                            .iter()
                            .filter(|it| it.contains(&wrong))
                            .cloned()
                            .collect(),
                        wrong,
                    });
                }
            }
        }
        table
    })
}

/// Beginnings of words that were cut short, up to the character that does not belong.
pub(crate) fn cut_short(text: &str) -> Vec<Range<usize>> {
    entries(include_str!("../language/cut-words.txt"))
        .flat_map(|(begins, follows)| {
            text.match_indices(begins).filter_map(move |(at, _)| {
                let behind = at + begins.len();
                let next = text[behind..].chars().next()?;
                let cut = is_han(next) && !follows.contains(next);
                cut.then(|| at..behind + next.len_utf8())
            })
        })
        .collect()
}

/// The lines of a table: what stands before the colon and what behind.
fn entries(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
}

/// `a{b,c}` is `ab` and `ac`.
fn members(form: &str) -> Vec<String> {
    let Some((before, rest)) = form.split_once('{') else {
        return vec![form.to_owned()];
    };
    let (inside, after) = rest.split_once('}').unwrap_or((rest, ""));
    inside
        .split(',')
        .flat_map(|it| members(&format!("{before}{it}{after}")))
        .collect()
}

/// A Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// A character that does not belong in a text of simplified characters.
pub(crate) fn is_foreign(c: char) -> bool {
    // Radicals, and compatibility ideographs: other codes for the same shape.
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}') || FOREIGN.contains(c)
}

/// Traditional and variant characters whose simplified form is another one.
const FOREIGN: &str = include_str!("../language/foreign.txt");
