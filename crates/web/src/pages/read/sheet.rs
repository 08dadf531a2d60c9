//! What travels with the form of a draft: the text as handed in and the draft as YAML. Nothing of
//! it is kept here between two requests.

use plan::{Gap, Plan};
use plan_lint::{Finding, Input};
use plan_text::draft::{Blank, Draft, Missing, draft, open};
use plan_text::yaml::{BadYaml, LONGEST_BYTES, read_yaml, write_yaml};
use sha2::{Digest, Sha256};

use axum::body::Bytes;
use words::Words;

use crate::app::Web;
use crate::form::Posted;
use crate::texts::FileText;

/// The two texts of a form.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// The written plan; empty where the draft came as YAML.
    pub text: String,
    /// The draft, as it was last written or typed.
    pub yaml: Option<String>,
    /// The order of its words is not certain: a person must look at it.
    pub is_doubtful: bool,
}

/// Why what was handed in cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Nothing was handed in.
    Empty,
    /// The file gives no text, and why.
    File(String),
    /// It is over the limit.
    TooLarge,
}

/// A sheet that was read.
pub(super) struct Work {
    pub text: String,
    pub plan: Plan,
    /// What the text says by itself, with proposals for what is missing in it.
    pub drafted: Draft,
    /// The order of its words is not certain: a person must look at it.
    pub is_doubtful: bool,
    /// What stops the plan as it is now.
    open: Vec<Blank>,
    /// What a reviewer would say about the text.
    pub findings: Vec<Finding>,
}

impl Sheet {
    /// Takes a form: the first one with a text or a file, or a later one with both texts.
    pub async fn take(web: &Web, w: Words, posted: &Posted) -> Result<Self, Unreadable> {
        let text = |name: &str| plain(posted.text(name).unwrap_or_default());
        if let Some(yaml) = posted.text("yaml") {
            let (text, yaml) = (text("text"), plain(yaml));
            if text.len().max(yaml.len()) > LONGEST_BYTES {
                return Err(Unreadable::TooLarge);
            }
            return Ok(Self {
                text,
                yaml: Some(yaml),
                is_doubtful: posted.text("doubtful").is_some(),
            });
        }
        let (given, is_doubtful) = match posted.files.first().zip(posted.file_names.first()) {
            Some((bytes, name)) => {
                let file = of_file(web, w, name.clone(), bytes.clone()).await?;
                (plain(&file.text), file.is_doubtful)
            }
            None => (text("paste"), false),
        };
        if given.is_empty() {
            return Err(Unreadable::Empty);
        }
        if given.len() > LONGEST_BYTES {
            return Err(Unreadable::TooLarge);
        }
        let (text, yaml) = if is_plan_file(&given) {
            (String::new(), Some(given))
        } else {
            (given, None)
        };
        Ok(Self {
            text,
            yaml,
            is_doubtful,
        })
    }

    /// Reads it where that holds up nobody else, one sheet after the other.
    pub async fn read(self, web: &Web) -> Result<Work, (Self, BadYaml)> {
        let broken = |sheet: &Self| {
            let bad = BadYaml {
                line: 0,
                column: 0,
                message: String::new(),
            };
            (sheet.clone(), bad)
        };
        let Ok(_turn) = web.reading.acquire().await else {
            return Err(broken(&self));
        };
        let sheet = self.clone();
        match tokio::task::spawn_blocking(move || sheet.work()).await {
            Ok(read) => read.map_err(|bad| (self, bad)),
            Err(error) => {
                tracing::error!(%error, "a text could not be read");
                Err(broken(&self))
            }
        }
    }

    fn work(self) -> Result<Work, BadYaml> {
        let reading = plan_text::read(&self.text);
        let digest = Sha256::digest(self.text.as_bytes());
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let drafted = draft(&self.text, &digest, &reading);
        let plan = match &self.yaml {
            Some(yaml) => read_yaml(yaml)?,
            None => drafted.plan.clone(),
        };
        let findings = plan_lint::check(&Input {
            text: &self.text,
            reading: Some(&reading),
            plan: None,
        });
        Ok(Work {
            text: self.text,
            open: open(&plan),
            is_doubtful: self.is_doubtful,
            plan,
            drafted,
            findings,
        })
    }
}

