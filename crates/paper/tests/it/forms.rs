//! Forms are data; what is built in reads, and the plan library names nothing else.

use std::collections::BTreeSet;
use std::path::Path;

use paper::{form, forms};

#[test]
fn every_form_is_found_by_its_id_and_no_other() {
    for known in forms() {
        assert_eq!(form(&known.id), Some(known));
    }
    assert_eq!(form("no-such-form"), None);
}

#[test]
fn the_plans_of_the_library_name_just_the_forms_that_can_be_filled() {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans");
    let mut named = BTreeSet::new();
    for folder in std::fs::read_dir(library).expect("the library is there") {
        let folder = folder.expect("an entry").path();
        for file in std::fs::read_dir(folder).expect("a folder of plans") {
            let file = file.expect("an entry").path();
            if file.extension().is_none_or(|it| it != "yaml") {
                continue;
            }
            let text = std::fs::read_to_string(&file).expect("plans are UTF-8");
            let plan: plan::Plan = serde_saphyr::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            named.extend(plan.reports.into_iter().filter_map(|report| report.form));
        }
    }
    let built_in: BTreeSet<String> = forms().iter().map(|form| form.id.clone()).collect();
    assert_eq!(named, built_in);
}
