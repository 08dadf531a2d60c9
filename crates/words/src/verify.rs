//! What is wrong with a journal. The journal is no neighbour of this crate, so its findings come
//! as a name and plain values.

use crate::{Value, Words};

impl Words {
    /// One finding about a journal. `name` is the finding's name in kebab-case
    /// (`record-altered`), `values` are its fields in kebab-case as text or numbers; see
    /// [`JOURNAL_FINDINGS`].
    pub fn journal_finding(self, name: &str, values: &[(&str, Value<'_>)]) -> String {
        self.with(&format!("verify-{name}"), values)
    }

    /// Why the journal could not do what it was asked, by the same rule; see
    /// [`JOURNAL_ERRORS`].
    pub fn journal_error(self, name: &str, values: &[(&str, Value<'_>)]) -> String {
        self.with(&format!("journal-{name}"), values)
    }
}

/// The findings that the catalogue knows, with the values that each needs.
pub const JOURNAL_FINDINGS: [(&str, &[&str]); 26] = [
    ("database-missing", &[]),
    ("database-unreadable", &["detail"]),
    ("database-not-ours", &[]),
    ("database-corrupt", &["detail"]),
    ("schema-changed", &["name"]),
    ("id-gap", &["expected", "found"]),
    ("row-unreadable", &["id"]),
    ("position-gap", &["organisation", "expected", "found"]),
    ("record-altered", &["organisation", "position"]),
    ("body-not-json", &["organisation", "position"]),
    ("reference-unreadable", &["organisation", "position"]),
    ("head-file-missing", &[]),
    ("head-file-forged", &["detail"]),
    ("head-key-missing", &[]),
    ("head-keys-differ", &[]),
    ("cut-at-end-inside", &["organisation", "head", "ends"]),
    ("cut-at-end-outside", &["organisation", "head", "ends"]),
    ("head-differs-inside", &["organisation", "position"]),
    ("head-differs-outside", &["organisation", "position"]),
    ("witness-forged", &["organisation", "position"]),
    ("sealed-missing", &["organisation", "position", "id"]),
    ("sealed-altered", &["organisation", "position", "id"]),
    ("sealed-unnamed", &["organisation", "id"]),
    ("not-destroyed", &["organisation", "position", "id"]),
    ("blob-missing", &["organisation", "position", "digest"]),
    ("blob-altered", &["digest"]),
];

/// The errors that the catalogue knows, with the values that each needs.
pub const JOURNAL_ERRORS: [(&str, &[&str]); 12] = [
    ("in-use", &[]),
    ("full", &[]),
    ("read-only", &[]),
    ("not-ours", &["file"]),
    ("newer", &["found", "known"]),
    ("damaged", &["finding"]),
    ("unexpected-position", &["expected", "found"]),
    ("no-folder", &["path"]),
    ("already-there", &["path"]),
    ("bad-backup", &["what"]),
    ("too-large", &["bytes", "limit"]),
    ("other", &["detail"]),
];
