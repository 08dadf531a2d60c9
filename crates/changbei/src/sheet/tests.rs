//! Lists as offices save them, and files that mean harm.
#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{MOST_ROWS, NoRows, rows};

/// A workbook with this sheet, and parts that no workbook needs.
fn workbook(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
                .to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" \
                 Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>\
                 <sheet name=\"名册\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" \
                 Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\">{sheet}</worksheet>"),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let texts = parts.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, bytes) in texts.chain(more.iter().copied()) {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("a workbook in memory");
        zip.write_all(bytes).expect("a workbook in memory");
    }
    zip.finish().expect("a workbook in memory").into_inner()
}

fn text(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn a_list_as_an_office_saves_it() {
    let sheet = format!(
        "<sheetData><row r=\"1\">{}{}{}</row><row r=\"3\">{}<c r=\"B3\"><v>13800000001</v></c>{}</row>\
         <row r=\"4\">{}<c r=\"B4\"><f>B3+1</f><v>13800000002</v></c></row></sheetData>\
         <mergeCells count=\"1\"><mergeCell ref=\"C3:C4\"/></mergeCells>",
        text("A1", "姓名"),
        text("B1", "电话"),
        text("C1", "岗位"),
        text("A3", " 季明澈 "),
        text("C3", "医疗组"),
        text("A4", "苏与归"),
    );
    let read = rows("名册.XLSX", &workbook(&sheet, &[])).expect("a list that reads");
    assert_eq!(read[0], ["姓名", "电话", "岗位"]);
    assert!(read[1].is_empty());
    assert_eq!(read[2], ["季明澈", "13800000001", "医疗组"]);
    assert_eq!(read[3], ["苏与归", "13800000002", "医疗组"]);
}

#[test]
fn a_cell_at_the_far_corner_takes_no_memory() {
    let corner = format!(
        "<sheetData><row r=\"1048576\">{}</row></sheetData>",
        text("B1048576", "x")
    );
    let read = rows("a.xlsx", &workbook(&corner, &[]));
    assert_eq!(read, Err(NoRows::TooManyRows));
    let right = format!(
        "<sheetData><row r=\"1\">{}{}</row></sheetData>",
        text("A1", "姓名"),
        text("XFD1", "x")
    );
    let read = rows("a.xlsx", &workbook(&right, &[])).expect("a list that reads");
    assert_eq!(read, [["姓名"]]);
    let merged = format!(
        "<sheetData><row r=\"1\">{}</row></sheetData>\
         <mergeCells><mergeCell ref=\"A1:A1048576\"/></mergeCells>",
        text("A1", "姓名")
    );
    let read = rows("a.xlsx", &workbook(&merged, &[])).expect("a list that reads");
    assert_eq!(read, [["姓名"]]);
}

#[test]
fn a_file_that_unpacks_without_end_is_put_down() {
    let bomb = vec![0; 70 * 1024 * 1024];
    let file = workbook("<sheetData/>", &[("xl/media/a.bin", &bomb)]);
    assert!(file.len() < 1024 * 1024);
    assert_eq!(rows("a.xlsx", &file), Err(NoRows::TooLarge));
}

#[test]
fn a_hundred_thousand_rows_are_refused_in_either_format() {
    let lines: String = (0..100_000).map(|row| format!("季{row},{row}\n")).collect();
    assert_eq!(rows("a.csv", lines.as_bytes()), Err(NoRows::TooManyRows));
    let cells: String = (1..=100_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>"))
        .collect();
    let file = workbook(&format!("<sheetData>{cells}</sheetData>"), &[]);
    assert_eq!(rows("a.xlsx", &file), Err(NoRows::TooManyRows));
    let most: String = (0..MOST_ROWS).map(|row| format!("季{row}\n")).collect();
    assert_eq!(
        rows("a.csv", most.as_bytes())
            .expect("a list that reads")
            .len(),
        MOST_ROWS
    );
}

#[test]
fn lists_in_the_encodings_and_with_the_marks_that_offices_use() {
    let plain = "姓名,电话\n季明澈,\"010-1234\"\n";
    let (gbk, _, _) = encoding_rs::GBK.encode(plain);
    let with_mark = format!("\u{feff}{plain}");
    for bytes in [plain.as_bytes(), with_mark.as_bytes(), &gbk] {
        let read = rows("a.csv", bytes).expect("a list that reads");
        assert_eq!(read, [["姓名", "电话"], ["季明澈", "010-1234"]]);
    }
    let read = rows("a.csv", "姓名;电话\n\n季明澈;1\n".as_bytes()).expect("a list that reads");
    assert_eq!(read[0], ["姓名", "电话"]);
    assert!(read[1].is_empty());
    assert_eq!(read[2], ["季明澈", "1"]);
}

#[test]
fn what_is_no_table_is_said_to_be_none() {
    assert_eq!(rows("a.xlsx", b"PK\x03\x04 no"), Err(NoRows::Damaged));
    assert_eq!(rows("a.xlsx", b""), Err(NoRows::Damaged));
    assert_eq!(rows("a.xls", b"x"), Err(NoRows::Kind { old_excel: true }));
    assert_eq!(rows("a.exe", b"x"), Err(NoRows::Kind { old_excel: false }));
    let whole = workbook(&format!("<sheetData>{}</sheetData>", text("A1", "x")), &[]);
    for cut in (0..whole.len()).step_by(97) {
        assert!(rows("a.xlsx", &whole[..cut]).is_err());
    }
}
