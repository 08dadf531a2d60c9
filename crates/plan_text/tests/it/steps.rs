//! Steps: where each begins and ends, which follows on which, and who does it, against labels made by hand.
//! `DUMP_STEPS=1 cargo test -p plan_text steps -- --nocapture` prints what is read in the form of the
//! labels with the words behind; it is corrected by hand before it is a label.
//!
//! A label is a line: text, start, end, the place of the actor's name (`12-15`, or `-` where the text names
//! none), the places of the steps that come before it (`12,40`, or `-`). Places count characters.

use std::collections::BTreeSet;
use std::path::Path;

use plan::{Plan, Step};
use plan_text::draft::draft_part;

use crate::draft::shared;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Label {
    document: String,
    span: (usize, usize),
    actor: Option<(usize, usize)>,
    after: BTreeSet<usize>,
}

fn labels(file: &str) -> Vec<Label> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it")
        .join(file);
    let all = std::fs::read_to_string(path).expect("the labels are committed");
    let lines = all.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut fields = line.split(' ');
            let mut next = || fields.next().expect("five fields");
            let number = |text: &str| text.parse().expect("a place");
            Label {
                document: next().to_owned(),
                span: (number(next()), number(next())),
                actor: next()
                    .split_once('-')
                    .filter(|(start, _)| !start.is_empty())
                    .map(|(start, end)| (number(start), number(end))),
                after: next()
                    .split(',')
                    .filter(|it| *it != "-")
                    .map(number)
                    .collect(),
            }
        })
        .collect()
}

/// Every step of every part with the plan that it stands in.
fn read(text: &str) -> Vec<(Plan, Vec<Step>)> {
    let reading = plan_text::read(text);
    (0..reading.document.parts.len())
        .map(|part| {
            let plan = draft_part(text, "0f", &reading, part).plan;
            let steps = plan
                .procedures
                .iter()
                .flat_map(|it| it.steps.clone())
                .collect();
            (plan, steps)
        })
        .collect()
}

/// The words that stand at a place.
fn at(text: &str, (start, end): (usize, usize)) -> String {
    text.chars()
        .skip(start)
        .take(end.saturating_sub(start))
        .collect()
}

