//! What goes wrong at the edge, said in the user's language with what to do.

use journal::JournalError;
use runner::StartError;
use words::{Value, Words};

use crate::sample::{SAMPLES, SampleError};
use crate::serve::ServeError;

/// Why `serve` does not start or has stopped.
pub fn say(w: Words, error: &ServeError) -> String {
    let other = |error: &dyn std::fmt::Display| {
        w.with("command-line-trouble", &[("detail", error.to_string())])
    };
    match error {
        ServeError::UnknownSample(id) => {
            let known = w.list(SAMPLES.iter().map(|sample| sample.id));
            w.with(
                "command-line-unknown-sample",
                &[("id", id.as_str()), ("known", known.as_str())],
            )
        }
        ServeError::NotSample => w.say("command-line-not-sample"),
        ServeError::NoOrganisation => w.say("command-line-no-organisation"),
        ServeError::Journal(error)
        | ServeError::Start(StartError::Journal(error))
        | ServeError::Sample(SampleError::Seal(error)) => journal(w, error),
        ServeError::Start(error) => other(error),
        ServeError::Sample(error) => other(error),
        ServeError::Calendar(error) => other(error),
        ServeError::NotDone(error) => other(error),
        ServeError::Channels(error) => other(error),
        ServeError::Id(error) => other(error),
        ServeError::Accounts(error) => other(error),
        ServeError::Account(error) => other(error),
        ServeError::Io(doing, error) => w.with(
            "command-line-io",
            &[("doing", doing.clone()), ("detail", error.to_string())],
        ),
    }
}

/// Why the journal could not do what it was asked.
pub fn journal(w: Words, error: &JournalError) -> String {
    let said = |name: &str, values: &[(&str, Value<'_>)]| w.journal_error(name, values);
    match error {
        JournalError::InUse => said("in-use", &[]),
        JournalError::Full => said("full", &[]),
        JournalError::ReadOnly => said("read-only", &[]),
        JournalError::NotOurs { file } => said(
            "not-ours",
            &[("file", Value::from(file.display().to_string()))],
        ),
        JournalError::Newer { found, known } => said(
            "newer",
            &[
                ("found", Value::from(*found)),
                ("known", Value::from(*known)),
            ],
        ),
        JournalError::Damaged(finding) => said(
            "damaged",
            &[("finding", Value::from(crate::verify::sentence(w, finding)))],
        ),
        JournalError::UnexpectedPosition { expected, found } => said(
            "unexpected-position",
            &[
                ("expected", Value::from(*expected)),
                ("found", Value::from(*found)),
            ],
        ),
        JournalError::NoFolder { path } => said(
            "no-folder",
            &[("path", Value::from(path.display().to_string()))],
        ),
        JournalError::AlreadyThere { path } => said(
            "already-there",
            &[("path", Value::from(path.display().to_string()))],
        ),
        JournalError::BadBackup { what } => {
            said("bad-backup", &[("what", Value::from(what.as_str()))])
        }
        JournalError::TooLarge { bytes, limit } => said(
            "too-large",
            &[
                ("bytes", Value::from(*bytes)),
                ("limit", Value::from(*limit)),
            ],
        ),
        JournalError::Other(detail) => said("other", &[("detail", Value::from(detail.as_str()))]),
    }
}
