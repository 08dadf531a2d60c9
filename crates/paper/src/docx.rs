//! A document as a Word file, set as official papers in China are set (GB/T 9704): A4 with
//! margins of 37, 35, 28 and 26 mm, 22 lines of 28 points, title in 小标宋 of 22 points, body in
//! 仿宋 of 16, heads in 黑体, page number outside at the foot.
//!
//! The bytes are a function of the document and the language: no clock, no random id.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, Footer, Header, LineSpacing, LineSpacingType, PageMargin,
    PageNum, Paragraph, Run, RunFonts, SpecialIndentType, Style, StyleType, Table as WordTable,
    TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType,
};
use words::{Language, Words};

use crate::document::{Document, Part, Section, Table};

/// A4, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
/// What is left of the width of A4 between margins of 28 and 26 mm.
const TEXT_WIDTH: usize = 8_845;
/// Fixed, since a file must not differ by the hour it was made in; the time up to which the
/// record was read stands in the text.
const MADE: &str = "1980-01-01T00:00:00Z";

const TITLE: &str = "PaperTitle";
const BODY: &str = "PaperBody";
const PLAIN: &str = "PaperPlain";
const HEAD: &str = "Heading1";
const CELL: &str = "PaperCell";
const CELL_HEAD: &str = "PaperCellHead";
const SIGN: &str = "PaperSign";
const NOTE: &str = "PaperNote";
const MARK: &str = "PaperMark";
const FOOT_ODD: &str = "PaperFootOdd";
const FOOT_EVEN: &str = "PaperFootEven";

/// Word's name of each typeface, and what to take where it is not installed.
const FONTS: [(&str, &str, &str); 5] = [
    ("方正小标宋简体", "宋体", "86"),
    ("仿宋_GB2312", "仿宋", "86"),
    ("黑体", "SimHei", "86"),
    ("宋体", "SimSun", "86"),
    ("Times New Roman", "Liberation Serif", "00"),
];

/// The bytes of a Word file (.docx).
pub fn docx(document: &Document, language: Language) -> Vec<u8> {
    let w = Words::new(language);
    let mut word = styled(Docx::new())
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margins())
        .footer(foot(FOOT_ODD))
        .even_footer(foot(FOOT_EVEN));
    if let Some(mark) = &document.mark {
        let header = || Header::new().add_paragraph(paragraph(MARK, mark));
        word = word.header(header()).even_header(header());
    }
    word = word.add_paragraph(paragraph(TITLE, &document.title));
    if let Some(to) = &document.to {
        let to = w.with("paper-addressee", &[("to", to.as_str())]);
        word = word.add_paragraph(paragraph(PLAIN, &to));
    }
    word = word.add_paragraph(paragraph(BODY, &document.opening));
    for (index, section) in document.sections.iter().enumerate() {
        word = add_section(word, w, index + 1, section);
    }
    for line in &document.sign {
        word = word.add_paragraph(paragraph(SIGN, line).keep_lines(true));
    }
    for note in &document.notes {
        word = word.add_paragraph(paragraph(NOTE, note));
    }
    packed(word, &document.title)
}

fn add_section(mut word: Docx, w: Words, number: usize, section: &Section) -> Docx {
    let numbered = w.with(
        "paper-head",
        &[
            ("number", words::Value::from(number)),
            ("head", words::Value::from(section.head.as_str())),
        ],
    );
    word = word.add_paragraph(paragraph(HEAD, &numbered).keep_next(true));
    for part in &section.parts {
        word = match part {
            Part::Text(text) => word.add_paragraph(paragraph(BODY, text)),
            Part::Item { label, text } => word.add_paragraph(item(w, label, text.as_deref())),
            Part::Table(table) => word.add_table(laid_out(table)),
        };
    }
    word
}

/// A label and its text; a blank has a broken line under it, as a form has.
fn item(w: Words, label: &str, text: Option<&str>) -> Paragraph {
    let Some(text) = text else {
        let said = w.with("paper-item", &[("label", label), ("text", "")]);
        let blank = Run::new()
            .add_text(clean(&w.say("paper-blank")))
            .underline("dash");
        return paragraph(BODY, &said).add_run(blank);
    };
    let said = w.with("paper-item", &[("label", label), ("text", text)]);
    paragraph(BODY, &said)
}

fn laid_out(table: &Table) -> WordTable {
    let whole: usize = table.columns.iter().map(|(_, share)| share).sum();
    let widths: Vec<usize> = table
        .columns
        .iter()
        .map(|(_, share)| TEXT_WIDTH * share / whole.max(1))
        .collect();
    let row = |style: &str, cells: &mut dyn Iterator<Item = &str>| {
        let cells = cells.zip(&widths).map(|(text, width)| {
            let cell = TableCell::new().width(*width, WidthType::Dxa);
            text.split('\n').fold(cell, |cell, line| {
                cell.add_paragraph(paragraph(style, line))
            })
        });
        TableRow::new(cells.collect()).cant_split()
    };
    let head = row(
        CELL_HEAD,
        &mut table.columns.iter().map(|(it, _)| it.as_str()),
    );
    let rows = table
        .rows
        .iter()
        .map(|cells| row(CELL, &mut cells.iter().map(String::as_str)));
    WordTable::new(std::iter::once(head).chain(rows).collect())
        .set_grid(widths.clone())
        .width(TEXT_WIDTH, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(28, 85, 28, 85))
}

