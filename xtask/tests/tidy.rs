//! What must stay true of the tree as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The direct dependencies that each pure crate may have, ours and others'.
const PURE: &[(&str, &[&str])] = &[
    ("duty", &["jiff", "schemars", "serde"]),
    ("plan", &["duty", "jiff", "schemars", "serde"]),
    (
        "engine",
        &["duty", "imbl", "jiff", "plan", "schemars", "serde"],
    ),
    ("plan_text", &["duty", "plan", "serde", "serde-saphyr"]),
    (
        "plan_lint",
        &[
            "duty",
            "plan",
            "plan_text",
            "serde",
            "serde-saphyr",
            "words",
        ],
    ),
    ("drill", &["duty", "engine", "jiff", "plan", "serde"]),
    (
        "words",
        &[
            "duty",
            "engine",
            "fluent-bundle",
            "jiff",
            "plan",
            "unic-langid",
        ],
    ),
];

/// Which of our crates may depend on which: arrows point inward only.
const INWARD: &[(&str, &[&str])] = &[
    ("duty", &[]),
    ("plan", &["duty"]),
    ("engine", &["duty", "plan"]),
    ("plan_text", &["duty", "plan"]),
    ("plan_lint", &["duty", "plan", "plan_text", "words"]),
    ("words", &["duty", "engine", "plan"]),
    ("drill", &["duty", "engine", "plan"]),
    ("journal", &["duty", "engine", "plan"]),
    ("accounts", &["engine"]),
    ("runner", &["duty", "engine", "journal", "plan"]),
    ("courier", &["duty", "engine", "plan", "words"]),
    ("paper", &["duty", "engine", "plan", "words"]),
    ("intake", &["duty", "engine", "plan", "runner", "words"]),
    (
        "web",
        &[
            "accounts",
            "duty",
            "engine",
            "plan",
            "plan_lint",
            "plan_text",
            "runner",
            "words",
        ],
    ),
];

/// Longest source file, in lines: what one sitting can read.
const LONGEST_FILE: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
        .to_owned()
}

/// Normal dependencies by crate, as cargo sees them.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    assert!(output.status.success(), "cargo metadata failed");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    packages
        .iter()
        .map(|package| {
            let normal = package["dependencies"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|dependency| dependency["kind"].is_null())
                .filter_map(|dependency| dependency["name"].as_str().map(str::to_owned))
                .collect();
            let name = package["name"].as_str().expect("a package has a name");
            (name.to_owned(), normal)
        })
        .collect()
}

#[test]
fn pure_crates_depend_on_nothing_but_what_is_allowed() {
    let all = dependencies();
    for (name, allowed) in PURE {
        let own = all.get(*name).expect("the table names a crate");
        let allowed: BTreeSet<String> = allowed.iter().map(|it| (*it).to_owned()).collect();
        let extra: Vec<_> = own.difference(&allowed).collect();
        assert!(extra.is_empty(), "{name} may not depend on {extra:?}");
        let unused: Vec<_> = allowed.difference(own).collect();
        assert!(
            unused.is_empty(),
            "{name} may depend on {unused:?} and does not"
        );
    }
}

#[test]
fn arrows_point_inward() {
    let all = dependencies();
    let ours: BTreeSet<&String> = all.keys().collect();
    for (name, allowed) in INWARD {
        let own = all.get(*name).expect("the table names a crate");
        for dependency in own.iter().filter(|it| ours.contains(it)) {
            assert!(
                allowed.contains(&dependency.as_str()),
                "{name} may not know {dependency}"
            );
        }
    }
    let listed: BTreeSet<&str> = INWARD.iter().map(|(name, _)| *name).collect();
    for name in ours {
        let outermost = matches!(name.as_str(), "changbei" | "xtask");
        assert!(
            outermost || listed.contains(name.as_str()),
            "{name} is not in the list of arrows"
        );
    }
}

#[test]
fn pure_crates_ban_the_same_things() {
    let read = |name: &str| {
        let file = root().join("crates").join(name).join("clippy.toml");
        std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    let first = read("duty");
    for (name, _) in PURE {
        if root().join("crates").join(name).exists() {
            assert_eq!(
                read(name),
                first,
                "{name}'s clippy.toml differs from duty's"
            );
        }
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    let mut long = Vec::new();
    for folder in ["crates", "xtask"] {
        for file in sources(&root().join(folder)) {
            let text = std::fs::read_to_string(&file).expect("sources are UTF-8");
            let lines = text.lines().count();
            if lines > LONGEST_FILE {
                long.push(format!("{} ({lines})", file.display()));
            }
        }
    }
    assert!(long.is_empty(), "too long: {long:#?}");
}

#[test]
fn every_crate_says_what_it_is_on_its_first_line() {
    for crate_dir in std::fs::read_dir(root().join("crates")).expect("crates are there") {
        let src = crate_dir.expect("an entry").path().join("src");
        let file = ["lib.rs", "main.rs"]
            .iter()
            .map(|name| src.join(name))
            .find(|file| file.exists())
            .expect("a crate has a root file");
        let text = std::fs::read_to_string(&file).expect("sources are UTF-8");
        assert!(
            text.starts_with("//! "),
            "{} has no first line",
            file.display()
        );
    }
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(dir) = waiting.pop() {
        for entry in std::fs::read_dir(&dir).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push(path);
            }
        }
    }
    found
}
