//! The one door to the crate.

use plan_text::Fact;
use serde_json::Value;

/// Reads `text` and compares its facts of the kinds named in `expected` with it: each line is
/// `kind "words" key=value …`, in order of place; `words` must lie in the fact's span or hold it.
pub fn check(text: &str, expected: &[&str]) {
    let reading = plan_text::read(text);
    let kinds: Vec<&str> = expected
        .iter()
        .filter_map(|line| line.split(' ').next())
        .collect();
    let got: Vec<&Fact> = reading
        .facts
        .iter()
        .filter(|fact| kinds.is_empty() || kinds.contains(&name(fact).as_str()))
        .collect();
    let printed: Vec<String> = got
        .iter()
        .map(|fact| format!("{} {:?} {}", name(fact), words(text, fact), value(fact)))
        .collect();
    assert_eq!(
        got.len(),
        expected.len(),
        "in {text:?} found:\n{}",
        printed.join("\n")
    );
    for (fact, line) in got.iter().zip(expected) {
        if let Err(why) = agrees(text, fact, line) {
            panic!("{line}: {why}\nfound:\n{}", printed.join("\n"));
        }
    }
}

/// Reads `text`, in which nothing of these kinds stands.
pub fn check_none(text: &str, kinds: &[&str]) {
    let reading = plan_text::read(text);
    let got: Vec<String> = reading
        .facts
        .iter()
        .filter(|fact| kinds.contains(&name(fact).as_str()))
        .map(|fact| format!("{} {:?} {}", name(fact), words(text, fact), value(fact)))
        .collect();
    assert!(got.is_empty(), "in {text:?} found:\n{}", got.join("\n"));
}

fn agrees(text: &str, fact: &Fact, line: &str) -> Result<(), String> {
    let mut parts = line.splitn(3, '"');
    let kind = parts.next().unwrap_or("").trim();
    let quote = parts.next().unwrap_or("");
    if name(fact) != kind {
        return Err(format!("is a {}", name(fact)));
    }
    let words = words(text, fact);
    if !words.contains(quote) && !quote.contains(&words) {
        return Err(format!("stands in {words:?}"));
    }
    let value = value(fact);
    for pair in parts.next().unwrap_or("").split_whitespace() {
        let (key, wanted) = pair.split_once('=').ok_or("no =")?;
        let got = match &value[key] {
            Value::String(text) => text.clone(),
            other @ (Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_)) => other.to_string(),
        };
        let same = got == wanted
            || matches!((got.parse::<f64>(), wanted.parse::<f64>()), (Ok(a), Ok(b)) if a == b);
        if !same {
            return Err(format!("{key} is {got}"));
        }
    }
    Ok(())
}

fn name(fact: &Fact) -> String {
    json(fact)["kind"].as_str().unwrap_or("").to_owned()
}

fn value(fact: &Fact) -> Value {
    json(fact)["value"].clone()
}

fn json(fact: &Fact) -> Value {
    serde_json::to_value(fact).expect("facts serialise")
}

fn words(text: &str, fact: &Fact) -> String {
    text.chars()
        .skip(fact.span.start)
        .take(fact.span.len())
        .collect()
}
