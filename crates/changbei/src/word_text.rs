//! The text of a Word document: paragraphs by LF, the cells of a row by TAB, automatic numbers printed as
//! Word prints them. A text box follows the paragraph that it hangs on, footnotes follow the text. Deleted
//! text, text moved away, field codes, page headers and comments are left out.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::word_numbers::Numbers;

/// The parts of a Word file that hold its text; empty where there is none.
#[derive(Default)]
pub struct Parts {
    /// `document.xml`
    pub body: String,
    /// `footnotes.xml` and `endnotes.xml`
    pub notes: Vec<String>,
    /// `numbering.xml`
    pub numbering: String,
    /// `styles.xml`
    pub styles: String,
}

/// The text of a document; None when the XML is damaged.
pub fn text(parts: &Parts) -> Option<String> {
    let mut numbers = Numbers::read(&parts.numbering, &parts.styles)?;
    let mut text = part(&parts.body, &mut numbers)?;
    for notes in parts.notes.iter().filter(|it| !it.is_empty()) {
        let notes = part(notes, &mut numbers)?;
        let lines = notes.lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty()) {
            text.push_str(line);
            text.push('\n');
        }
    }
    Some(text)
}

fn part(xml: &str, numbers: &mut Numbers) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut page = Page::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => page.open(&start),
            Event::Empty(empty) => {
                page.open(&empty);
                page.close(empty.local_name().as_ref());
            }
            Event::End(end) => page.close(end.local_name().as_ref()),
            Event::Text(text) => page.say(&text.xml10_content(), numbers),
            Event::CData(text) => page.say(&text.xml10_content(), numbers),
            Event::GeneralRef(reference) => {
                if let Some(c) = named(&reference) {
                    page.say(c.encode_utf8(&mut [0; 4]), numbers);
                }
            }
            Event::Eof => return Some(page.finish()),
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
    /// How many text boxes are open; their words wait in `boxed`.
    boxes: usize,
    boxed: String,
    /// Inside a text run.
    in_text: bool,
    /// How many open elements hide what they hold.
    hidden: usize,
    /// The open rows with the cells of each that were begun.
    rows: Vec<usize>,
    /// How many table cells are open.
    cells: usize,
    /// The paragraph's list and level, until its first words are printed.
    list: Option<(String, usize)>,
    style: Option<String>,
    /// The paragraph has begun and nothing was printed of it.
    fresh: bool,
    /// Inside the properties of a paragraph.
    in_properties: bool,
    /// The end of the paragraph was deleted: the next one goes on in its line.
    joins: bool,
}

/// Elements that hide what they hold.
const HIDING: &[&str] = &["del", "moveFrom", "Fallback", "pPrChange", "rPrChange"];

impl Page {
    fn open(&mut self, element: &BytesStart<'_>) {
        let local = element.local_name();
        let name: &str = local.as_ref();
        if HIDING.contains(&name) {
            self.joins |= self.in_properties && name == "del";
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
            "pPr" => self.in_properties = true,
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
            // A tab stop in the paragraph's properties is no tab.
            "tab" if !self.fresh && !self.in_properties => self.push(" "),
            "br" | "cr" if self.cells == 0 => self.push("\n"),
            "br" | "cr" => self.push(" "),
            "noBreakHyphen" => self.push("-"),
            "txbxContent" => self.boxes += 1,
            "tr" => self.rows.push(0),
            "tc" => {
                if self.rows.last().is_some_and(|&begun| begun > 0) {
                    self.trim_spaces();
                    self.push("\t");
                }
                if let Some(begun) = self.rows.last_mut() {
                    *begun += 1;
                }
                self.cells += 1;
            }
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
            "pPr" => self.in_properties = false,
            "p" => self.end_paragraph(),
            "txbxContent" => {
                self.boxes = self.boxes.saturating_sub(1);
                // The paragraph that the box hangs on goes on.
                self.fresh = false;
            }
            "tc" => {
                self.cells = self.cells.saturating_sub(1);
                self.trim_spaces();
            }
            "tr" => {
                self.rows.pop();
                self.push(if self.cells == 0 { "\n" } else { " " });
                self.give_boxed();
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        if std::mem::take(&mut self.joins) {
            return;
        }
        if self.cells == 0 || self.boxes > 0 {
            self.push("\n");
        } else if !self.fresh {
            self.push(" ");
        }
        if self.cells == 0 {
            self.give_boxed();
        }
    }

    /// Prints what stood in text boxes, once no paragraph and no row is cut by it.
    fn give_boxed(&mut self) {
        if self.boxes == 0 && self.cells == 0 {
            let boxed = std::mem::take(&mut self.boxed);
            let lines = boxed.lines().filter(|line| !line.trim().is_empty());
            for line in lines {
                self.text.push_str(line);
                self.text.push('\n');
            }
        }
    }

    fn finish(mut self) -> String {
        self.boxes = 0;
        self.cells = 0;
        self.give_boxed();
        self.text
    }

    fn trim_spaces(&mut self) {
        let text = if self.boxes > 0 {
            &mut self.boxed
        } else {
            &mut self.text
        };
        text.truncate(text.trim_end_matches(' ').len());
    }

    fn push(&mut self, words: &str) {
        if self.boxes > 0 {
            self.boxed.push_str(words);
        } else {
            self.text.push_str(words);
        }
    }

    fn say(&mut self, words: &str, numbers: &mut Numbers) {
        if !self.in_text || self.hidden > 0 {
            return;
        }
        if self.fresh && !words.is_empty() {
            self.fresh = false;
            if let Some(number) = numbers.next(self.list.as_ref(), self.style.as_deref()) {
                self.push(&number);
            }
        }
        self.push(words);
    }
}
