//! The text as it is matched: one form for each character, with the way back to where it stood.
//!
//! Written plans come from word processors, web pages and scans. The same comma arrives in three
//! widths, a Roman numeral as one character or as letters, and soft hyphens or zero-width joins in
//! between. Matching works on a plain form; every position leads back to the original.

use std::ops::Range;

use crate::numbering;
use crate::script::simplified;
use crate::span::Span;

/// The plain form of a text, and for each of its bytes the original character it came from.
#[derive(Debug, Default)]
pub(crate) struct Text<'a> {
    original: &'a str,
    norm: String,
    from: Vec<Origin>,
}

/// Where a character of the original stands: its number, and its first byte.
#[derive(Debug, Clone, Copy)]
struct Origin {
    scalar: u32,
    byte: u32,
}

impl Text<'_> {
    pub(crate) fn new(original: &str) -> Text<'_> {
        let mut text = Text::with_capacity(original, original.len());
        let mut after_cr = false;
        for (scalar, (byte, c)) in original.char_indices().enumerate() {
            if c == '\n' && after_cr {
                after_cr = false;
                continue;
            }
            after_cr = c == '\r';
            let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            text.push(
                c,
                Origin {
                    scalar: narrow(scalar),
                    byte: narrow(byte),
                },
            );
        }
        text.without_soft_breaks()
    }

    fn with_capacity(original: &str, bytes: usize) -> Text<'_> {
        Text {
            original,
            norm: String::with_capacity(bytes),
            from: Vec::with_capacity(bytes),
        }
    }

    /// The plain form.
    pub(crate) fn as_str(&self) -> &str {
        &self.norm
    }

    /// Where a range of the plain form stood in the original.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let Some(start) = self
            .from
            .get(range.start)
            .map(|origin| origin.scalar as usize)
        else {
            let end = self.from.last().map_or(0, |last| last.scalar as usize + 1);
            return Span { start: end, end };
        };
        if range.end <= range.start {
            return Span { start, end: start };
        }
        let last = self.from.get(range.end - 1).or(self.from.last());
        let last = last.map_or(start, |origin| origin.scalar as usize);
        Span {
            start,
            end: last.max(start) + 1,
        }
    }

    /// What was printed in a range of the plain form, without line breaks and invisible characters.
    pub(crate) fn printed(&self, range: Range<usize>) -> String {
        let (Some(start), Some(last)) = (
            self.from.get(range.start),
            self.from.get(range.end.wrapping_sub(1)),
        ) else {
            return String::new();
        };
        let end = last.byte as usize;
        let end = end
            + self
                .original
                .get(end..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
        let printed = self.original.get(start.byte as usize..end).unwrap_or("");
        printed
            .chars()
            .filter(|&c| !is_invisible(c) && !matches!(c, '\n' | '\r'))
            .collect()
    }

    fn push(&mut self, c: char, origin: Origin) {
        if is_invisible(c) {
            return;
        }
        if let Some(expanded) = expansion(c) {
            self.norm.push_str(expanded);
        } else if let Some(number) = boxed_number(c) {
            self.norm.push_str(&number);
        } else {
            self.norm.push(plain(c));
        }
        self.from.resize(self.norm.len(), origin);
    }

    /// Joins lines that a fixed page width broke inside a sentence.
    fn without_soft_breaks(self) -> Self {
        let mut joined = Text {
            original: self.original,
            norm: String::with_capacity(self.norm.len()),
            from: Vec::with_capacity(self.from.len()),
        };
        let mut lines = self.norm.split('\n').peekable();
        let mut at = 0;
        while let Some(line) = lines.next() {
            let end = at + line.len();
            for kept in without_markdown(line) {
                joined.norm.push_str(&line[kept.clone()]);
                joined
                    .from
                    .extend_from_slice(&self.from[at + kept.start..at + kept.end]);
            }
            if let Some(next) = lines.peek() {
                if breaks_inside_a_sentence(line, next) {
                    joined.trim_end_spaces();
                } else {
                    joined.norm.push('\n');
                    joined.from.push(self.from[end]);
                }
            }
            at = end + 1;
        }
        joined
    }

    fn trim_end_spaces(&mut self) {
        while self.norm.ends_with(' ') {
            self.norm.pop();
            self.from.pop();
        }
    }
}

/// The pieces of a line without the signs of Markdown: `## ` before a heading, `> ` before a quotation,
/// `**` around strong words. Longer runs of stars are masks and stay.
fn without_markdown(line: &str) -> Vec<Range<usize>> {
    let words = line.trim_start_matches(' ');
    let hashes = words.bytes().take_while(|b| *b == b'#').count();
    let is_heading = (1..=6).contains(&hashes) && words[hashes..].starts_with(' ');
    let mut start = line.len() - words.len();
    if is_heading {
        start += hashes + 1;
    } else if words.starts_with("> ") {
        start += 2;
    } else {
        start = 0;
    }
    let first = start;
    let mut kept = Vec::new();
    let mut stars = line.len();
    for (at, c) in line
        .char_indices()
        .skip_while(|(at, _)| *at < first)
        .chain(std::iter::once((line.len(), ' ')))
    {
        if c == '*' {
            stars = stars.min(at);
        } else if stars < at {
            if at - stars == 2 {
                kept.push(start..stars);
                start = at;
            }
            stars = line.len();
        }
    }
    kept.push(start.min(line.len())..line.len());
    kept
}

