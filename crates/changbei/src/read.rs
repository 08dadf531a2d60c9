//! `changbei read`: a written plan becomes its facts, its text, or a draft with what it lacks.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use plan::{Gap, Lack, Plan};
use plan_text::draft::{Blank, Draft, Missing, Proposal, draft, draft_part};
use plan_text::{Node, NodeKind, Reading, What};
use words::{Value, Words};

use crate::decode::{self, LARGEST, Unreadable};
use crate::{GOOD, UNUSABLE, speak};

/// What was asked for.
pub struct Asked {
    /// The written plan.
    pub file: PathBuf,
    /// Print the facts, one JSON object a line.
    pub facts: bool,
    /// Print the text as it was read.
    pub text: bool,
    /// Write the draft there.
    pub out: Option<PathBuf>,
    /// Compare with the plan that people made of an older version.
    pub against: Option<PathBuf>,
    /// Draft this one of the merged documents, from 1.
    pub part: Option<usize>,
}

/// Reads, prints what was asked for, writes the draft where that was asked for.
pub fn run(asked: &Asked, w: Words) -> u8 {
    let decoded = match decode::file(&asked.file) {
        Ok(decoded) => decoded,
        Err(why) => return complain(&unreadable(w, &asked.file, &why)),
    };
    if decoded.is_doubtful {
        speak::complaint(&w.say("read-doubtful"));
    }
    if asked.text && asked.out.is_none() {
        print(&decoded.text);
        return GOOD;
    }
    let reading = plan_text::read(&decoded.text);
    if asked.facts && asked.out.is_none() && asked.against.is_none() {
        print(&facts(&reading));
        return GOOD;
    }
    let drafted = match asked.part {
        None => draft(&decoded.text, &decoded.digest, &reading),
        Some(part) if (1..=reading.document.parts.len()).contains(&part) => {
            draft_part(&decoded.text, &decoded.digest, &reading, part - 1)
        }
        Some(part) => {
            let values = [
                ("part", Value::from(part)),
                ("parts", Value::from(reading.document.parts.len())),
            ];
            return complain(&w.with("read-no-part", &values));
        }
    };
    if let Some(out) = &asked.out {
        let yaml = plan_text::yaml::write_yaml(&drafted.plan);
        if let Err(error) = std::fs::write(out, yaml) {
            let values = [
                ("file", out.display().to_string()),
                ("detail", error.to_string()),
            ];
            return complain(&w.with("read-not-written", &values));
        }
    }
    if let Some(against) = &asked.against {
        match crate::read_again::told(w, against, &drafted.plan) {
            Ok(lines) => print(&lines),
            Err(why) => return complain(&why),
        }
    } else if asked.facts {
        print(&facts(&reading));
    } else if asked.text {
        print(&decoded.text);
    } else {
        print(&told(w, &reading, &drafted));
        if let Some(out) = &asked.out {
            speak::line(&w.with("read-written", &[("file", out.display().to_string())]));
        }
    }
    GOOD
}

/// A reader that has gone is no reason to fail.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let _ = out
        .write_all(text.as_bytes())
        .and_then(|()| out.write_all(end.as_bytes()))
        .and_then(|()| out.flush());
}

fn complain(line: &str) -> u8 {
    speak::complaint(line);
    UNUSABLE
}

/// Why a file gives no text, as one line.
pub fn unreadable(w: Words, file: &Path, why: &Unreadable) -> String {
    let file = file.display().to_string();
    let named = |key: &str| w.with(key, &[("file", file.clone())]);
    match why {
        Unreadable::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
            named("read-missing")
        }
        Unreadable::Io(error) => {
            let detail = error.to_string();
            w.with("read-io", &[("file", file.clone()), ("detail", detail)])
        }
        Unreadable::TooLarge => {
            let values = [
                ("file", Value::from(file.clone())),
                ("megabytes", Value::from(LARGEST / 1024 / 1024)),
            ];
            w.with("read-too-large", &values)
        }
        Unreadable::Kind { old_word: true } => named("read-old-word"),
        Unreadable::Kind { old_word: false } => named("read-kind"),
        Unreadable::NoText => named("read-no-text"),
        Unreadable::NotWord => named("read-not-word"),
        Unreadable::Locked => named("read-locked"),
        Unreadable::NotPdf => named("read-not-pdf"),
        Unreadable::Pictures => named("read-pictures"),
    }
}

fn facts(reading: &Reading) -> String {
    let lines = reading.facts.iter().map(|fact| {
        serde_json::to_string(fact).expect("a fact has only text, numbers, lists and maps")
    });
    lines.fold(String::new(), |mut all, line| {
        all.push_str(&line);
        all.push('\n');
        all
    })
}

/// More blanks than anybody reads at once; the rest is counted.
const MOST: usize = 1_000;

/// Outline, counts, blanks and what was not understood.
fn told(w: Words, reading: &Reading, drafted: &Draft) -> String {
    let mut all = String::new();
    let mut say = |line: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(all, "{line}");
    };
    for (at, part) in reading.document.parts.iter().enumerate() {
        let title = part.title.as_ref().map_or("", |title| title.text.as_str());
        let title = if title.is_empty() {
            w.say("read-untitled")
        } else {
            title.to_owned()
        };
        let values = [
            ("number", Value::from(at + 1)),
            ("title", Value::from(title)),
        ];
        say(&w.with("read-document", &values));
        part.nodes.iter().for_each(|node| outline(node, &mut say));
    }
    say("");
    say(&counts(w, &drafted.plan));
    say("");
    if drafted.blanks.is_empty() {
        say(&w.say("read-no-blanks"));
    } else {
        say(&w.with("read-blanks", &[("count", drafted.blanks.len())]));
    }
    for (at, blank) in drafted.blanks.iter().take(MOST).enumerate() {
        say(&format!(
            "{:>4}. {}",
            at + 1,
            blank_line(w, blank, &drafted.plan)
        ));
    }
    if let Some(more) = drafted
        .blanks
        .len()
        .checked_sub(MOST)
        .filter(|&more| more > 0)
    {
        say(&w.with("read-more", &[("count", more)]));
    }
    if !reading.diagnostics.is_empty() {
        say("");
        say(&w.with(
            "read-not-understood",
            &[("count", reading.diagnostics.len())],
        ));
    }
    for diagnostic in &reading.diagnostics {
        let values = [
            ("start", Value::from(diagnostic.span.start)),
            ("end", Value::from(diagnostic.span.end)),
            ("what", Value::from(what(w, diagnostic.what))),
        ];
        say(&format!("      {}", w.with("read-at", &values)));
    }
    all
}

