//! Holding a data folder to its hashes and signatures, with nothing but the folder itself.

mod walk;

use std::collections::BTreeMap;
use std::path::Path;

use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, Row};

use self::walk::{Chain, Wanted};
use crate::chain::Head;
use crate::error::JournalError;
use crate::finding::{Finding, Witness};
use crate::folder::{self, Folder};
use crate::heads::{HeadKey, PublicKey, SignedHead, read_head_file};
use crate::sql;
use crate::sqlite::reading_anywhere;

/// The most findings that are listed; a file full of rubbish needs no more to be distrusted.
const FINDINGS: usize = 1_000;

/// What `verify` found.
#[derive(Clone, Debug, Default)]
pub struct VerifyReport {
    /// What is wrong, at most 1,000 of them.
    pub findings: Vec<Finding>,
    /// How many more there were.
    pub findings_left_out: u64,
    pub organisations: Vec<OrganisationReport>,
    /// The key that the heads were held to, to be compared with one kept elsewhere.
    pub public_key: Option<PublicKey>,
}

/// How far one organisation's log is proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationReport {
    pub organisation: String,
    /// The position of its last record in the database.
    pub last: u64,
    /// Up to here, a signed head in the data folder says what the records were; 0 for none.
    pub signed_to: u64,
    /// Up to here, a head kept elsewhere says it; nothing proves what came after. 0 for none.
    pub witnessed_to: u64,
}

impl VerifyReport {
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    fn add(&mut self, finding: Finding) {
        if self.findings.len() < FINDINGS {
            self.findings.push(finding);
        } else {
            self.findings_left_out += 1;
        }
    }
}

/// Verifies the journal of a data folder, beside a running server or without one. `kept` are
/// heads that were kept elsewhere.
///
/// Whatever is wrong with the folder is a finding; there is no other failure.
pub async fn verify(dir: &Path, kept: &[SignedHead]) -> VerifyReport {
    let mut report = VerifyReport::default();
    let folder = Folder::new(dir);
    // Heads before records: a server that goes on writing can only put the database ahead.
    let heads = check_key_and_heads(&folder, &mut report);
    let wanted = wanted(&heads, kept);
    let chains = match check_database(&folder, &wanted, &mut report).await {
        Ok(chains) => chains,
        Err(finding) => {
            report.add(finding);
            return report;
        }
    };
    check_heads(&heads, kept, chains, &mut report);
    report
}

fn wanted(heads: &BTreeMap<String, SignedHead>, kept: &[SignedHead]) -> Wanted {
    let mut wanted = Wanted::new();
    for SignedHead { head, .. } in heads.values().chain(kept) {
        wanted
            .entry(head.organisation.clone())
            .or_default()
            .insert(head.position);
    }
    wanted
}

fn check_key_and_heads(folder: &Folder, report: &mut VerifyReport) -> BTreeMap<String, SignedHead> {
    let public = PublicKey::load(folder);
    let secret = HeadKey::load(folder).ok().flatten();
    match (&public, &secret) {
        (Some(public), Some(secret)) if *public != secret.public() => {
            report.add(Finding::HeadKeysDiffer);
        }
        (Some(_), Some(_)) => {}
        (None, _) | (_, None) => report.add(Finding::HeadKeyMissing),
    }
    report.public_key = public;
    let Some(public) = public else {
        return BTreeMap::new();
    };
    let heads = match folder::read_if_there(&folder.heads()) {
        Ok(Some(text)) => read_head_file(&text, &public),
        Ok(None) => Err(Finding::HeadFileMissing),
        Err(error) => Err(Finding::HeadFileForged {
            detail: error.to_string(),
        }),
    };
    heads.unwrap_or_else(|finding| {
        report.add(finding);
        BTreeMap::new()
    })
}

/// Returns every chain with the hashes that stand at the positions asked for; an `Err` when the
/// database could not be read to its end.
async fn check_database(
    folder: &Folder,
    wanted: &Wanted,
    report: &mut VerifyReport,
) -> Result<BTreeMap<String, Chain>, Finding> {
    if !folder.database().exists() {
        return Err(Finding::DatabaseMissing);
    }
    let connect = reading_anywhere(folder).await.map_err(unreadable)?;
    let mut connection = SqliteConnection::connect_with(&connect)
        .await
        .map_err(broken)?;
    // One transaction, so that what a running server adds meanwhile is not half seen.
    let mut transaction = connection.begin().await.map_err(broken)?;
    let sound = check_file(&mut transaction, report).await;
    check_schema(&mut transaction, report).await?;
    let chains = walk::records(&mut transaction, wanted, report).await;
    sound?;
    chains
}

