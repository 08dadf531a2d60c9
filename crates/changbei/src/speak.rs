//! What is printed on the terminal: answers on stdout, complaints on stderr.

use std::io::Write;

/// Prints a line of the answer. A reader that has gone is no reason to fail.
pub fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Prints a complaint.
pub fn complaint(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "changbei: {text}");
}
