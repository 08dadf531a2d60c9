//! The text of a Word document: paragraphs by LF, the cells of a row by TAB, automatic numbers printed as
//! Word prints them. Deleted text, text moved away, field codes, headers and footnotes are left out.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::word_numbers::Numbers;

/// The text of a document's body; None when the XML is damaged.
pub fn text(body: &str, numbering: &str, styles: &str) -> Option<String> {
    let mut numbers = Numbers::read(numbering, styles)?;
    let mut reader = Reader::from_str(body);
    let mut page = Page::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => page.open(&start, &mut numbers),
            Event::Empty(empty) => {
                page.open(&empty, &mut numbers);
                page.close(empty.local_name().as_ref());
            }
            Event::End(end) => page.close(end.local_name().as_ref()),
            Event::Text(text) => page.say(&text.xml10_content(), &mut numbers),
            Event::CData(text) => page.say(&text.xml10_content(), &mut numbers),
            Event::GeneralRef(reference) => {
                if let Some(c) = named(&reference) {
                    page.say(c.encode_utf8(&mut [0; 4]), &mut numbers);
                }
            }
            Event::Eof => return Some(page.text),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// `&amp;`, `&#20250;`
fn named(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// The value of an attribute, whatever its prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().flatten().find_map(|attribute| {
        (attribute.key.local_name().as_ref() == name).then(|| attribute.value.to_string())
    })
}

/// What has been printed, and where in the document we are.
#[derive(Default)]
struct Page {
    text: String,
    /// Inside a text run.
    in_text: bool,
    /// How many open elements hide what they hold.
    hidden: usize,
    /// How many table cells are open.
    cells: usize,
    /// The paragraph's list and level, until its first words are printed.
    list: Option<(String, usize)>,
    style: Option<String>,
    /// The paragraph has begun and nothing was printed of it.
    fresh: bool,
    /// Cells of the row that were closed.
    row: usize,
}

/// Elements that hide what they hold.
const HIDING: &[&str] = &["del", "moveFrom", "Fallback", "pPrChange", "rPrChange"];

impl Page {
    fn open(&mut self, element: &BytesStart<'_>, numbers: &mut Numbers) {
        let local = element.local_name();
        let name: &str = local.as_ref();
        if HIDING.contains(&name) {
            self.hidden += 1;
        }
        if self.hidden > 0 {
            return;
        }
        match name {
            "p" => {
                self.list = None;
                self.style = None;
                self.fresh = true;
            }
            "pStyle" => self.style = attribute(element, "val"),
            "numId" => {
                let level = self.list.take().map_or(0, |(_, level)| level);
                self.list = attribute(element, "val").map(|id| (id, level));
            }
            "ilvl" => {
                let level = attribute(element, "val").and_then(|level| level.parse().ok());
                self.list = Some((String::new(), level.unwrap_or(0)));
            }
            "t" => self.in_text = true,
            "tab" if !self.fresh => self.say_plain(" ", numbers),
            "br" | "cr" if self.cells == 0 => self.text.push('\n'),
            "br" | "cr" => self.text.push(' '),
            "noBreakHyphen" => self.say_plain("-", numbers),
            "tc" => {
                if self.row > 0 {
                    self.text.push('\t');
                }
                self.cells += 1;
            }
            "tr" => self.row = 0,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if HIDING.contains(&name) {
            self.hidden = self.hidden.saturating_sub(1);
            return;
        }
        if self.hidden > 0 {
            return;
        }
        match name {
            "t" => self.in_text = false,
            "p" if self.cells == 0 => self.text.push('\n'),
            "p" if !self.fresh => self.text.push(' '),
            "tc" => {
                self.cells = self.cells.saturating_sub(1);
                self.row += 1;
                while self.text.ends_with(' ') {
                    self.text.pop();
                }
            }
            "tr" if self.cells == 0 => self.text.push('\n'),
            _ => {}
        }
    }

    fn say(&mut self, words: &str, numbers: &mut Numbers) {
        if self.in_text && self.hidden == 0 {
            self.say_plain(words, numbers);
        }
    }

    fn say_plain(&mut self, words: &str, numbers: &mut Numbers) {
        if self.fresh && !words.is_empty() {
            self.fresh = false;
            if let Some(number) = numbers.next(self.list.as_ref(), self.style.as_deref()) {
                self.text.push_str(&number);
            }
        }
        self.text.push_str(words);
    }
}
