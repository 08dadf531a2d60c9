//! Forms are data; what is built in reads, and says what it must.

use paper::{FORMS, form};

#[test]
fn every_form_that_is_named_is_there() {
    for id in FORMS {
        assert_eq!(form(id).expect("it is built in").id, id);
    }
    assert_eq!(form("no-such-form"), None);
}

#[test]
fn every_form_that_a_plan_of_the_library_names_can_be_filled() {
    let plan: plan::Plan =
        serde_saphyr::from_str(include_str!("../../../../plans/school/gas-leak.yaml"))
            .expect("it reads");
    let named: Vec<&str> = plan
        .reports
        .iter()
        .filter_map(|report| report.form.as_deref())
        .collect();
    assert_eq!(named, ["accident-quick-report"]);
    assert!(named.into_iter().all(|id| FORMS.contains(&id)));
}