/// A printed line that goes on: it ends in the middle of a sentence, and what follows is neither a
/// numbered item, nor a label, nor a heading.
fn breaks_inside_a_sentence(line: &str, next: &str) -> bool {
    const LONG: usize = 28;
    let line = line.trim();
    let next = next.trim();
    let Some(last) = line.chars().next_back() else {
        return false;
    };
    if next.is_empty() || line.contains('\t') || next.contains('\t') {
        return false;
    }
    if numbering::mark(next).is_some() || has_label(next) {
        return false;
    }
    let goes_on = matches!(last, ',' | '、');
    if goes_on {
        return line.chars().take(9).count() > 8;
    }
    let mid_word = is_han(last) || last.is_ascii_alphanumeric();
    let is_prose = line.contains([',', '。', ';']);
    let next_is_prose = next.contains([',', '。', ';', '、']);
    mid_word && is_prose && next_is_prose && line.chars().take(LONG + 1).count() > LONG
}

/// `组长:`, `电话:` at the beginning of a line.
fn has_label(line: &str) -> bool {
    line.chars().take(10).any(|c| c == ':') && !line.starts_with(':')
}

/// A Chinese ideograph.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}' | '〇')
}

pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || (c.is_control() && !matches!(c, '\n' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}'))
}

fn plain(c: char) -> char {
    match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '~' | '～' | '〜' | '∼' | '﹣' | '－'
        | '﹘' => '-',
        '“' | '”' | '„' | '＂' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' | '＇' => '\'',
        '＜' => '<',
        '＞' => '>',
        '〈' | '«' => '《',
        '〉' | '»' => '》',
        '﹑' | '､' => '、',
        '｡' => '。',
        '：' | '﹕' | '∶' | '︰' => ':',
        '，' | '﹐' => ',',
        '；' | '﹔' => ';',
        '（' | '﹙' => '(',
        '）' | '﹚' => ')',
        '．' => '.',
        '≧' | '⩾' => '≥',
        '≦' | '⩽' => '≤',
        'І' | 'Ι' => 'I',
        'Ⅴ' | 'ⅴ' => 'V',
        'Ⅹ' | 'ⅹ' => 'X',
        'Ⅰ' | 'ⅰ' => 'I',
        '〔' | '［' | '﹝' => '[',
        '〕' | '］' | '﹞' => ']',
        '℃' | '°' => '℃',
        '○' | '◯' | 'Ｏ' => '〇',
        '|' | '｜' | '│' | '┃' => '\t',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2f00}'..='\u{2fd5}' => KANGXI.chars().nth(c as usize - 0x2f00).unwrap_or(c),
        other => simplified(other),
    }
}

/// Characters that stand for several letters.
fn expansion(c: char) -> Option<&'static str> {
    Some(match c {
        'Ⅱ' | 'ⅱ' => "II",
        'Ⅲ' | 'ⅲ' => "III",
        'Ⅳ' | 'ⅳ' => "IV",
        'Ⅵ' | 'ⅵ' => "VI",
        'Ⅶ' | 'ⅶ' => "VII",
        'Ⅷ' | 'ⅷ' => "VIII",
        'Ⅸ' | 'ⅸ' => "IX",
        '㎡' => "平方米",
        '㎜' => "mm",
        '㎝' => "cm",
        '㎞' => "km",
        '㎏' => "kg",
        '…' => "..",
        _ => return None,
    })
}

/// `⑴`, `⒈`, `㈠`: a list number drawn as one character.
fn boxed_number(c: char) -> Option<String> {
    let code = c as u32;
    match code {
        0x2474..=0x2487 => Some(format!("({})", code - 0x2474 + 1)),
        0x2488..=0x249b => Some(format!("{}.", code - 0x2488 + 1)),
        0x3220..=0x3229 => "一二三四五六七八九十"
            .chars()
            .nth((code - 0x3220) as usize)
            .map(|han| format!("({han})")),
        _ => None,
    }
}

/// The ideographs that the block of Kangxi radicals (U+2F00…) looks like, in today's short forms;
/// texts copied out of PDF files use them for the characters.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾见角言谷豆豕豸贝赤走足身车辛辰辵邑酉釆里金长门阜隶隹雨青非面革韦韭音页风飞食首香马骨高髟斗鬯鬲鬼鱼鸟卤鹿麦麻黄黍黑黹黾鼎鼓鼠鼻齐齿龙龟龠";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kangxi_radical_has_its_character() {
        assert_eq!(KANGXI.chars().count(), 0x2fd5 - 0x2f00 + 1);
        assert_eq!(plain('\u{2f2f}'), '工');
        assert_eq!(plain('\u{2fd5}'), '龠');
    }
}
