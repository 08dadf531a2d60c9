//! `changbei verify`: the journal held to its hashes and signatures, offline.

use std::path::{Path, PathBuf};

use journal::{Finding, JournalError, Witness};
use words::{Value, Words};

use crate::{FINDINGS, GOOD, UNUSABLE};
use crate::{speak, trouble};

/// Verifies a data folder and says what it found.
/// `heads` are files with heads that were kept elsewhere.
pub async fn run(data: &Path, heads: &[PathBuf], w: Words) -> u8 {
    if !data.is_dir() {
        let error = JournalError::NoFolder {
            path: data.to_owned(),
        };
        speak::complaint(&trouble::journal(w, &error));
        return UNUSABLE;
    }
    let mut kept = Vec::new();
    for file in heads {
        let text = std::fs::read(file).unwrap_or_default();
        match journal::heads_in(&String::from_utf8_lossy(&text)) {
            Ok(found) => kept.extend(found),
            Err(_) => {
                let file = file.display().to_string();
                speak::complaint(&w.with("verify-bad-head", &[("file", file)]));
                return UNUSABLE;
            }
        }
    }
    let report = journal::verify(data, &kept).await;
    for own in &report.organisations {
        speak::line(&w.with(
            "verify-organisation",
            &[
                ("organisation", Value::from(own.organisation.as_str())),
                ("last", Value::from(own.last)),
                ("signed", Value::from(own.signed_to)),
            ],
        ));
    }
    for own in &report.organisations {
        if own.witnessed_to > 0 {
            speak::line(&w.with(
                "verify-witnessed",
                &[
                    ("organisation", Value::from(own.organisation.as_str())),
                    ("witnessed", Value::from(own.witnessed_to)),
                ],
            ));
        }
    }
    for finding in &report.findings {
        speak::line(&sentence(w, finding));
    }
    if report.findings_left_out > 0 {
        speak::line(&w.with("verify-left-out", &[("count", report.findings_left_out)]));
    }
    if report.is_clean() {
        speak::line(&w.say("verify-whole"));
        if kept.is_empty() {
            speak::line(&w.say("verify-proves-nothing-after"));
        }
        GOOD
    } else {
        speak::line(&w.with("verify-not-whole", &[("count", report.findings.len())]));
        FINDINGS
    }
}

/// One finding as a sentence.
pub fn sentence(w: Words, finding: &Finding) -> String {
    let said = |name: &str, values: &[(&str, Value<'_>)]| w.journal_finding(name, values);
    let hex =
        |digest: &[u8; 32]| -> String { digest.iter().map(|byte| format!("{byte:02x}")).collect() };
    let at = |organisation: &String, position: u64| {
        [
            ("organisation", Value::from(organisation.clone())),
            ("position", Value::from(position)),
        ]
    };
    match finding {
        Finding::DatabaseMissing => said("database-missing", &[]),
        Finding::DatabaseUnreadable { detail } => said(
            "database-unreadable",
            &[("detail", Value::from(detail.as_str()))],
        ),
        Finding::DatabaseNotOurs => said("database-not-ours", &[]),
        Finding::DatabaseCorrupt { detail } => said(
            "database-corrupt",
            &[("detail", Value::from(detail.as_str()))],
        ),
        Finding::SchemaChanged { name } => {
            said("schema-changed", &[("name", Value::from(name.as_str()))])
        }
        Finding::IdGap { expected, found } => said(
            "id-gap",
            &[
                ("expected", Value::from(*expected)),
                ("found", Value::from(*found)),
            ],
        ),
        Finding::RowUnreadable { id } => said("row-unreadable", &[("id", Value::from(*id))]),
        Finding::PositionGap {
            organisation,
            expected,
            found,
        } => said(
            "position-gap",
            &[
                ("organisation", Value::from(organisation.as_str())),
                ("expected", Value::from(*expected)),
                ("found", Value::from(*found)),
            ],
        ),
        Finding::RecordAltered {
            organisation,
            position,
        } => said("record-altered", &at(organisation, *position)),
        Finding::BodyNotJson {
            organisation,
            position,
        } => said("body-not-json", &at(organisation, *position)),
        Finding::ReferenceUnreadable {
            organisation,
            position,
        } => said("reference-unreadable", &at(organisation, *position)),
        Finding::HeadFileMissing => said("head-file-missing", &[]),
        Finding::HeadFileForged { detail } => said(
            "head-file-forged",
            &[("detail", Value::from(detail.as_str()))],
        ),
        Finding::HeadKeyMissing => said("head-key-missing", &[]),
        Finding::HeadKeysDiffer => said("head-keys-differ", &[]),
        Finding::CutAtEnd {
            organisation,
            head,
            ends,
            witness,
        } => {
            let name = match witness {
                Witness::Inside => "cut-at-end-inside",
                Witness::Outside => "cut-at-end-outside",
            };
            said(
                name,
                &[
                    ("organisation", Value::from(organisation.as_str())),
                    ("head", Value::from(*head)),
                    ("ends", Value::from(*ends)),
                ],
            )
        }
        Finding::HeadDiffers {
            organisation,
            position,
            witness,
        } => {
            let name = match witness {
                Witness::Inside => "head-differs-inside",
                Witness::Outside => "head-differs-outside",
            };
            said(name, &at(organisation, *position))
        }
        Finding::WitnessForged {
            organisation,
            position,
        } => said("witness-forged", &at(organisation, *position)),
        Finding::SealedMissing {
            organisation,
            position,
            id,
        } => sealed(w, "sealed-missing", organisation, *position, id),
        Finding::SealedAltered {
            organisation,
            position,
            id,
        } => sealed(w, "sealed-altered", organisation, *position, id),
        Finding::NotDestroyed {
            organisation,
            position,
            id,
        } => sealed(w, "not-destroyed", organisation, *position, id),
        Finding::SealedUnnamed { organisation, id } => said(
            "sealed-unnamed",
            &[
                ("organisation", Value::from(organisation.as_str())),
                ("id", Value::from(id.as_str())),
            ],
        ),
        Finding::BlobMissing {
            organisation,
            position,
            digest,
        } => said(
            "blob-missing",
            &[
                ("organisation", Value::from(organisation.as_str())),
                ("position", Value::from(*position)),
                ("digest", Value::from(hex(digest))),
            ],
        ),
        Finding::BlobAltered { digest } => {
            said("blob-altered", &[("digest", Value::from(hex(digest)))])
        }
    }
}

fn sealed(w: Words, name: &str, organisation: &str, position: u64, id: &str) -> String {
    w.journal_finding(
        name,
        &[
            ("organisation", Value::from(organisation)),
            ("position", Value::from(position)),
            ("id", Value::from(id)),
        ],
    )
}
