//! A key that is not there cannot be missed.

use crate::school::{EN, ZH};

#[test]
#[cfg(debug_assertions)]
fn a_missing_key_stops_a_debug_build() {
    let said = std::panic::catch_unwind(|| ZH.say("page-nowhere-nothing"));
    assert!(said.is_err());
}

#[test]
#[cfg(debug_assertions)]
fn a_sentence_without_its_value_stops_a_debug_build() {
    let said = std::panic::catch_unwind(|| EN.say("gap-twice"));
    assert!(said.is_err());
}

#[test]
#[cfg(not(debug_assertions))]
fn a_missing_key_is_said_as_it_is() {
    assert_eq!(ZH.say("page-nowhere-nothing"), "page-nowhere-nothing");
    assert_eq!(EN.say("gap-twice"), "the id “{$id}” stands twice");
}

#[test]
fn what_is_put_in_is_not_read_as_a_sentence() {
    let name = "{ $id } } 【】 <b>";
    assert_eq!(
        ZH.with("gap-twice", &[("id", name)]),
        format!("编号“{name}”重复")
    );
}
