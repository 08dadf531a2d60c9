//! The catalogue: one file a subject and language, built into the program.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::{Language, Value};

type Bundle = FluentBundle<FluentResource>;

/// A subject's name with its Chinese and its English file.
type Subject = (&'static str, &'static str, &'static str);

/// Names a subject once, so that no language can be forgotten.
macro_rules! subjects {
    ($($name:literal),+ $(,)?) => {
        &[$((
            $name,
            include_str!(concat!("../catalogue/zh/", $name, ".ftl")),
            include_str!(concat!("../catalogue/en/", $name, ".ftl")),
        )),+]
    };
}

/// A new file is a line here and a file in each language.
const SUBJECTS: &[Subject] = subjects![
    "check",
    "command-line",
    "common",
    "condition",
    "drill",
    "duty",
    "event",
    "gap",
    "grade",
    "incident",
    "notice",
    "page-account",
    "page-accounts",
    "page-api",
    "page-addresses",
    "page-board",
    "page-channels",
    "page-clock",
    "page-code",
    "page-desk",
    "page-duty",
    "page-holds",
    "page-import",
    "page-incident",
    "page-live",
    "page-organisation",
    "page-people",
    "page-plan",
    "page-report",
    "page-signals",
    "page-signin",
    "page-templates",
    "paper",
    "publish",
    "read",
    "reason",
    "refusal",
    "report",
    "sheet",
    "template",
    "times",
    "verify",
];

/// The sentence of that key in that language; None when there is none.
pub(crate) fn sentence(
    language: Language,
    key: &str,
    args: &[(&str, Value<'_>)],
) -> Option<String> {
    let bundle = bundle(language);
    let pattern = bundle.get_message(key)?.value()?;
    let args: FluentArgs<'_> = args
        .iter()
        .map(|(name, value)| (*name, value.clone()))
        .collect();
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
    debug_assert!(
        errors.is_empty(),
        "“{key}” was said without something that it needs: {errors:?}"
    );
    Some(text.into_owned())
}

/// The texts of a language's files, for the tests of the catalogue: subject and text.
pub fn files(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    SUBJECTS.iter().map(move |(name, zh, en)| match language {
        Language::Zh => (*name, *zh),
        Language::En => (*name, *en),
    })
}

/// What is wrong with the catalogue's files: what a file has that is no message, and keys that
/// stand there twice. Empty in a program that passed its tests.
pub fn mistakes(language: Language) -> Vec<String> {
    load(language).1
}

fn bundle(language: Language) -> &'static Bundle {
    static ZH: OnceLock<Bundle> = OnceLock::new();
    static EN: OnceLock<Bundle> = OnceLock::new();
    let place = match language {
        Language::Zh => &ZH,
        Language::En => &EN,
    };
    place.get_or_init(|| load(language).0)
}

/// Reads all files of a language; what cannot be read is left out and listed.
fn load(language: Language) -> (Bundle, Vec<String>) {
    let mut bundle = Bundle::new_concurrent(vec![identifier(language)]);
    // The marks around inserted values confuse copying, searching and short messages.
    bundle.set_use_isolating(false);
    let mut mistakes = Vec::new();
    for (name, text) in files(language) {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(part, errors)| {
            mistakes.extend(errors.iter().map(|error| format!("{name}: {error}")));
            part
        });
        if let Err(errors) = bundle.add_resource(resource) {
            mistakes.extend(errors.iter().map(|error| mistake(name, error)));
        }
    }
    (bundle, mistakes)
}

fn mistake(name: &str, error: &FluentError) -> String {
    format!("{name}: {error}")
}

fn identifier(language: Language) -> LanguageIdentifier {
    language
        .tag()
        .parse()
        .expect("both tags are well-formed language tags")
}
