//! `changbei read FILE --against PLAN`: what a new version of a document says otherwise than the plan that
//! people made of the old one. It proposes; the plan file is not touched.

use std::fmt::Write as _;
use std::path::Path;

use plan::Plan;
use plan_text::draft::{Change, Difference, Field, differences};
use plan_text::yaml::{LONGEST_BYTES, read_yaml};
use words::{Value, Words};

/// The differences as lines.
///
/// # Errors
/// Why the plan file cannot be read, as one line.
pub fn told(w: Words, against: &Path, new: &Plan) -> Result<String, String> {
    let old = plan_file(w, against)?;
    let all = differences(&old, new);
    let mut lines = String::new();
    let mut say = |line: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{line}");
    };
    if all.is_empty() {
        say(&w.say("read-again-same"));
    } else {
        say(&w.with("read-again-differs", &[("count", all.len())]));
    }
    for (at, difference) in all.iter().enumerate() {
        say(&format!(
            "{:>4}. {}",
            at + 1,
            line(w, difference, &old, new)
        ));
    }
    Ok(lines)
}

fn plan_file(w: Words, path: &Path) -> Result<Plan, String> {
    let not_read = |detail: String| {
        let values = [("file", path.display().to_string()), ("detail", detail)];
        w.with("read-io", &values)
    };
    let size = std::fs::metadata(path)
        .map_err(|it| not_read(it.to_string()))?
        .len();
    if size > LONGEST_BYTES as u64 {
        return Err(not_read(format!("> {LONGEST_BYTES}")));
    }
    let yaml = std::fs::read_to_string(path).map_err(|it| not_read(it.to_string()))?;
    read_yaml(&yaml).map_err(|bad| not_read(bad.to_string()))
}

fn line(w: Words, difference: &Difference, old: &Plan, new: &Plan) -> String {
    let said = match &difference.what {
        Change::New { .. } => w.with(
            "read-again-new",
            &[("element", w.element(&difference.element, Some(new)))],
        ),
        Change::Gone { .. } => w.with(
            "read-again-gone",
            &[("element", w.element(&difference.element, Some(old)))],
        ),
        Change::Differs {
            field,
            old: was,
            new: says,
            is_edited,
        } => {
            let values = [
                (
                    "element",
                    Value::from(w.element(&difference.element, Some(old))),
                ),
                ("field", Value::from(w.say(name(*field)))),
                ("old", Value::from(was.clone())),
                ("new", Value::from(says.clone())),
            ];
            let key = match (was.is_empty(), is_edited) {
                (true, _) => "read-again-says",
                (false, true) => "read-again-edited",
                (false, false) => "read-again-changed",
            };
            w.with(key, &values)
        }
    };
    match &difference.source {
        Some(source) => {
            let values = [("start", source.span.0), ("end", source.span.1)];
            format!("{said} {}", w.with("read-place", &values))
        }
        None => said,
    }
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Text => "read-again-text",
        Field::Holders => "read-again-holders",
        Field::Post => "read-again-post",
        Field::Limit => "read-again-limit",
        Field::Recipient => "read-again-recipient",
    }
}
