//! What travels with the form of a draft: the text as handed in and the draft as YAML. Nothing of
//! it is kept here between two requests.

use plan::{Gap, Plan};
use plan_lint::{Finding, Input};
use plan_text::draft::{Blank, Draft, Missing, draft, open};
use plan_text::yaml::{BadYaml, LONGEST_BYTES, read_yaml, write_yaml};
use sha2::{Digest, Sha256};

use crate::app::Web;
use crate::form::Posted;

/// The two texts of a form.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// The written plan; empty where the draft came as YAML.
    pub text: String,
    /// The draft, as it was last written or typed.
    pub yaml: Option<String>,
}

/// Why what was handed in cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Nothing was handed in.
    Empty,
    /// It is no text in UTF-8.
    NotUtf8,
    /// It is a Word file.
    Word,
    /// It is over the limit.
    TooLarge,
}

/// A sheet that was read.
pub(super) struct Work {
    pub text: String,
    pub plan: Plan,
    /// What the text says by itself, with proposals for what is missing in it.
    pub drafted: Draft,
    /// What stops the plan as it is now.
    open: Vec<Blank>,
    /// What a reviewer would say about the text.
    pub findings: Vec<Finding>,
}

impl Sheet {
    /// Takes a form: the first one with a text or a file, or a later one with both texts.
    pub fn take(posted: &Posted) -> Result<Self, Unreadable> {
        let text = |name: &str| plain(posted.text(name).unwrap_or_default());
        if let Some(yaml) = posted.text("yaml") {
            let (text, yaml) = (text("text"), plain(yaml));
            let too_large = text.len().max(yaml.len()) > LONGEST_BYTES;
            let yaml = Some(yaml);
            return if too_large {
                Err(Unreadable::TooLarge)
            } else {
                Ok(Self { text, yaml })
            };
        }
        let given = match posted.files.first() {
            Some(file) if file.starts_with(b"PK\x03\x04") => return Err(Unreadable::Word),
            Some(file) => plain(std::str::from_utf8(file).map_err(|_| Unreadable::NotUtf8)?),
            None => text("paste"),
        };
        if given.is_empty() {
            Err(Unreadable::Empty)
        } else if given.len() > LONGEST_BYTES {
            Err(Unreadable::TooLarge)
        } else if is_plan_file(&given) {
            Ok(Self {
                text: String::new(),
                yaml: Some(given),
            })
        } else {
            Ok(Self {
                text: given,
                yaml: None,
            })
        }
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