/// SQLite's own check: the structure of the file, and indices against their tables.
async fn check_file(
    connection: &mut SqliteConnection,
    report: &mut VerifyReport,
) -> Result<(), Finding> {
    let rows = sqlx::query("PRAGMA integrity_check(20)")
        .fetch_all(connection)
        .await
        .map_err(broken)?;
    for row in rows {
        let detail: String = row.try_get(0).map_err(broken)?;
        if detail != "ok" {
            report.add(Finding::DatabaseCorrupt { detail });
        }
    }
    Ok(())
}

/// Our tables are as this build creates them, and carry no trigger or index of anyone else's.
async fn check_schema(
    connection: &mut SqliteConnection,
    report: &mut VerifyReport,
) -> Result<(), Finding> {
    let rows = sqlx::query("SELECT name, tbl_name, sql FROM sqlite_schema")
        .fetch_all(connection)
        .await
        .map_err(broken)?;
    let mut missing: BTreeMap<&str, &str> = sql::TABLES.into_iter().collect();
    for row in rows {
        let name: String = row.try_get(0).map_err(broken)?;
        let table: String = row.try_get(1).map_err(broken)?;
        let text: Option<String> = row.try_get(2).map_err(broken)?;
        let is_ours = sql::TABLES.iter().any(|(ours, _)| *ours == table);
        // An index without a text is one that a UNIQUE or PRIMARY KEY of ours asked for.
        let Some(text) = text.filter(|_| is_ours) else {
            continue;
        };
        if missing.remove(name.as_str()) != Some(text.as_str()) {
            report.add(Finding::SchemaChanged { name });
        }
    }
    for name in missing.into_keys() {
        report.add(Finding::SchemaChanged {
            name: name.to_owned(),
        });
    }
    Ok(())
}

fn check_heads(
    heads: &BTreeMap<String, SignedHead>,
    kept: &[SignedHead],
    chains: BTreeMap<String, Chain>,
    report: &mut VerifyReport,
) {
    let mut reports: BTreeMap<String, OrganisationReport> = chains
        .iter()
        .map(|(organisation, chain)| {
            let entry = OrganisationReport {
                organisation: organisation.clone(),
                last: chain.head.position,
                signed_to: 0,
                witnessed_to: 0,
            };
            (organisation.clone(), entry)
        })
        .collect();
    let inside = heads.values().map(|signed| (signed, Witness::Inside));
    let outside = kept.iter().map(|signed| (signed, Witness::Outside));
    for (signed, witness) in inside.chain(outside) {
        let head = &signed.head;
        // The head file was held to its signature when it was read.
        let is_ours = match witness {
            Witness::Inside => true,
            Witness::Outside => report
                .public_key
                .is_some_and(|key| signed.is_signed_by(&key)),
        };
        if !is_ours {
            report.add(Finding::WitnessForged {
                organisation: head.organisation.clone(),
                position: head.position,
            });
            continue;
        }
        if let Err(finding) = hold_to(head, witness, chains.get(&head.organisation)) {
            report.add(finding);
            continue;
        }
        let entry = reports.get_mut(&head.organisation);
        let Some(entry) = entry else { continue };
        let intact_to = chains
            .get(&head.organisation)
            .map_or(0, |chain| chain.intact_to);
        if head.position > intact_to {
            continue;
        }
        let proven = match witness {
            Witness::Inside => &mut entry.signed_to,
            Witness::Outside => &mut entry.witnessed_to,
        };
        *proven = head.position.max(*proven);
    }
    report.organisations = reports.into_values().collect();
}

fn hold_to(head: &Head, witness: Witness, chain: Option<&Chain>) -> Result<(), Finding> {
    let organisation = head.organisation.clone();
    let ends = chain.map_or(0, |chain| chain.head.position);
    if ends < head.position {
        return Err(Finding::CutAtEnd {
            organisation,
            head: head.position,
            ends,
            witness,
        });
    }
    let found = chain.and_then(|chain| chain.hashes.get(&head.position));
    if head.position > 0 && found != Some(&head.hash) {
        return Err(Finding::HeadDiffers {
            organisation,
            position: head.position,
            witness,
        });
    }
    Ok(())
}

fn broken(error: sqlx::Error) -> Finding {
    Finding::DatabaseUnreadable {
        detail: error.to_string(),
    }
}

fn unreadable(error: JournalError) -> Finding {
    match error {
        JournalError::Damaged(finding) => finding,
        JournalError::NotOurs { .. } => Finding::DatabaseNotOurs,
        JournalError::InUse
        | JournalError::Full
        | JournalError::ReadOnly
        | JournalError::Newer { .. }
        | JournalError::UnexpectedPosition { .. }
        | JournalError::TooLarge { .. }
        | JournalError::NoFolder { .. }
        | JournalError::AlreadyThere { .. }
        | JournalError::BadBackup { .. }
        | JournalError::Other(_) => Finding::DatabaseUnreadable {
            detail: error.to_string(),
        },
    }
}
