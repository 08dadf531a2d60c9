//! The plan library is written twice. What the YAML says, a reader finds in the written twin: events,
//! procedures, who does each step within which time, who leads at which grade, reports, the end.

use std::path::{Path, PathBuf};

use duty::PostId;
use plan::{Plan, Whose};
use plan_text::draft::{Draft, Missing, draft};

fn twins() -> Vec<PathBuf> {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans");
    let mut all: Vec<PathBuf> = ["school", "factory", "town"]
        .iter()
        .flat_map(|sample| std::fs::read_dir(library.join(sample)).expect("a sample"))
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
        .collect();
    all.sort();
    assert!(all.len() >= 5, "the library is there");
    all
}

fn pair(yaml: &Path) -> (Plan, Draft) {
    let text = std::fs::read_to_string(yaml).expect("a plan");
    let plan = plan_text::yaml::read_yaml(&text).expect("a plan of the library");
    let text = std::fs::read_to_string(yaml.with_extension("txt")).expect("its twin");
    let draft = draft(&text, "0f", &plan_text::read(&text));
    (plan, draft)
}

/// The name of a post; in the twins people act under the name of their post.
fn name<'p>(plan: &'p Plan, post: Option<&PostId>) -> Option<&'p str> {
    plan.post(post?).map(|post| post.name.as_str())
}

/// What differs, a line each.
fn differences(plan: &Plan, read: &Plan) -> Vec<String> {
    let mut all = Vec::new();
    for event in &plan.events {
        let same = |name: &str| name == event.name || event.name.ends_with(name);
        if !read.events.iter().any(|it| same(&it.name)) {
            all.push(format!("event {} ({})", event.id, event.name));
        }
    }
    if plan.procedures.len() != read.procedures.len() {
        all.push(format!(
            "{} procedures are {}",
            plan.procedures.len(),
            read.procedures.len()
        ));
    }
    for (own, found) in plan.procedures.iter().zip(&read.procedures) {
        if own.from != found.from {
            all.push(format!("{} begins at {:?}", own.id, found.from));
        }
        if own.steps.len() != found.steps.len() {
            all.push(format!("{} has {} steps", own.id, found.steps.len()));
        }
        for (own, found) in own.steps.iter().zip(&found.steps) {
            let (who, by) = (
                name(plan, own.post.as_ref()),
                name(read, found.post.as_ref()),
            );
            if who != by {
                all.push(format!("{}: {by:?} and not {who:?}", own.id));
            }
            if own.limit != found.limit {
                all.push(format!(
                    "{}: {:?} and not {:?}",
                    own.id, found.limit, own.limit
                ));
            }
            if own.when.is_some() && found.when.is_none() && !found.life_safety {
                all.push(format!("{}: in every case", own.id));
            }
        }
    }
    for grade in &plan.grades {
        let Some(found) = read.grades.iter().find(|it| it.rank == grade.rank) else {
            all.push(format!("no {}", grade.id));
            continue;
        };
        if grade.when.len() != found.when.len() {
            all.push(format!("{} of {} events", grade.id, found.when.len()));
        }
        let (who, by) = (
            name(plan, grade.leader.as_ref()),
            name(read, found.leader.as_ref()),
        );
        if who != by {
            all.push(format!("{}: {by:?} leads", grade.id));
        }
    }
    for report in &plan.reports {
        let own = report.limits.iter().find(|it| it.whose == Whose::Own);
        let limit = own.or_else(|| report.limits.first()).map(|it| it.within);
        let to = report.to.as_deref().unwrap_or_default();
        let to = to.split('（').next().unwrap_or(to);
        let found = read.reports.iter().any(|it| {
            let told = it.to.as_deref().unwrap_or_default();
            let same = to
                .split('、')
                .chain(to.split('和'))
                .any(|one| told.contains(one));
            let who = name(read, it.post.as_ref()) == name(plan, report.post.as_ref());
            same && who && it.limits.first().map(|it| it.within) == limit
        });
        if !found {
            all.push(format!("report {} to {to}", report.id));
        }
    }
    let (own, found) = (plan.closing.as_ref(), read.closing.as_ref());
    type Part = fn(&plan::Closing) -> Option<&plan::AfterDuty>;
    let parts: [(&str, Part); 3] = [
        ("sign-off", |it| it.sign_off.as_ref()),
        ("report", |it| it.report.as_ref()),
        ("review", |it| it.review.as_ref()),
    ];
    for (what, part) in parts {
        let (own, found) = (own.and_then(part), found.and_then(part));
        let who = own.and_then(|it| name(plan, it.post.as_ref()));
        let by = found.and_then(|it| name(read, it.post.as_ref()));
        let limits = (own.map(|it| it.limit), found.map(|it| it.limit));
        if who != by || limits.0 != limits.1 {
            all.push(format!("{what}: {by:?} within {:?}", limits.1));
        }
    }
    all
}

#[test]
fn each_twin_reads_to_the_plan_that_it_was_written_from() {
    let mut wrong = Vec::new();
    for yaml in twins() {
        let (plan, draft) = pair(&yaml);
        let differ = differences(&plan, &draft.plan);
        if !differ.is_empty() {
            wrong.push(format!("{}:\n  {}", yaml.display(), differ.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_each_twin_a_person_fills_next_to_nothing() {
    for yaml in twins() {
        let (_, draft) = pair(&yaml);
        let stops: Vec<_> = draft
            .blanks
            .iter()
            .filter(|it| it.missing.stops())
            .collect();
        // How people are told when nobody answers stands in no written plan; the usual rule is proposed.
        assert!(
            stops.len() <= 1 && stops.iter().all(|it| it.proposal.is_some()),
            "{}: {stops:#?}",
            yaml.display()
        );
        let others: Vec<_> = draft
            .blanks
            .iter()
            .filter(|it| !it.missing.stops())
            .collect();
        let only_reports = others
            .iter()
            .all(|it| it.missing == Missing::ReportCondition);
        assert!(
            only_reports && others.len() <= 2,
            "{}: {others:#?}",
            yaml.display()
        );
    }
}

#[test]
fn substitutes_stand_in_the_order_of_the_text() {
    for yaml in twins() {
        let (plan, draft) = pair(&yaml);
        let read = &draft.plan;
        // The line of a team names the first who stands in; the chain of the leader names all.
        for post in &plan.posts {
            let Some(found) = read.posts.iter().find(|it| it.name == post.name) else {
                continue;
            };
            let own = name(&plan, post.substitutes.first());
            if let Some(first) = found.substitutes.first() {
                assert_eq!(
                    name(read, Some(first)),
                    own,
                    "{}: {}",
                    yaml.display(),
                    post.name
                );
            }
        }
        let with: usize = read
            .posts
            .iter()
            .filter(|it| !it.substitutes.is_empty())
            .count();
        assert!(with >= 3, "{}: {with}", yaml.display());
    }
}
