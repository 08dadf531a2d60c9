//! The SQL that both databases read alike, and SQLite's schema.

use std::fmt::Write;
use std::sync::LazyLock;

use crate::views::INSERT_TIMELINE;

/// Marks the file as ours ("cblg"), as <https://sqlite.org/pragma.html#pragma_application_id>
/// intends.
pub const APPLICATION_ID: i64 = 0x6362_6c67;

/// The version of the schema below.
pub const FORMAT: i64 = 1;

/// The most rows in one INSERT.
pub const ROWS: usize = 100;

/// How many statements a connection keeps prepared: every INSERT of records, sealed values and
/// timelines, and the rest.
pub const STATEMENTS: usize = 3 * ROWS + 60;

/// The tables, each under its name. SQLite keeps these texts, and `verify` compares them.
/// `STRICT` lets SQLite's own check notice a value that changed its type.
pub const TABLES: [(&str, &str); 3] = [
    (
        "records",
        "CREATE TABLE records (\
         id INTEGER PRIMARY KEY, \
         organisation TEXT NOT NULL, \
         position INTEGER NOT NULL CHECK (position > 0), \
         kind TEXT NOT NULL, \
         version INTEGER NOT NULL, \
         body BLOB NOT NULL, \
         hash BLOB NOT NULL, \
         UNIQUE (organisation, position)) STRICT",
    ),
    (
        "sealed",
        "CREATE TABLE sealed (\
         organisation TEXT NOT NULL CHECK (organisation <> ''), \
         id TEXT NOT NULL CHECK (id <> ''), \
         salt BLOB NOT NULL, \
         value BLOB NOT NULL, \
         erase_on TEXT, \
         PRIMARY KEY (organisation, id)) STRICT",
    ),
    (
        "blobs",
        "CREATE TABLE blobs (\
         digest BLOB NOT NULL PRIMARY KEY, \
         bytes BLOB NOT NULL) STRICT",
    ),
];

pub const HEAD: &str = "SELECT position, hash FROM records WHERE organisation = $1 \
     ORDER BY position DESC LIMIT 1";

pub const HASH_AT: &str = "SELECT hash FROM records WHERE organisation = $1 AND position = $2";

/// Steps from one organisation to the next through the index, however many records each has.
pub const NEXT_ORGANISATION: &str = "SELECT organisation FROM records \
     WHERE organisation > $1 ORDER BY organisation LIMIT 1";

pub const AFTER: &str = "SELECT position, kind, version, body, hash FROM records \
     WHERE organisation = $1 AND position > $2 ORDER BY position LIMIT $3";

pub const SEALED_OF: &str = "SELECT id, salt, value, erase_on FROM sealed \
     WHERE organisation = $1 AND id > $2 ORDER BY id LIMIT $3";

pub const SEALED: &str =
    "SELECT id, salt, value, erase_on FROM sealed WHERE organisation = $1 AND id = $2";

pub const PUT_BLOB: &str = "INSERT INTO blobs (digest, bytes) VALUES ($1, $2) \
     ON CONFLICT (digest) DO NOTHING";

pub const BLOB: &str = "SELECT bytes FROM blobs WHERE digest = $1";

pub const DROP_SEALED: &str = "DELETE FROM sealed WHERE organisation = $1 AND id = $2";

/// SQLite writes zeros over what it deletes, but a page that it put together from others keeps
/// copies of what it moved in the gap between its cells. So the table is written anew into pages
/// that are empty, and the old ones are wiped as they are given back.
pub const REWRITE_SEALED: [&str; 4] = [
    "ALTER TABLE sealed RENAME TO sealed_before",
    TABLES[1].1,
    "INSERT INTO sealed (organisation, id, salt, value, erase_on) \
     SELECT organisation, id, salt, value, erase_on FROM sealed_before ORDER BY rowid",
    "DROP TABLE sealed_before",
];

pub const DROP_BLOB: &str = "DELETE FROM blobs WHERE digest = $1";

/// Every record in the order of its id, whatever organisation it claims.
pub const ROWS_FROM: &str = "SELECT id, organisation, position, kind, version, body, hash \
     FROM records WHERE id >= $1 ORDER BY id LIMIT $2";

pub const SEALED_AFTER: &str = "SELECT organisation, id, salt, value FROM sealed \
     WHERE (organisation, id) > ($1, $2) ORDER BY organisation, id LIMIT $3";

pub const BLOB_DIGESTS: &str = "SELECT digest FROM blobs ORDER BY digest";

/// The INSERT for this many records, 1 to [`ROWS`].
pub fn insert_records(rows: usize) -> &'static str {
    static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
        inserts(
            "INSERT INTO records (organisation, position, kind, version, body, hash)",
            6,
        )
    });
    &TEXTS[rows - 1]
}

/// The INSERT for this many sealed values, 1 to [`ROWS`].
pub fn insert_sealed(rows: usize) -> &'static str {
    static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
        inserts(
            "INSERT INTO sealed (organisation, id, salt, value, erase_on)",
            5,
        )
    });
    &TEXTS[rows - 1]
}

/// The INSERT for this many rows of timelines, 1 to [`ROWS`].
pub fn insert_timeline(rows: usize) -> &'static str {
    static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| inserts(INSERT_TIMELINE, 4));
    &TEXTS[rows - 1]
}

/// One text for each number of rows, so that each is prepared once.
fn inserts(into: &str, columns: usize) -> Vec<String> {
    (1..=ROWS)
        .map(|rows| {
            let mut text = format!("{into} VALUES ");
            for row in 0..rows {
                text.push_str(if row == 0 { "(" } else { ", (" });
                for column in 0..columns {
                    let comma = if column == 0 { "" } else { ", " };
                    let number = row * columns + column + 1;
                    // Writing into a String cannot fail.
                    let _ = write!(text, "{comma}${number}");
                }
                text.push(')');
            }
            text
        })
        .collect()
}
