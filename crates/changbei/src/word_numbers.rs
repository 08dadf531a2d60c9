//! The automatic numbers of a Word document: `一、`, `（一）`, `1.1`, counted as Word counts them.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::word_text::attribute;

/// More levels than Word has.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `（%1）`: the value of level 1 in brackets.
    text: String,
}

/// The lists of a document with where each of them is.
#[derive(Debug, Default)]
pub struct Numbers {
    /// Levels by abstract list.
    levels: BTreeMap<String, BTreeMap<usize, Level>>,
    /// The abstract list of a list.
    lists: BTreeMap<String, String>,
    /// The list and level that a style carries.
    styles: BTreeMap<String, (String, usize)>,
    /// Where each abstract list is: the counters of its levels.
    counts: BTreeMap<String, [u32; LEVELS]>,
}

impl Numbers {
    /// Reads the lists; empty texts give none. None when the XML is damaged.
    pub fn read(numbering: &str, styles: &str) -> Option<Self> {
        let mut numbers = Self::default();
        numbers.read_lists(numbering)?;
        numbers.read_styles(styles)?;
        Some(numbers)
    }

    fn read_lists(&mut self, xml: &str) -> Option<()> {
        let (mut whole, mut list, mut level) = (String::new(), String::new(), 0);
        each(xml, |element, name| match name {
            "abstractNum" => whole = attribute(element, "abstractNumId").unwrap_or_default(),
            "num" => list = attribute(element, "numId").unwrap_or_default(),
            "abstractNumId" => {
                let of = attribute(element, "val").unwrap_or_default();
                self.lists.insert(list.clone(), of);
            }
            "lvl" => {
                level = attribute(element, "ilvl")
                    .and_then(|it| it.parse().ok())
                    .unwrap_or(0)
            }
            "start" | "numFmt" | "lvlText" if list.is_empty() && level < LEVELS => {
                let value = attribute(element, "val").unwrap_or_default();
                let levels = self.levels.entry(whole.clone()).or_default();
                let own = levels.entry(level).or_default();
                match name {
                    "start" => own.start = value.parse().unwrap_or(1),
                    "numFmt" => own.format = value,
                    _ => own.text = value,
                }
            }
            _ => {}
        })
    }

    fn read_styles(&mut self, xml: &str) -> Option<()> {
        let (mut style, mut level) = (String::new(), 0);
        each(xml, |element, name| match name {
            "style" => {
                style = attribute(element, "styleId").unwrap_or_default();
                level = 0;
            }
            "ilvl" => {
                level = attribute(element, "val")
                    .and_then(|it| it.parse().ok())
                    .unwrap_or(0)
            }
            "numId" => {
                let list = attribute(element, "val").unwrap_or_default();
                self.styles.insert(style.clone(), (list, level));
            }
            _ => {}
        })
    }

    /// The number of the next paragraph of a list, by the paragraph itself, else by its style.
    pub fn next(&mut self, list: Option<&(String, usize)>, style: Option<&str>) -> Option<String> {
        let own = list.filter(|(id, _)| !id.is_empty());
        let of_style = || style.and_then(|style| self.styles.get(style));
        let (id, level) = own.or_else(of_style)?.clone();
        if id == "0" || level >= LEVELS {
            return None;
        }
        let whole = self.lists.get(&id)?.clone();
        let levels = self.levels.get(&whole)?;
        let here = levels.get(&level)?.clone();
        let starts: Vec<u32> = (0..LEVELS)
            .map(|at| levels.get(&at).map_or(1, |level| level.start.max(1)))
            .collect();
        let counts = self.counts.entry(whole).or_default();
        counts[level] = if counts[level] == 0 {
            starts[level]
        } else {
            counts[level].saturating_add(1)
        };
        for below in &mut counts[level + 1..] {
            *below = 0;
        }
        let mut text = here.text;
        for (at, start) in starts.iter().enumerate().take(level + 1) {
            let value = if counts[at] == 0 { *start } else { counts[at] };
            let format = levels
                .get(&at)
                .map_or("decimal", |level| level.format.as_str());
            text = text.replace(&format!("%{}", at + 1), &written(value, format));
        }
        (here.format != "none" && !text.is_empty()).then_some(text)
    }
}

/// Looks at every opened element.
fn each(xml: &str, mut look: impl FnMut(&BytesStart<'_>, &str)) -> Option<()> {
    if xml.is_empty() {
        return Some(());
    }
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.local_name();
                look(&element, name.as_ref());
            }
            Event::Eof => return Some(()),
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

fn written(value: u32, format: &str) -> String {
    match format {
        "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "ideographDigital" => {
            chinese(value)
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&value) => {
            char::from_u32(0x2460 + value - 1)
                .map(String::from)
                .unwrap_or_default()
        }
        "lowerLetter" if (1..=26).contains(&value) => char::from_u32(0x60 + value)
            .map(String::from)
            .unwrap_or_default(),
        "upperLetter" if (1..=26).contains(&value) => char::from_u32(0x40 + value)
            .map(String::from)
            .unwrap_or_default(),
        "upperRoman" => roman(value),
        "lowerRoman" => roman(value).to_lowercase(),
        "bullet" => String::new(),
        _ => value.to_string(),
    }
}

fn chinese(value: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match value {
        1..=9 => DIGITS[value as usize].to_owned(),
        10..=99 => {
            let tens = if value < 20 {
                ""
            } else {
                DIGITS[(value / 10) as usize]
            };
            format!("{tens}十{}", DIGITS[(value % 10) as usize])
        }
        _ => value.to_string(),
    }
}

fn roman(value: u32) -> String {
    const SIGNS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if value > 399 {
        return value.to_string();
    }
    let mut rest = value;
    let mut text = String::new();
    for (worth, sign) in SIGNS {
        while rest >= worth {
            text.push_str(sign);
            rest -= worth;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::word_text::{Parts, text};

    fn read(body: String, numbering: &str) -> Option<String> {
        text(&Parts {
            body,
            numbering: numbering.to_owned(),
            ..Parts::default()
        })
    }

    fn body(paragraphs: &str) -> String {
        format!("<w:document xmlns:w=\"w\"><w:body>{paragraphs}</w:body></w:document>")
    }

    fn item(level: usize, words: &str) -> String {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr>\
             <w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    }

    const LISTS: &str = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"3\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
        </w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>";

    #[test]
    fn automatic_numbers_are_printed_and_start_again_below_each_heading() {
        let paragraphs = [
            item(0, "处置"),
            item(1, "报警"),
            item(1, "疏散"),
            item(0, "善后"),
            item(1, "清点"),
        ];
        let said = read(body(&paragraphs.concat()), LISTS).expect("whole XML");
        assert_eq!(
            said,
            "一、处置\n（1）报警\n（2）疏散\n二、善后\n（1）清点\n"
        );
    }

    #[test]
    fn cells_are_parted_by_tabs_and_what_was_deleted_is_gone() {
        let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
        let table = format!(
            "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
            cell("组长"),
            cell("沈青岚")
        );
        let changed = "<w:p><w:del><w:r><w:delText>十</w:delText></w:r></w:del>\
            <w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>5分钟 &amp; 内</w:t></w:r></w:ins></w:p>";
        let said = read(body(&format!("{table}{changed}")), "").expect("whole XML");
        assert_eq!(said, "组长\t沈青岚\n5分钟 & 内\n");
    }

    #[test]
    fn damaged_xml_gives_no_text() {
        assert_eq!(read("<w:p><w:r></w:p>".to_owned(), ""), None);
    }
}