impl Work {
    /// What stops the plan from being published, what would hurt first on top; joined where one answer
    /// settles many.
    pub fn gaps(&self) -> Vec<Gap> {
        let of_blank = |blank: &Blank| match &blank.missing {
            Missing::Gap(lack) => Some(Gap {
                element: blank.element.clone(),
                lack: lack.clone(),
            }),
            Missing::Holder
            | Missing::HoldersDiffer
            | Missing::NotSetUp
            | Missing::GradeCondition
            | Missing::ReportCondition
            | Missing::OtherDocuments { .. }
            | Missing::Retention => None,
        };
        self.open.iter().filter_map(of_blank).collect()
    }

    /// Looks anew at what stops the plan, after it was changed.
    pub fn look_again(&mut self) {
        self.open = open(&self.plan);
    }

    /// What somebody should look at and nothing waits for.
    pub fn to_look_at(&self) -> Vec<&Blank> {
        let blanks = self.drafted.blanks.iter();
        blanks.filter(|blank| self.is_open(blank)).collect()
    }

    fn is_open(&self, blank: &Blank) -> bool {
        let id = blank.element.split_once(' ').map_or("", |(_, id)| id);
        let post = || self.plan.posts.iter().find(|it| it.id.as_str() == id);
        match blank.missing {
            Missing::Gap(_) => false,
            Missing::Holder | Missing::NotSetUp => post().is_some_and(|it| it.holders.is_empty()),
            Missing::HoldersDiffer => post().is_some(),
            Missing::GradeCondition => {
                let mut grades = self.plan.grades.iter();
                grades.any(|it| it.id.as_str() == id && it.when.is_empty())
            }
            Missing::ReportCondition => {
                let mut reports = self.plan.reports.iter();
                reports.any(|it| it.id.as_str() == id && it.when.is_none())
            }
            Missing::OtherDocuments { .. } | Missing::Retention => true,
        }
    }

    /// The blank of a gap, with the usual answer where there is one.
    pub fn blank(&self, gap: &Gap) -> Option<&Blank> {
        let is_it = |blank: &&Blank| {
            blank.element == gap.element
                && matches!(&blank.missing, Missing::Gap(lack) if *lack == gap.lack)
        };
        self.open.iter().find(is_it)
    }

    /// The draft as it is now.
    pub fn yaml(&self) -> String {
        write_yaml(&self.plan)
    }
}

/// The text of an uploaded file, made where that holds up nobody else, one file after the other.
async fn of_file(web: &Web, w: Words, name: String, bytes: Bytes) -> Result<FileText, Unreadable> {
    let is_text = std::path::Path::new(&name)
        .extension()
        .is_some_and(|it| it == "yaml" || it == "yml");
    let Some(texts) = web.texts.clone().filter(|_| !is_text) else {
        let text = String::from_utf8(bytes.to_vec());
        return text
            .map(|text| FileText {
                text,
                is_doubtful: false,
            })
            .map_err(|_| Unreadable::File(w.with("read-no-text", &[("file", name)])));
    };
    let unread = || Unreadable::File(w.with("read-kind", &[("file", name.clone())]));
    let Ok(_turn) = web.reading.acquire().await else {
        return Err(unread());
    };
    let of = name.clone();
    match tokio::task::spawn_blocking(move || texts.text(w, &of, &bytes)).await {
        Ok(read) => read.map_err(Unreadable::File),
        Err(error) => {
            tracing::error!(%error, "a file could not be read");
            Err(unread())
        }
    }
}

/// Browsers send line ends of their own and change some characters; so that places stay the same
/// from form to form, all of that is taken out once.
fn plain(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let text = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\0', "");
    text.trim().to_owned()
}

/// A plan as data begins a line with `meta:`.
fn is_plan_file(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("meta:"))
}
