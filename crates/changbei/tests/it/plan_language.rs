//! The page on the plan language tells the truth.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::world::{folder, run};

const PAGE: &str = include_str!("../../../../docs/plan-language.md");

fn example() -> &'static str {
    let after = PAGE.split_once("```yaml\n").expect("it has an example").1;
    after.split_once("```").expect("the example ends").0
}

#[test]
fn the_example_of_the_page_is_a_plan_without_findings_that_plays() {
    let (dir, _data) = folder();
    let file = dir.path().join("lift.yaml");
    std::fs::write(&file, example()).expect("a file");
    let file = file.to_str().expect("a path in UTF-8");
    for verb in ["check", "drill"] {
        let output = run(&[verb, file]);
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{verb}: {said}");
    }
}

#[test]
fn the_page_names_just_the_keys_of_the_schema() {
    let printed = run(&["schema"]);
    let schema: Value = serde_json::from_slice(&printed.stdout).expect("it is JSON");
    let keys: BTreeSet<&str> = schema["properties"]
        .as_object()
        .expect("a plan is a map")
        .keys()
        .map(String::as_str)
        .collect();
    let named: BTreeSet<&str> = PAGE
        .lines()
        .filter(|line| line.starts_with("| `"))
        .flat_map(|line| line.split('|').nth(1).unwrap_or_default().split('`'))
        .filter(|part| part.chars().all(|it| it.is_ascii_lowercase()) && !part.is_empty())
        .collect();
    assert_eq!(named, keys);
}
