//! What is to be reported: flags, and the file `changbei-check.toml` beside the texts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use plan_lint::{Allowance, Finding, Severity};
use serde::Deserialize;
use words::{Value, Words};

use crate::cli::Least;

/// The name that a file of settings has beside the texts.
const NAME: &str = "changbei-check.toml";

/// Larger files hold no settings, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// What the command line says.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Only these rules.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// The least severity shown.
    pub severity: Option<Least>,
    /// A file of settings; none: the one beside each text, if there is one.
    pub config: Option<PathBuf>,
}

/// The settings of one text.
#[derive(Debug, Default)]
pub struct Choice {
    select: BTreeSet<&'static str>,
    ignore: BTreeSet<&'static str>,
    least: Option<Severity>,
    /// What is allowed in the text.
    pub allowances: Vec<Allowance>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    select: Vec<String>,
    ignore: Vec<String>,
    severity: Option<Least>,
    allow: Vec<Allow>,
}

/// `[[allow]]`: findings of a rule in a file, with the reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Allow {
    /// The file, from the folder of the settings.
    file: PathBuf,
    rule: String,
    /// Words that the finding shows.
    quote: Option<String>,
    reason: String,
}

impl Choice {
    /// The settings for a text: flags where they are given, else what the file says; both leave out.
    pub fn of(text: &Path, asked: &Asked, w: Words) -> Result<Self, String> {
        let folder = text.parent().unwrap_or(Path::new(""));
        let file = match &asked.config {
            Some(file) => Some(file.clone()),
            None => Some(folder.join(NAME)).filter(|it| it.is_file()),
        };
        let settings = match &file {
            Some(file) => read(file, w)?,
            None => Settings::default(),
        };
        let beside = file.as_deref().and_then(Path::parent).unwrap_or(folder);
        let select = if asked.select.is_empty() {
            &settings.select
        } else {
            &asked.select
        };
        let is_this = |it: &Allow| same_file(&beside.join(&it.file), text);
        Ok(Self {
            select: codes(select, w)?,
            ignore: codes(settings.ignore.iter().chain(&asked.ignore), w)?,
            least: asked.severity.or(settings.severity).map(Severity::from),
            allowances: settings
                .allow
                .iter()
                .filter(|it| is_this(it))
                .map(|it| Allowance {
                    rules: vec![it.rule.clone()],
                    reason: it.reason.trim().to_owned(),
                    within: None,
                    quote: it.quote.clone(),
                    at: None,
                })
                .collect(),
        })
    }

    /// Whether a finding is reported.
    pub fn takes(&self, finding: &Finding) -> bool {
        let rule = finding.rule;
        (self.select.is_empty() || self.select.contains(rule.code))
            && !self.ignore.contains(rule.code)
            && self.least.is_none_or(|least| rule.severity >= least)
    }
}

impl From<Least> for Severity {
    fn from(least: Least) -> Self {
        match least {
            Least::Critical => Self::Critical,
            Least::Major => Self::Major,
            Least::Minor => Self::Minor,
        }
    }
}

fn read(file: &Path, w: Words) -> Result<Settings, String> {
    let because = |detail: String| {
        let file = file.display().to_string();
        w.with(
            "check-not-read",
            &[("file", Value::from(file)), ("detail", Value::from(detail))],
        )
    };
    let size = std::fs::metadata(file).map_err(|error| because(error.to_string()))?;
    if size.len() > LARGEST {
        let most = [("most", LARGEST / (1024 * 1024))];
        return Err(because(w.with("check-too-large", &most)));
    }
    let text = std::fs::read_to_string(file).map_err(|error| because(error.to_string()))?;
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| {
            text[..span.start.min(text.len())].matches('\n').count() + 1
        });
        let values = [
            ("line", Value::from(line)),
            ("column", Value::from(1)),
            ("detail", Value::from(error.message().to_owned())),
        ];
        because(w.with("check-bad-yaml", &values))
    })
}

/// Codes of rules given by code or name.
fn codes<'a>(
    given: impl IntoIterator<Item = &'a String>,
    w: Words,
) -> Result<BTreeSet<&'static str>, String> {
    given
        .into_iter()
        .map(|it| {
            plan_lint::rule(it)
                .map(|rule| rule.code)
                .ok_or_else(|| w.with("check-no-rule", &[("code", it.as_str())]))
        })
        .collect()
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        (Ok(_) | Err(_), _) => one == other,
    }
}
