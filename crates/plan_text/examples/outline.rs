//! Prints the outline of a text file with genres, and what was not understood:
//! `cargo run -p plan_text --example outline -- FILE`.

// An example is an edge of its own: it reads a file and prints.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::process::ExitCode;

use plan_text::{Node, read};

fn main() -> ExitCode {
    let Some(text) = std::env::args()
        .nth(1)
        .and_then(|path| std::fs::read(path).ok())
    else {
        eprintln!("usage: outline FILE");
        return ExitCode::from(2);
    };
    let reading = read(&String::from_utf8_lossy(&text));
    for part in &reading.document.parts {
        println!(
            "{:?} {:?}",
            part.genre,
            part.title.as_ref().map(|title| &title.text)
        );
        part.nodes.iter().for_each(print);
    }
    for diagnostic in &reading.diagnostics {
        println!("{:?} {:?}", diagnostic.what, diagnostic.span);
    }
    ExitCode::SUCCESS
}

fn print(node: &Node) {
    let number = node
        .number
        .as_ref()
        .map_or("", |number| number.printed.text.as_str());
    let words: String = node.words.text.chars().take(40).collect();
    println!("{}{number} {words}", "  ".repeat(node.level));
    node.children.iter().for_each(print);
}