/// A paragraph of a style; what people wrote over several lines stays on several lines.
fn paragraph(style: &str, text: &str) -> Paragraph {
    let mut run = Run::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(clean(line));
    }
    Paragraph::new().style(style).add_run(run)
}

/// Without the characters that XML 1.0 does not allow, which a report may have from an alarm.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|it| *it == '\t' || (!it.is_control() && !matches!(it, '\u{fffe}' | '\u{ffff}')))
        .collect()
}

fn foot(style: &str) -> Footer {
    let dash = |text: &str| Run::new().add_text(text);
    Footer::new().add_paragraph(
        Paragraph::new()
            .style(style)
            .add_run(dash("— "))
            .add_page_num(PageNum::new())
            .add_run(dash(" —")),
    )
}

fn margins() -> PageMargin {
    PageMargin {
        top: millimetres(37),
        bottom: millimetres(35),
        left: millimetres(28),
        right: millimetres(26),
        header: millimetres(20),
        // The number stands 7 mm under the text.
        footer: millimetres(24),
        gutter: 0,
    }
}

/// Twentieths of a point: 1 mm is 1440/25.4 of them.
fn millimetres(length: i32) -> i32 {
    (length * 14_400 + 127) / 254
}

fn styled(word: Docx) -> Docx {
    let fang = "仿宋_GB2312";
    let two_characters = |style: Style, points: i32| {
        let first = SpecialIndentType::FirstLine(points * 40);
        style.indent(Some(0), Some(first), None, None)
    };
    word.default_fonts(fonts(fang))
        .default_size(32)
        .add_style(style(PLAIN, fang, 16, 28).align(AlignmentType::Both))
        .add_style(two_characters(style(BODY, fang, 16, 28), 16).align(AlignmentType::Both))
        .add_style(style(TITLE, "方正小标宋简体", 22, 34).align(AlignmentType::Center))
        .add_style(two_characters(style(HEAD, "黑体", 16, 28).name("heading 1"), 16).outline_lvl(0))
        .add_style(style(CELL, fang, 11, 16))
        .add_style(style(CELL_HEAD, "黑体", 11, 16).align(AlignmentType::Center))
        .add_style(style(SIGN, fang, 16, 28).align(AlignmentType::Right))
        .add_style(style(NOTE, fang, 11, 18).align(AlignmentType::Both))
        .add_style(style(MARK, "黑体", 14, 20).align(AlignmentType::Center))
        .add_style(style(FOOT_ODD, "宋体", 14, 20).align(AlignmentType::Right))
        .add_style(style(FOOT_EVEN, "宋体", 14, 20).align(AlignmentType::Left))
}

/// A style of paragraphs: typeface, size and exact height of line, both in points.
fn style(id: &str, font: &str, points: usize, line: i32) -> Style {
    let spacing = LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(line * 20)
        .before(0)
        .after(0);
    Style::new(id, StyleType::Paragraph)
        .name(id)
        .fonts(fonts(font))
        .size(points * 2)
        .line_spacing(spacing)
}

/// Chinese in that typeface, letters and digits in Times.
fn fonts(chinese: &str) -> RunFonts {
    RunFonts::new()
        .ascii("Times New Roman")
        .hi_ansi("Times New Roman")
        .east_asia(chinese)
}

fn packed(word: Docx, title: &str) -> Vec<u8> {
    let mut parts = word.build();
    parts.document = with_repeated_heads(parts.document);
    parts.font_table = font_table().into_bytes();
    parts.doc_props.core = properties(title).into_bytes();
    let mut file = Cursor::new(Vec::new());
    parts
        .pack(&mut file)
        .expect("a Vec takes every byte, and the rows of a document are bounded");
    file.into_inner()
}

/// A list that goes on over the page repeats its heads there. The crate cannot say so; what
/// people wrote is escaped and holds no such mark.
fn with_repeated_heads(document: Vec<u8>) -> Vec<u8> {
    const FIRST_ROW: &str = "</w:tblGrid><w:tr><w:trPr><w:cantSplit />";
    let xml = String::from_utf8_lossy(&document);
    xml.replace(FIRST_ROW, &format!("{FIRST_ROW}<w:tblHeader />"))
        .into_bytes()
}

/// The crate's own table of typefaces knows no Chinese ones, and no replacements.
fn font_table() -> String {
    let fonts: String = FONTS
        .iter()
        .map(|(name, instead, charset)| {
            format!(
                r#"<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="{charset}"/></w:font>"#
            )
        })
        .collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{fonts}</w:fonts>"#
    )
}

/// What a file manager shows of the file; the crate's own says that somebody unknown made it.
fn properties(title: &str) -> String {
    let title = clean(title)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>changbei</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{MADE}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{MADE}</dcterms:modified></cp:coreProperties>"#
    )
}
