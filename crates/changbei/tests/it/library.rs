//! The plan library: every plan passes the checker and plays, and has its written twin.

use std::path::{Path, PathBuf};

use plan::Plan;
use serde_json::Value;

use crate::world::run;

const SAMPLES: [&str; 3] = ["school", "factory", "town"];

fn folder(sample: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../plans")
        .join(sample)
}

/// Every plan file with what it holds; at least one for each sample.
pub fn plans(sample: &str) -> Vec<(PathBuf, Plan)> {
    let files = std::fs::read_dir(folder(sample)).expect("the folder of a sample");
    let mut files: Vec<PathBuf> = files
        .map(|file| file.expect("a file").path())
        .filter(|file| file.extension().is_some_and(|it| it == "yaml"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{sample} has no plan");
    files
        .into_iter()
        .map(|file| {
            let text = std::fs::read_to_string(&file).expect("a plan");
            let plan = plan_text::yaml::read_yaml(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            (file, plan)
        })
        .collect()
}

#[test]
fn the_checker_finds_nothing_in_the_library() {
    for sample in SAMPLES {
        let folder = folder(sample);
        let folder = folder.to_str().expect("a path in UTF-8");
        let output = run(&["check", folder, "--format", "json"]);
        let said: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        assert_eq!(said["findings"], Value::Array(Vec::new()), "{sample}");
        assert_eq!(output.status.code(), Some(0), "{sample}");
    }
}

#[test]
fn every_plan_plays_and_says_the_same_for_the_same_seed() {
    for (file, _) in SAMPLES.into_iter().flat_map(plans) {
        let file = file.to_str().expect("a path in UTF-8");
        let play = || {
            run(&[
                "drill", file, "--seed", "20261124", "--runs", "8", "--format", "json",
            ])
        };
        let (once, again) = (play(), play());
        let trouble = String::from_utf8_lossy(&once.stderr);
        assert_eq!(once.status.code(), Some(0), "{file}: {trouble}");
        assert_eq!(once.stdout, again.stdout, "{file}");
    }
}

#[test]
fn the_library_has_thirty_procedures_and_each_is_whole() {
    let mut procedures = 0;
    for (file, plan) in SAMPLES.into_iter().flat_map(plans) {
        let file = file.display();
        assert!(
            plan.closing.as_ref().is_some_and(|it| it.when.is_some()
                && it.sign_off.is_some()
                && it.report.is_some()
                && it.review.is_some()),
            "{file}: the end"
        );
        assert!(!plan.reports.is_empty(), "{file}: nobody is told");
        for event in &plan.events {
            let graded = plan
                .grades
                .iter()
                .all(|grade| grade.when.contains_key(&event.id));
            assert!(
                graded && plan.grades.len() == 4,
                "{file}: {} has four grades",
                event.id
            );
            let answered = plan
                .procedures
                .iter()
                .any(|it| it.event.as_ref() == Some(&event.id));
            assert!(answered, "{file}: {} has a procedure", event.id);
            assert!(
                event.caution.is_some() && event.caution_en.is_some(),
                "{file}: {}",
                event.id
            );
        }
        for procedure in &plan.procedures {
            procedures += 1;
            assert!(procedure.steps.len() >= 4, "{file}: {}", procedure.id);
            assert!(procedure.name_en.is_some(), "{file}: {}", procedure.id);
            for step in &procedure.steps {
                let whole = step.post.is_some() && step.limit.is_some() && step.text_en.is_some();
                assert!(whole, "{file}: {}", step.id);
            }
        }
        for post in &plan.posts {
            assert!(
                !post.substitutes.is_empty(),
                "{file}: {} stands alone",
                post.id
            );
        }
        for report in &plan.reports {
            let based = report.limits.iter().all(|limit| limit.basis.is_some());
            assert!(based && !report.limits.is_empty(), "{file}: {}", report.id);
        }
    }
    assert!(procedures >= 30, "only {procedures} procedures");
}

#[test]
fn every_plan_has_its_written_twin() {
    for (file, plan) in SAMPLES.into_iter().flat_map(plans) {
        let twin = file.with_extension("txt");
        let text = std::fs::read_to_string(&twin)
            .unwrap_or_else(|error| panic!("{}: {error}", twin.display()));
        let title = text.lines().next().unwrap_or_default();
        assert!(
            title.ends_with(&plan.meta.title),
            "{}: {title}",
            twin.display()
        );
    }
}
