//! The Word file opens, is set as an official paper, and is the same every time.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use engine::Act;
use paper::{Document, Part, Section, Table, docx};
use quick_xml::Reader;
use quick_xml::events::Event as Xml;
use words::Language::{self, En, Zh};

use crate::school::{School, link, sealed};

/// The parts of a file by name, each with its time in the archive.
fn unzipped(file: Vec<u8>) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("it is a zip");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("it is listed");
        let time = part.last_modified().expect("a time is written");
        assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1));
        let mut text = String::new();
        part.read_to_string(&mut text).expect("every part is text");
        let name = part.name().expect("names are UTF-8").into_owned();
        parts.insert(name, text);
    }
    parts
}

/// Parses a part to its end and gives its text by paragraph.
fn paragraphs(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut found = vec![String::new()];
    loop {
        match reader.read_event().expect("the part is well-formed") {
            Xml::Text(text) => {
                found.last_mut().expect("there is one").push_str(&text);
            }
            Xml::GeneralRef(entity) => {
                let name: &str = &entity;
                let sign = quick_xml::escape::unescape(&format!("&{name};"))
                    .expect("a known entity")
                    .into_owned();
                found.last_mut().expect("there is one").push_str(&sign);
            }
            Xml::End(end) if end.name().as_ref() == "w:p" => found.push(String::new()),
            Xml::Eof => return found,
            Xml::Start(_)
            | Xml::End(_)
            | Xml::Empty(_)
            | Xml::CData(_)
            | Xml::Comment(_)
            | Xml::Decl(_)
            | Xml::PI(_)
            | Xml::DocType(_) => {}
        }
    }
}

fn quick(school: &School, language: Language) -> Vec<u8> {
    docx(&school.quick(language).document(), language)
}

#[test]
fn every_part_of_both_papers_in_both_languages_is_well_formed() {
    let school = School::over();
    for language in Language::ALL {
        for file in [
            quick(&school, language),
            docx(&school.closing(language), language),
        ] {
            let parts = unzipped(file);
            for (name, text) in &parts {
                if name.ends_with(".xml") || name.ends_with(".rels") {
                    paragraphs(text);
                }
            }
            assert!(parts.contains_key("[Content_Types].xml"));
        }
    }
}

#[test]
fn what_was_filled_stands_in_the_file_in_order() {
    let school = School::over();
    let text = paragraphs(&unzipped(docx(&school.closing(Zh), Zh))["word/document.xml"]).join("\n");
    let mut from = 0;
    for part in [
        "松坪中学关于燃气泄漏的总结报告",
        "一、基本情况",
        "地点：第二食堂",
        "四、处置任务",
        "林叙",
        "五、报告报送",
        "区教育局",
        "九、响应结束",
        "总指挥 陆衡",
        "十、未了事项",
        "组织复盘",
    ] {
        let found = text[from..].find(part);
        from += found.unwrap_or_else(|| panic!("{part} not after {from}"));
    }
}

#[test]
fn a_blank_is_printed_as_one() {
    let text = paragraphs(&unzipped(quick(&School::hurt(), Zh))["word/document.xml"]);
    let cause = text.iter().find(|it| it.starts_with("目前查明的原因"));
    assert_eq!(
        cause.map(String::as_str),
        Some("目前查明的原因：　记录中没有，待填　")
    );
}

#[test]
fn two_runs_give_the_same_bytes() {
    let school = School::over();
    let first = docx(&school.closing(Zh), Zh);
    let other = quick(&school, En);
    assert_eq!(docx(&school.closing(Zh), Zh), first);
    assert_ne!(other, first);
    // Whatever numbers a thread counts up must not be in it.
    let document = school.closing(Zh);
    let elsewhere = std::thread::spawn(move || docx(&document, Zh));
    assert_eq!(elsewhere.join().expect("it ends"), first);
}

#[test]
fn the_page_is_set_as_an_official_paper() {
    let parts = unzipped(docx(&School::over().closing(Zh), Zh));
    let document = &parts["word/document.xml"];
    for set in [
        r#"w:w="11906" w:h="16838""#,
        r#"w:top="2098""#,
        r#"w:bottom="1984""#,
        r#"w:left="1587""#,
        r#"w:right="1474""#,
    ] {
        assert!(document.contains(set), "{set}");
    }
    let styles = &parts["word/styles.xml"];
    for (id, font, size, line) in [
        ("PaperTitle", "方正小标宋简体", 44, 680),
        ("PaperBody", "仿宋_GB2312", 32, 560),
        ("Heading1", "黑体", 32, 560),
    ] {
        let start = styles
            .find(&format!(r#"w:styleId="{id}""#))
            .unwrap_or_else(|| panic!("no style {id}"));
        let end = start + styles[start..].find("</w:style>").expect("it ends");
        let style = &styles[start..end];
        for wanted in [
            format!(r#"w:eastAsia="{font}""#),
            format!(r#"<w:sz w:val="{size}""#),
            format!(r#"w:line="{line}""#),
            r#"w:lineRule="exact""#.to_owned(),
        ] {
            assert!(style.contains(&wanted), "{wanted} in {style}");
        }
    }
    assert!(parts["word/fontTable.xml"].contains("方正小标宋简体"));
    for foot in ["word/footer1.xml", "word/footer2.xml"] {
        assert!(parts[foot].contains("PAGE"), "{foot}");
    }
}

#[test]
fn every_list_repeats_its_heads_on_the_next_page() {
    let report = School::over().closing(Zh);
    let tables = report.sections.iter().flat_map(|section| &section.parts);
    let tables = tables.filter(|part| matches!(part, Part::Table(_))).count();
    let document = &unzipped(docx(&report, Zh))["word/document.xml"];
    assert!(tables > 5);
    assert_eq!(document.matches("<w:tblHeader />").count(), tables);
}

#[test]
fn a_drill_says_so_on_every_page() {
    let mut school = School::hurt();
    school.drill = true;
    let parts = unzipped(quick(&school, Zh));
    for head in ["word/header1.xml", "word/header2.xml"] {
        assert!(parts[head].contains("【演练】"), "{head}");
    }
}

#[test]
fn marks_and_control_characters_in_what_people_wrote_do_not_break_the_file() {
    let mut school = School::hurt();
    let incident = school.incident();
    let happened = school.now;
    school.done(
        link("tang"),
        Act::Note {
            incident,
            happened,
            text: sealed("wild"),
        },
    );
    let text = paragraphs(&unzipped(quick(&school, Zh))["word/document.xml"]).join("\n");
    assert!(text.contains("<b>&“双引号”"), "{text}");
    assert!(text.contains("第二行") && !text.contains('\u{1}'));
}

#[test]
fn a_document_without_anything_still_opens() {
    let bare = Document::default();
    let empty_table = Document {
        sections: vec![Section {
            head: String::new(),
            parts: vec![Part::Table(Table {
                columns: Vec::new(),
                rows: vec![Vec::new()],
            })],
        }],
        ..Document::default()
    };
    for document in [bare, empty_table] {
        paragraphs(&unzipped(docx(&document, En))["word/document.xml"]);
    }
}