/// Headings only, indented by their level.
fn outline(node: &Node, say: &mut impl FnMut(&str)) {
    const DEEPEST: usize = 12;
    if node.kind == NodeKind::Heading {
        let number = node
            .number
            .as_ref()
            .map_or("", |number| number.printed.text.as_str());
        let indent = "  ".repeat(node.level.min(DEEPEST));
        say(&format!("{indent}{number}{}", node.words.text));
    }
    if node.level < DEEPEST {
        node.children.iter().for_each(|child| outline(child, say));
    }
}

fn counts(w: Words, plan: &Plan) -> String {
    let steps: usize = plan
        .procedures
        .iter()
        .map(|procedure| procedure.steps.len())
        .sum();
    w.with(
        "read-counts",
        &[
            ("posts", plan.posts.len()),
            ("groups", plan.groups.len()),
            ("events", plan.events.len()),
            ("grades", plan.grades.len()),
            ("procedures", plan.procedures.len()),
            ("steps", steps),
            ("reports", plan.reports.len()),
            ("retention", plan.retention.len()),
        ],
    )
}

fn blank_line(w: Words, blank: &Blank, plan: &Plan) -> String {
    let asked = w.with(
        "read-blank",
        &[
            ("element", short(&w.element(&blank.element, Some(plan)))),
            ("question", question(w, blank, plan)),
        ],
    );
    let proposed = blank.proposal.as_ref().map(|it| proposal(w, it, plan));
    let proposed = proposed.map(|it| w.with("read-proposed", &[("proposal", it)]));
    let at = blank.source.as_ref().map(|source| {
        let values = [("start", source.span.0), ("end", source.span.1)];
        w.with("read-place", &values)
    });
    [Some(asked), proposed, at]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A name of at most one line.
fn short(name: &str) -> String {
    const LONGEST: usize = 48;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let head: String = name.chars().take(LONGEST).collect();
    format!("{head}…”")
}

/// What to ask for a blank.
pub fn question(w: Words, blank: &Blank, plan: &Plan) -> String {
    match &blank.missing {
        Missing::Gap(lack) => ask(w, &blank.element, lack, plan),
        Missing::Holder => w.say("read-ask-holder"),
        Missing::HoldersDiffer => w.say("read-ask-holders-differ"),
        Missing::NotSetUp => w.say("read-ask-not-set-up"),
        Missing::GradeCondition => w.say("read-ask-grade-condition"),
        Missing::ReportCondition => w.say("read-ask-report-condition"),
        Missing::OtherDocuments { parts, drafted } => {
            let values = [("parts", *parts), ("drafted", *drafted)];
            w.with("read-ask-other-documents", &values)
        }
        Missing::Retention => w.say("read-ask-retention"),
    }
}

fn ask(w: Words, element: &str, lack: &Lack, plan: &Plan) -> String {
    match lack {
        Lack::Title => w.say("read-ask-title"),
        Lack::Posts => w.say("read-ask-posts"),
        Lack::Events => w.say("read-ask-events"),
        Lack::Notices => w.say("read-ask-notices"),
        Lack::Post => w.say("read-ask-post"),
        Lack::Limit => w.say("read-ask-limit"),
        Lack::Recipient => w.say("read-ask-recipient"),
        Lack::SignOff => w.say("read-ask-sign-off"),
        Lack::Event => w.say("read-ask-event"),
        Lack::Head
        | Lack::Procedure
        | Lack::Steps
        | Lack::Unknown { .. }
        | Lack::Twice(_)
        | Lack::Circle
        | Lack::Condition(_) => {
            let gap = Gap {
                element: element.to_owned(),
                lack: lack.clone(),
            };
            w.gap(&gap, Some(plan))
        }
    }
}

fn proposal(w: Words, proposal: &Proposal, plan: &Plan) -> String {
    let post = |id: &duty::PostId| {
        let name = plan
            .post(id)
            .map(|post| w.pick(&post.name, post.name_en.as_deref()));
        name.unwrap_or(id.as_str()).to_owned()
    };
    match proposal {
        Proposal::Notices(_) => w.say("read-propose-notices"),
        Proposal::Post(id) | Proposal::SignOff(id) => post(id),
        Proposal::Limit(limit) => {
            let minutes = limit.as_seconds() / 60;
            w.with("read-propose-minutes", &[("minutes", minutes)])
        }
        Proposal::Event(_) => w.say("read-propose-event"),
    }
}

fn what(w: Words, what: What) -> String {
    match what {
        What::Masked => w.say("read-saw-masked"),
        What::BlankHolder => w.say("read-saw-blank-holder"),
        What::NumberOutOfOrder => w.say("read-saw-number-out-of-order"),
        What::HeadingLost => w.say("read-saw-heading-lost"),
        What::GradeWithoutCriteria => w.say("read-saw-grade-without-criteria"),
        What::TimeNotUnderstood => w.say("read-saw-time-not-understood"),
    }
}
