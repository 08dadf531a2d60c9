//! Findings for people: the place, the excerpt with a mark under it, why, the law, what to do instead.

use plan_lint::{Finding, Severity};
use plan_text::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use words::{Value, Words};

use super::Checked;
use crate::speak;

/// The widest excerpt, in columns of the terminal.
const WIDEST: usize = 76;

/// Prints every finding, then how many there are, and how many files could not be read.
pub fn print(checked: &[Checked], unread: usize, w: Words) {
    for file in checked {
        let lines = Lines::new(&file.text);
        for finding in &file.findings {
            speak::line(&said(file, &lines, finding, w));
        }
    }
    let allowed: usize = checked.iter().map(|file| file.allowed.len()).sum();
    let count: usize = checked.iter().map(|file| file.findings.len()).sum();
    speak::line(&if count > 0 {
        w.with("check-count", &[("count", count)])
    } else if unread > 0 {
        w.with("check-nothing-read", &[("unread", unread)])
    } else {
        w.say("check-nothing")
    });
    if allowed > 0 {
        speak::line(&w.with("check-allowed-count", &[("count", allowed)]));
    }
    for (file, it) in checked
        .iter()
        .flat_map(|file| file.allowed.iter().map(move |it| (file, it)))
    {
        let values = [
            ("file", file.file.as_str()),
            ("code", it.finding.rule.code),
            ("name", it.finding.rule.name),
            ("reason", it.reason.as_str()),
        ];
        speak::line(&w.with("check-allowed", &values));
    }
}

fn said(file: &Checked, lines: &Lines, finding: &Finding, w: Words) -> String {
    let rule = finding.rule;
    let severity = match rule.severity {
        Severity::Critical => w.say("check-severity-critical"),
        Severity::Major => w.say("check-severity-major"),
        Severity::Minor => w.say("check-severity-minor"),
    };
    let place = match finding.span {
        Some(span) => {
            let (line, column) = lines.place(span.start);
            format!("{}:{line}:{column}", file.file)
        }
        None => format!("{}: {}", file.file, w.say("check-document")),
    };
    let mut out = format!("{place}: {severity} {} {}\n", rule.code, rule.name);
    if let Some(span) = finding.span {
        for line in lines.excerpt(span) {
            out.push_str(&format!("  {line}\n"));
        }
    }
    let mut add = |line: String| out.push_str(&format!("  {line}\n"));
    add(w.with("check-reason", &[("reason", finding.message(w))]));
    if let Some(entry) = finding.basis() {
        add(w.with("check-law", &[("basis", entry.line(w))]));
    }
    add(w.with("check-instead", &[("fix", finding.fix(w))]));
    if !finding.places.is_empty() {
        let also = finding
            .places
            .iter()
            .map(|span| lines.place(span.start).0.to_string());
        add(w.with(
            "check-also",
            &[
                ("count", Value::from(finding.places.len())),
                ("lines", Value::from(w.list(also))),
            ],
        ));
    }
    out
}

/// A text by its lines.
pub(super) struct Lines {
    chars: Vec<char>,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut starts = vec![0];
        starts.extend(
            (0..chars.len())
                .filter(|&at| chars[at] == '\n')
                .map(|at| at + 1),
        );
        Self { chars, starts }
    }

    /// Line and column of a character, from 1.
    pub(super) fn place(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        (line, at - self.starts[line - 1] + 1)
    }

    /// The line with a mark under the place, cut to the width of a terminal.
    fn excerpt(&self, span: Span) -> [String; 2] {
        let (line, _) = self.place(span.start);
        let from = self.starts[line - 1];
        let end = self
            .starts
            .get(line)
            .map_or(self.chars.len(), |next| next - 1);
        let marked = span.end.clamp(span.start, end.max(span.start));
        let mut first = span.start;
        let mut before = 0;
        while first > from && before + width(self.chars[first - 1]) <= WIDEST / 3 {
            first -= 1;
            before += width(self.chars[first]);
        }
        let mut shown = String::new();
        let mut mark = " ".repeat(before);
        let mut column = 0;
        for at in first..end {
            let c = printable(self.chars[at]);
            if column + width(c) > WIDEST {
                break;
            }
            column += width(c);
            shown.push(c);
            if (span.start..marked).contains(&at) {
                mark.push_str(&"^".repeat(width(c)));
            }
        }
        if mark.width() == before {
            mark.push('^');
        }
        [shown.trim_end().to_owned(), mark]
    }
}

/// The columns that a character takes.
fn width(c: char) -> usize {
    printable(c).width().unwrap_or(0)
}

/// A tab and other controls would move the mark away from its word.
fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use plan_text::Span;

    #[test]
    fn the_mark_stands_under_the_chinese_words_that_it_means() {
        let lines = Lines::new("一、准备\n1、定期\t演练abc。\n");
        let span = Span { start: 10, end: 12 };
        assert_eq!(lines.place(10), (2, 6));
        let [shown, mark] = lines.excerpt(span);
        assert_eq!(shown, "1、定期 演练abc。");
        assert_eq!(mark, "        ^^^^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}演练{}", "前".repeat(500), "后".repeat(500));
        let [shown, mark] = Lines::new(&text).excerpt(Span {
            start: 500,
            end: 502,
        });
        assert!(
            shown.chars().count() < 40 && shown.contains("演练"),
            "{shown}"
        );
        assert_eq!(mark.trim_start(), "^^^^");
    }

    #[test]
    fn an_empty_place_at_the_end_has_a_mark() {
        let [_, mark] = Lines::new("").excerpt(Span { start: 0, end: 0 });
        assert_eq!(mark, "^");
    }
}