/// What a post is called.
fn names(plan: &Plan, step: &Step) -> Vec<String> {
    let Some(post) = step.post.as_ref().and_then(|id| plan.post(id)) else {
        return Vec::new();
    };
    let groups = plan
        .groups
        .iter()
        .filter(|it| it.leader.as_ref() == Some(&post.id) || it.posts.contains(&post.id));
    std::iter::once(post.name.clone())
        .chain(post.holders.clone())
        .chain(groups.map(|it| it.name.clone()))
        .map(|name| name.split(['（', '(']).next().unwrap_or("").to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Where a step of its own begins: behind the heading that its place may reach up to.
fn own(step: &Step) -> (usize, usize) {
    let source = step.source.as_ref().expect("a step of a text has a place");
    let quote = source.quote.as_deref().unwrap_or("");
    let head: String = step
        .text
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(6)
        .collect();
    // The last place in the quote from which the text of the step goes on to its end.
    let length = quote.chars().count();
    let wanted = step.text.chars().filter(|c| !c.is_whitespace()).count();
    let at = (0..length)
        .filter(|&skip| {
            let rest = quote.chars().skip(skip).filter(|c| !c.is_whitespace());
            let rest: String = rest.take(6).collect();
            rest == head
        })
        .find(|&skip| {
            let left = quote
                .chars()
                .skip(skip)
                .filter(|c| !c.is_whitespace())
                .count();
            left <= wanted + 2 || skip < 12
        })
        .unwrap_or(0);
    (source.span.0 + at, source.span.1)
}

#[derive(Default, Debug)]
struct Score {
    steps: usize,
    found: usize,
    read: usize,
    after: usize,
    after_found: usize,
    after_read: usize,
    actors: usize,
    actors_right: usize,
    actors_read: usize,
}

impl Score {
    fn take(&mut self, text: &str, labels: &[&Label], misses: &mut Vec<String>) {
        let mut left: Vec<&Label> = labels.to_vec();
        self.steps += labels.len();
        self.after += labels.iter().map(|it| it.after.len()).sum::<usize>();
        self.actors += labels.iter().filter(|it| it.actor.is_some()).count();
        for (plan, steps) in read(text) {
            for step in &steps {
                self.read += 1;
                let span = own(step);
                let before: BTreeSet<usize> = steps
                    .iter()
                    .filter(|it| step.after.contains(&it.id))
                    .map(|it| own(it).0)
                    .collect();
                self.after_read += before.len();
                self.actors_read += usize::from(step.post.is_some());
                let near = |it: &&Label| {
                    it.span.0.abs_diff(span.0) <= 4 && it.span.1.abs_diff(span.1) <= 1
                };
                let Some(nth) = left.iter().position(|it| near(&it)) else {
                    misses.push(format!("no such step: {}", step.text));
                    continue;
                };
                let label = left.remove(nth);
                self.found += 1;
                let agree = |one: usize| label.after.iter().any(|it| it.abs_diff(one) <= 4);
                let right = before.iter().filter(|it| agree(**it)).count();
                self.after_found += right;
                if right < before.len().max(label.after.len()) {
                    misses.push(format!("order: {} {before:?} {:?}", step.text, label.after));
                }
                match label.actor.map(|place| at(text, place)) {
                    Some(actor) => {
                        let said = names(&plan, step);
                        if said
                            .iter()
                            .any(|it| it.contains(&actor) || actor.contains(it.as_str()))
                        {
                            self.actors_right += 1;
                        } else {
                            misses.push(format!("actor: {} {actor} {said:?}", step.text));
                        }
                    }
                    None if step.post.is_some() => {
                        misses.push(format!("nobody: {} {:?}", step.text, names(&plan, step)));
                    }
                    None => {}
                }
            }
        }
        misses.extend(
            left.iter()
                .map(|it| format!("not read: {}", at(text, it.span))),
        );
    }

    fn holds(&self, misses: &[String]) {
        let f1 = |right: usize, wanted: usize, read: usize| {
            2.0 * right as f64 / (wanted + read).max(1) as f64
        };
        let steps = f1(self.found, self.steps, self.read);
        let order = f1(self.after_found, self.after, self.after_read);
        let actors = self.actors_right as f64 / self.actors.max(1) as f64;
        let precise = self.actors_right as f64 / self.actors_read.max(1) as f64;
        println!(
            "{} steps: boundaries F1 {steps:.3}, order F1 {order:.3}, actors {actors:.3} (of those read {precise:.3})",
            self.steps
        );
        for miss in misses {
            println!("  {miss}");
        }
        assert!(steps >= 0.90 && order >= 0.90 && actors >= 0.90 && precise >= 0.90);
    }
}

fn measure(file: &str, text_of: impl Fn(&str) -> String) {
    let labels = labels(file);
    let documents: BTreeSet<&str> = labels.iter().map(|it| it.document.as_str()).collect();
    let (mut score, mut misses) = (Score::default(), Vec::new());
    for document in documents {
        let of_it: Vec<&Label> = labels.iter().filter(|it| it.document == document).collect();
        score.take(&text_of(document), &of_it, &mut misses);
    }
    score.holds(&misses);
}

#[test]
fn steps_of_our_own_texts_are_read_as_labelled() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text_of = |name: &str| {
        let path = here.join("tests").join(name).with_extension("txt");
        std::fs::read_to_string(path).expect("a text")
    };
    if std::env::var_os("DUMP_STEPS").is_some() {
        for folder in ["texts", "it/texts"] {
            for path in crate::draft::texts(&here.join("tests").join(folder)) {
                let stem = path
                    .file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned();
                dump(
                    &format!("{folder}/{stem}"),
                    &text_of(&format!("{folder}/{stem}")),
                );
            }
        }
        return;
    }
    measure("steps.labels", text_of);
}

#[test]
fn steps_of_the_articles_are_read_as_labelled() {
    let Some(shared) = shared() else {
        println!("skipped: no shared texts here");
        return;
    };
    let text_of = |name: &str| {
        let path = shared.join("gold/docs").join(name).with_extension("txt");
        std::fs::read_to_string(path).expect("a text")
    };
    if std::env::var_os("DUMP_STEPS").is_some() {
        for path in crate::draft::texts(&shared.join("gold/docs")) {
            let stem = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            dump(&stem, &text_of(&stem));
        }
        return;
    }
    measure("articles.labels", text_of);
}

fn dump(document: &str, text: &str) {
    for (plan, steps) in read(text) {
        for step in &steps {
            let (start, end) = own(step);
            let source = step.source.as_ref().expect("a place");
            let quote = source.quote.as_deref().unwrap_or("");
            let named = names(&plan, step).into_iter().find_map(|name| {
                let at = quote.find(&name)?;
                let at = source.span.0 + quote[..at].chars().count();
                Some(format!("{at}-{}", at + name.chars().count()))
            });
            let after: Vec<String> = steps
                .iter()
                .filter(|it| step.after.contains(&it.id))
                .map(|it| own(it).0.to_string())
                .collect();
            println!(
                "@{document} {start} {end} {} {} #{}|{}|{}",
                named.unwrap_or_else(|| "-".to_owned()),
                if after.is_empty() {
                    "-".to_owned()
                } else {
                    after.join(",")
                },
                names(&plan, step).first().map_or("-", String::as_str),
                step.when.as_ref().map_or("", |it| it.source()),
                step.text
            );
        }
    }
}
