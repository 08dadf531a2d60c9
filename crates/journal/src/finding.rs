//! What can be wrong with a journal, one variant each; `words` makes the sentences for people.

use std::fmt;

use crate::hex;

/// One thing that is wrong with a data folder. The English of `Display` is for logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    DatabaseMissing,
    /// SQLite could not open or read the file; what lies behind the bad place is unknown.
    DatabaseUnreadable {
        detail: String,
    },
    /// The file is a database, and not one of ours.
    DatabaseNotOurs,
    /// SQLite's own check found the file's structure broken.
    DatabaseCorrupt {
        detail: String,
    },
    /// A table is missing, differs from what this build creates, or has something added to it.
    SchemaChanged {
        name: String,
    },
    /// Ids of rows run from 1 without gap over the whole table; this one does not.
    IdGap {
        expected: i64,
        found: i64,
    },
    /// A row has a value that no record can have.
    RowUnreadable {
        id: i64,
    },
    PositionGap {
        organisation: String,
        expected: u64,
        found: u64,
    },
    /// The row is not the one whose hash was chained.
    RecordAltered {
        organisation: String,
        position: u64,
    },
    BodyNotJson {
        organisation: String,
        position: u64,
    },
    /// Something in the body has the keys of a reference and not the values of one.
    ReferenceUnreadable {
        organisation: String,
        position: u64,
    },
    HeadFileMissing,
    /// The head file cannot be read, or its signature does not hold.
    HeadFileForged {
        detail: String,
    },
    /// The key that signs heads, or its public half, is missing or unreadable.
    HeadKeyMissing,
    /// The secret and the public half of the key do not belong together.
    HeadKeysDiffer,
    /// The database ends before a signed head does.
    CutAtEnd {
        organisation: String,
        head: u64,
        ends: u64,
        witness: Witness,
    },
    /// At the head's position there stands another record than the one that was signed.
    HeadDiffers {
        organisation: String,
        position: u64,
        witness: Witness,
    },
    /// A head kept elsewhere is not signed with this journal's key.
    WitnessForged {
        organisation: String,
        position: u64,
    },
    SealedMissing {
        organisation: String,
        position: u64,
        id: String,
    },
    /// The sealed value is not the one that the record at this position names.
    SealedAltered {
        organisation: String,
        position: u64,
        id: String,
    },
    /// No record names this sealed value.
    SealedUnnamed {
        organisation: String,
        id: String,
    },
    /// The record at this position destroyed a sealed value that is there all the same.
    NotDestroyed {
        organisation: String,
        position: u64,
        id: String,
    },
    BlobMissing {
        organisation: String,
        position: u64,
        digest: [u8; 32],
    },
    BlobAltered {
        digest: [u8; 32],
    },
}

/// Where a signed head was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witness {
    /// In the data folder itself: whoever can alter the records can remove it.
    Inside,
    /// Elsewhere: mail, another machine, paper.
    Outside,
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Inside => "the head file",
            Self::Outside => "a head kept elsewhere",
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DatabaseMissing => write!(f, "the database is missing"),
            Self::DatabaseUnreadable { detail } => {
                write!(f, "the database cannot be read: {detail}")
            }
            Self::DatabaseNotOurs => write!(f, "the database is not a changbei journal"),
            Self::DatabaseCorrupt { detail } => write!(f, "the database file is broken: {detail}"),
            Self::SchemaChanged { name } => write!(f, "the definition of {name} was changed"),
            Self::IdGap { expected, found } => {
                write!(f, "row {expected} was expected, row {found} follows")
            }
            Self::RowUnreadable { id } => write!(f, "row {id} holds values no record can have"),
            Self::PositionGap {
                organisation,
                expected,
                found,
            } => write!(
                f,
                "{organisation}: record {expected} was expected, {found} follows"
            ),
            Self::RecordAltered {
                organisation,
                position,
            } => write!(f, "{organisation}: record {position} was altered"),
            Self::BodyNotJson {
                organisation,
                position,
            } => write!(
                f,
                "{organisation}: the body of record {position} is not JSON"
            ),
            Self::ReferenceUnreadable {
                organisation,
                position,
            } => write!(
                f,
                "{organisation}: record {position} has a reference that cannot be read"
            ),
            Self::HeadFileMissing => write!(f, "the file of signed heads is missing"),
            Self::HeadFileForged { detail } => {
                write!(f, "the file of signed heads does not hold: {detail}")
            }
            Self::HeadKeyMissing => write!(f, "the key of the signed heads is missing"),
            Self::HeadKeysDiffer => {
                write!(f, "the two halves of the key of the signed heads differ")
            }
            Self::CutAtEnd {
                organisation,
                head,
                ends,
                witness,
            } => write!(
                f,
                "{organisation}: cut at the end: {witness} says {head}, the database ends at {ends}"
            ),
            Self::HeadDiffers {
                organisation,
                position,
                witness,
            } => write!(
                f,
                "{organisation}: record {position} is not the one that {witness} signed"
            ),
            Self::WitnessForged {
                organisation,
                position,
            } => write!(
                f,
                "{organisation}: the head kept elsewhere for {position} is not signed by this journal"
            ),
            Self::SealedMissing {
                organisation,
                position,
                id,
            } => write!(
                f,
                "{organisation}: record {position} names sealed value {id}, which is missing"
            ),
            Self::SealedAltered {
                organisation,
                position,
                id,
            } => write!(
                f,
                "{organisation}: sealed value {id} is not the one that record {position} names"
            ),
            Self::SealedUnnamed { organisation, id } => {
                write!(f, "{organisation}: no record names sealed value {id}")
            }
            Self::NotDestroyed {
                organisation,
                position,
                id,
            } => write!(
                f,
                "{organisation}: sealed value {id}, which record {position} destroyed, is still there"
            ),
            Self::BlobMissing {
                organisation,
                position,
                digest,
            } => write!(
                f,
                "{organisation}: record {position} names file {}, which is missing",
                hex::encode(digest)
            ),
            Self::BlobAltered { digest } => {
                write!(f, "file {} was altered", hex::encode(digest))
            }
        }
    }
}
