//! The stories of one plan, as they are written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use plan::Plan;
use serde::Deserialize;
use serde_json::Value;

/// The stories of one plan, beside the plan.
pub struct Book {
    pub organisation: String,
    pub plan: Plan,
    pub closing: Closing,
    pub procedures: BTreeMap<String, Stories>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    closing: Closing,
    procedures: BTreeMap<String, Stories>,
}

/// How every incident of the plan ends. A duty is written `post limit`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Closing {
    /// What must be known before the end, the last of it unknown until then.
    pub facts: BTreeMap<String, Value>,
    pub sign_off: String,
    pub written_report: String,
    pub review: String,
}

/// The two stories of a procedure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stories {
    pub event: String,
    /// As it should go.
    pub well: Story,
    /// With silence, a wrong branch and a raised grade.
    pub ill: Story,
}

/// The first beat is the report, all others follow from people and time.
#[derive(Deserialize)]
pub struct Story(pub Vec<Beat>);

/// Something that happens, and all that must come of it: what is not named must not happen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beat {
    /// When it is reported, by the organisation's clocks. Only the first beat.
    pub begins: Option<String>,
    /// What the caller says. Only the first beat.
    pub says: Option<String>,
    /// How long after the report; absent, as soon as the beat before.
    pub at: Option<String>,
    #[serde(default)]
    pub facts: BTreeMap<String, Value>,
    /// Why the way taken is the wrong one, where it is.
    pub wrong: Option<String>,
    /// Who was told last says that he cannot.
    #[serde(default)]
    pub cannot: Vec<String>,
    /// Done, in this order, with the evidence that is asked for.
    #[serde(default)]
    pub done: Vec<String>,
    /// Who did it; absent, whoever was told first.
    pub by: Option<String>,
    /// Which duties open: `post limit`, or `post limit recipient` of a report; `limit!` where
    /// lives depend on it.
    #[serde(default)]
    pub opens: BTreeMap<String, String>,
    /// Who was told first says that he has it, of what is open by then.
    #[serde(default)]
    pub got: Vec<String>,
    /// The grade from now on; 0 while none is certain.
    pub grade: Option<u8>,
    /// The post that leads from now on.
    pub leads: Option<String>,
    /// Everybody who has been told of a duty by now, in order.
    #[serde(default)]
    pub told: BTreeMap<String, Vec<String>>,
    /// Whose deadline has passed since the beat before.
    #[serde(default)]
    pub lapsed: Vec<String>,
    /// For which nobody was left to tell since the beat before.
    #[serde(default)]
    pub red: Vec<String>,
}

fn library() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans")
}

/// Every plan of the library that has procedures: organisation, name of the file; in order.
pub fn plans() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for organisation in ["school", "factory", "town"] {
        for file in std::fs::read_dir(library().join(organisation)).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            if path.extension().is_some_and(|it| it == "yaml")
                && !plan(organisation, &name).procedures.is_empty()
            {
                all.push((organisation.to_owned(), name));
            }
        }
    }
    all.sort();
    all
}

fn plan(organisation: &str, name: &str) -> Plan {
    let path = library().join(organisation).join(format!("{name}.yaml"));
    plan_text::yaml::read_yaml(&std::fs::read_to_string(path).unwrap()).unwrap()
}

impl Book {
    pub fn of(organisation: &str, name: &str) -> Self {
        let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/stories");
        let path = stories.join(organisation).join(format!("{name}.yaml"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|_| {
            panic!(
                "{organisation}/{name} has no stories: write {}",
                path.display()
            )
        });
        let written: Written = serde_saphyr::from_str(&text)
            .unwrap_or_else(|error| panic!("{organisation}/{name}: {error}"));
        Self {
            organisation: organisation.to_owned(),
            plan: plan(organisation, name),
            closing: written.closing,
            procedures: written.procedures,
        }
    }
}

/// Reads `8m`, `2h`, `7d`.
pub fn length(text: &str) -> SignedDuration {
    let (number, unit) = text.split_at(text.len() - 1);
    let number: i64 = number
        .parse()
        .unwrap_or_else(|_| panic!("{text} is no length"));
    match unit {
        "m" => SignedDuration::from_mins(number),
        "h" => SignedDuration::from_hours(number),
        "d" => SignedDuration::from_hours(24 * number),
        _ => panic!("{text} is no length"),
    }
}
