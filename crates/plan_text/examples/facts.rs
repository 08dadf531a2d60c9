//! Prints the facts of a text file, one JSON object a line: `cargo run -p plan_text --example facts -- FILE`.

// An example is an edge of its own: it reads a file and prints.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: facts FILE");
        return ExitCode::from(2);
    };
    let text = match std::fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    for fact in plan_text::read(&text).facts {
        match serde_json::to_string(&fact) {
            Ok(line) => println!("{line}"),
            Err(error) => eprintln!("{path}: {error}"),
        }
    }
    ExitCode::SUCCESS
}
