//! A table as rows of texts: `.xlsx` and `.csv`. Whatever the file holds, it takes bounded time
//! and memory.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use words::{Value, Words};

use crate::decode;

/// The most rows that are read.
pub const MOST_ROWS: usize = 20_000;

/// The most columns that are looked at; what stands further right is left out.
const MOST_COLUMNS: usize = 64;

/// The longest text of a cell, in characters; what is longer is no entry of a list.
const LONGEST_CELL: usize = 500;

/// The most bytes that a workbook may unpack to: a hundred thousand rows of people are a third.
const LARGEST_UNPACKED: u64 = 64 * 1024 * 1024;

/// Why a file gives no rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRows {
    /// Neither `.xlsx` nor `.csv`; the old Excel format is told apart, since saving it anew helps.
    Kind {
        /// It is a `.xls` or `.et`.
        old_excel: bool,
    },
    /// It is larger than what is read, packed or unpacked.
    TooLarge,
    /// It has more than [`MOST_ROWS`] rows.
    TooManyRows,
    /// It is damaged, locked, or no workbook at all.
    Damaged,
    /// Its bytes are no text in an encoding that is read.
    NoText,
}

/// The rows of the first sheet, empty ones among them, so that their places are those of the file.
///
/// # Errors
/// [`NoRows`].
pub fn rows(name: &str, bytes: &[u8]) -> Result<Vec<Vec<String>>, NoRows> {
    if bytes.len() as u64 > decode::LARGEST {
        return Err(NoRows::TooLarge);
    }
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    match ending.as_deref() {
        Some("xlsx" | "xlsm") => workbook(bytes),
        Some("csv" | "txt" | "tsv") => separated(bytes),
        Some("xls" | "et") => Err(NoRows::Kind { old_excel: true }),
        Some(_) | None => Err(NoRows::Kind { old_excel: false }),
    }
}

/// The same as a sentence for whoever sent the file.
pub fn say(w: Words, name: &str, why: NoRows) -> String {
    let key = match why {
        NoRows::Kind { old_excel: true } => "sheet-old-excel",
        NoRows::Kind { old_excel: false } => "sheet-kind",
        NoRows::TooLarge => "sheet-too-large",
        NoRows::TooManyRows => "sheet-too-many-rows",
        NoRows::Damaged => "sheet-damaged",
        NoRows::NoText => "sheet-no-text",
    };
    w.with(
        key,
        &[
            ("file", Value::from(name.to_owned())),
            ("rows", Value::from(MOST_ROWS)),
        ],
    )
}

fn separated(bytes: &[u8]) -> Result<Vec<Vec<String>>, NoRows> {
    let decoded = decode::bytes(std::path::Path::new("list.txt"), bytes);
    let text = decoded.map_err(|_| NoRows::NoText)?.text;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let mark = [',', '\t', ';']
        .into_iter()
        .rev()
        .max_by_key(|mark| count(*mark))
        .unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(mark).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| NoRows::Damaged)?;
        // Empty lines are no records, but they count: the place is where they begin.
        let (line, byte) = record
            .position()
            .map_or((0, 0), |at| (at.line(), at.byte()));
        let rest = text.as_bytes().get(byte as usize..).unwrap_or_default();
        let empty = rest.iter().take_while(|it| matches!(it, b'\r' | b'\n'));
        let line = line as usize + empty.filter(|it| **it == b'\n').count();
        if line > MOST_ROWS || rows.len() >= MOST_ROWS {
            return Err(NoRows::TooManyRows);
        }
        while rows.len() + 1 < line {
            rows.push(Vec::new());
        }
        rows.push(record.iter().take(MOST_COLUMNS).map(cell).collect());
    }
    Ok(rows)
}

fn workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, NoRows> {
    is_small_unpacked(bytes)?;
    let damaged = |_| NoRows::Damaged;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let first = book.sheet_names().into_iter().next();
    let sheet = first.ok_or(NoRows::Damaged)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(damaged)?;
    while let Some(found) = cells.next_cell().map_err(damaged)? {
        let (row, column) = found.get_position();
        let text = text(found.get_value());
        if text.is_empty() || column as usize >= MOST_COLUMNS {
            continue;
        }
        if row as usize >= MOST_ROWS {
            return Err(NoRows::TooManyRows);
        }
        put(&mut rows, row as usize, column as usize, text);
    }
    drop(cells);
    let merged = book.worksheet_merge_cells(&sheet);
    let merged = merged.transpose().map_err(damaged)?.unwrap_or_default();
    for region in merged {
        let (top, left) = (region.start.0 as usize, region.start.1 as usize);
        let value = rows.get(top).and_then(|row| row.get(left)).cloned();
        let Some(value) = value.filter(|it| !it.is_empty()) else {
            continue;
        };
        // One value down a column stands for every row; across a row it is a title.
        if region.start.1 == region.end.1 {
            let last = rows.len().min(region.end.0 as usize + 1);
            for row in top + 1..last {
                put(&mut rows, row, left, value.clone());
            }
        }
    }
    Ok(rows)
}

/// Unpacks everything once and counts, whatever the archive says of its sizes.
fn is_small_unpacked(bytes: &[u8]) -> Result<(), NoRows> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| NoRows::Damaged)?;
    let mut left = LARGEST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| NoRows::Damaged)?;
        let mut limited = part.take(left + 1);
        let read = std::io::copy(&mut limited, &mut std::io::sink());
        let read = read.map_err(|_| NoRows::Damaged)?;
        left = left.checked_sub(read).ok_or(NoRows::TooLarge)?;
    }
    Ok(())
}

fn put(rows: &mut Vec<Vec<String>>, row: usize, column: usize, text: String) {
    if rows.len() <= row {
        rows.resize(row + 1, Vec::new());
    }
    if let Some(row) = rows.get_mut(row) {
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        if let Some(cell) = row.get_mut(column) {
            *cell = text;
        }
    }
}

/// What a cell shows; of a formula, the value that was last computed.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => cell(text),
        DataRef::SharedString(text) => cell(text),
        DataRef::Int(number) => number.to_string(),
        // Staff and phone numbers are often typed as numbers.
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(at) => at.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cell(text),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn cell(text: &str) -> String {
    let text = text.trim();
    text.chars().take(LONGEST_CELL).collect()
}

#[cfg(test)]
mod tests;
