//! Files of every kind that people bring, and of some that nobody should.

use super::*;

const SAID: &str = "一、发现火情立即拨打119，10分钟内报告。\r\n二、疏散学生到操场集合，清点人数。";

fn written(name: &str, bytes: &[u8]) -> Result<Decoded, Unreadable> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    file(&path)
}

#[test]
fn every_chinese_encoding_gives_the_same_text() {
    let (gbk, ..) = GBK.encode(SAID);
    let (wide, ..) = GB18030.encode(SAID);
    for bytes in [SAID.as_bytes(), &gbk, &wide] {
        assert_eq!(written("plan.txt", bytes).expect("text").text, SAID);
    }
}

#[test]
fn a_byte_order_mark_stays_and_counts() {
    let marked = format!("\u{feff}{SAID}");
    assert_eq!(
        written("plan.md", marked.as_bytes()).expect("text").text,
        marked
    );
    let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(written("plan.txt", &wide).expect("text").text, marked);
}

#[test]
fn what_is_no_text_is_refused() {
    let noise: Vec<u8> = (0..4_000_u32).map(|at| (at * 7_919 % 251) as u8).collect();
    assert!(matches!(
        written("plan.txt", &noise),
        Err(Unreadable::NoText)
    ));
    assert!(matches!(
        written("plan.docx", &noise),
        Err(Unreadable::NotWord)
    ));
    let old = written("plan.doc", b"x");
    assert!(matches!(old, Err(Unreadable::Kind { old_word: true })));
    let other = written("plan.xlsx", b"x");
    assert!(matches!(other, Err(Unreadable::Kind { old_word: false })));
}

#[test]
fn a_file_above_the_limit_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.txt");
    let file = std::fs::File::create(&path).expect("made");
    file.set_len(200 * 1024 * 1024).expect("sparse");
    assert!(matches!(super::file(&path), Err(Unreadable::TooLarge)));
}

/// A Word file of these parts.
fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).expect("a part");
        archive.write_all(xml.as_bytes()).expect("written");
    }
    archive.finish().expect("finished").into_inner()
}

/// A document with this body.
fn body(xml: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:mc=\"m\" xmlns:wps=\"s\"><w:body>{xml}</w:body></w:document>"
    )
}

fn read_word(parts: &[(&str, &str)]) -> String {
    written("plan.docx", &docx(parts)).expect("text").text
}

#[test]
fn a_table_gives_rows_by_line_and_cells_by_tab() {
    let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
    let merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>";
    let inner = format!(
        "<w:tc><w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/></w:tc>",
        cell("甲"),
        cell("乙")
    );
    let xml = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{merged}{}</w:tr><w:tr>{}{inner}</w:tr></w:tbl>\
         <w:p><w:r><w:t>表后</w:t></w:r></w:p>",
        cell("职务"),
        cell("姓名"),
        cell("邵清和"),
        cell("组员"),
    );
    assert_eq!(
        read_word(&[("word/document.xml", &body(&xml))]),
        "职务\t姓名\n\t邵清和\n组员\t甲\t乙\n表后\n"
    );
}

#[test]
fn automatic_numbers_are_printed_as_word_prints_them() {
    let numbering = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
        </w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
    let item = |level: usize, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>\
             <w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let xml = [
        item(0, "机构"),
        item(1, "组长"),
        item(1, "成员"),
        item(0, "处置"),
        item(1, "报警"),
    ]
    .concat();
    let parts = [
        ("word/document.xml", body(&xml)),
        ("word/numbering.xml", numbering.to_owned()),
    ];
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, xml)| (*name, xml.as_str()))
        .collect();
    assert_eq!(
        read_word(&parts),
        "一、机构\n（1）组长\n（2）成员\n二、处置\n（1）报警\n"
    );
}

#[test]
fn a_text_box_follows_its_paragraph_and_its_double_is_left_out() {
    let boxed = "<w:txbxContent><w:p><w:r><w:t>值班电话</w:t></w:r></w:p></w:txbxContent>";
    let xml = format!(
        "<w:p><w:r><w:t>发现火情</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice>\
         <mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>立即报警。</w:t></w:r></w:p>"
    );
    assert_eq!(
        read_word(&[("word/document.xml", &body(&xml))]),
        "发现火情立即报警。\n值班电话\n"
    );
}

#[test]
fn the_accepted_text_of_tracked_changes_is_read() {
    let xml = "<w:p><w:r><w:t>在</w:t></w:r><w:del><w:r><w:delText>30</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>10</w:t></w:r></w:ins><w:r><w:t>分钟内</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>报告校长</w:t></w:r></w:p>\
        <w:p><w:r><w:t>和教育局。</w:t></w:r></w:p>\
        <w:moveFrom><w:p><w:r><w:t>旧处</w:t></w:r></w:p></w:moveFrom>";
    assert_eq!(
        read_word(&[("word/document.xml", &body(xml))]),
        "在10分钟内\n报告校长和教育局。\n"
    );
}

#[test]
fn footnotes_follow_the_text_and_headers_do_not() {
    let xml = body(
        "<w:p><w:r><w:t>组长：校长</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
    );
    let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
        <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> 校长不在时由书记代行。</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let header = body("<w:p><w:r><w:t>内部资料</w:t></w:r></w:p>");
    assert_eq!(
        read_word(&[
            ("word/document.xml", &xml),
            ("word/footnotes.xml", notes),
            ("word/header1.xml", &header),
        ]),
        "组长：校长\n校长不在时由书记代行。\n"
    );
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let bomb = body(&" ".repeat(usize::try_from(LARGEST_UNPACKED).expect("fits") + 1));
    let packed = docx(&[("word/document.xml", &bomb)]);
    assert!(packed.len() < 1024 * 1024);
    assert!(matches!(
        written("plan.docx", &packed),
        Err(Unreadable::TooLarge)
    ));
}

#[test]
fn deep_nesting_costs_no_more_than_its_length() {
    let depth = 100_000;
    let xml = format!(
        "{}<w:p><w:r><w:t>深</w:t></w:r></w:p>{}",
        "<w:tbl><w:tr><w:tc>".repeat(depth),
        "</w:tc></w:tr></w:tbl>".repeat(depth)
    );
    let text = read_word(&[("word/document.xml", &body(&xml))]);
    assert_eq!(text.trim(), "深");
}

#[test]
fn a_file_with_a_password_is_said() {
    let locked = [
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..],
        &[0; 600],
    ]
    .concat();
    assert!(matches!(
        written("plan.docx", &locked),
        Err(Unreadable::Locked)
    ));
    assert!(matches!(written("plan.pdf", b"x"), Err(Unreadable::NotPdf)));
}

#[test]
fn a_page_is_read_in_the_encoding_that_it_declares() {
    let page = format!("<html><head><meta charset=\"gb2312\"></head><p>{SAID}</p></html>");
    let (gbk, ..) = GBK.encode(&page);
    let read = written("plan.html", &gbk).expect("text");
    assert!(read.text.contains("发现火情立即拨打119，10分钟内报告。"));
    assert!(!read.is_doubtful);
}
