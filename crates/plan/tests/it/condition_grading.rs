//! Grades while facts are missing.

use plan::Rank;
use plan::condition::{Checked, Spelling, grade};

use crate::condition_world::{checked, facts};

/// The grades of 望湖寄宿学校 for a gas leak, most severe first.
const GAS: [(u8, &str); 4] = [
    (1, "死亡人数 >= 3"),
    (2, "死亡人数 >= 1 或 伤情 = 危重"),
    (
        3,
        "伤情 属于 [住院, 危重] 或 可燃气体浓度 >= 20 且 影响住宿区",
    ),
    (4, "可燃气体浓度 >= 10"),
];

fn ladder(grades: &[(u8, &str)]) -> Vec<(Rank, Checked)> {
    grades
        .iter()
        .map(|(rank, text)| (Rank::new(*rank).expect("1 to 4"), checked(text)))
        .collect()
}

/// `certain` and `ask` are written as `-` where there is none.
fn check(grades: &[(u8, &str)], known: &str, certain: &str, possible: &[u8], ask: &str) {
    let grading = grade(&ladder(grades), &facts(known));
    let found = grading
        .certain
        .map_or("-".to_owned(), |it| it.number().to_string());
    assert_eq!(found, certain, "certain — {known}");
    let found: Vec<u8> = grading.possible.iter().map(|it| it.number()).collect();
    assert_eq!(found, possible, "possible — {known}");
    let found = grading.ask.map_or("-".to_owned(), |it| it.to_string());
    assert_eq!(found, ask, "ask — {known}");
}

#[test]
fn while_the_injury_is_unknown_it_may_still_be_raised_and_the_injury_is_asked_first() {
    let known = "gas-level 24, dormitory yes, deaths 0";
    check(&GAS, known, "3", &[2], "injury");
}

#[test]
fn while_nothing_is_known_every_grade_is_possible_and_the_worst_is_asked_about() {
    check(&GAS, "", "-", &[1, 2, 3, 4], "deaths");
}

#[test]
fn at_least_one_death_makes_the_second_grade_certain_and_leaves_the_first_open() {
    check(&GAS, "deaths 1+", "2", &[1], "deaths");
}

#[test]
fn when_the_worst_is_certain_nothing_is_asked() {
    check(&GAS, "deaths 4+", "1", &[], "-");
}

#[test]
fn when_no_grade_is_reached_none_is_certain_and_none_possible() {
    check(&GAS, "deaths 0, injury 轻微, gas-level 3", "-", &[], "-");
}

#[test]
fn of_questions_that_can_raise_to_the_worst_the_one_that_more_grades_wait_for_comes_first() {
    let grades = [
        (1, "死亡人数 >= 30 或 受伤人数 >= 100"),
        (2, "受伤人数 >= 50"),
        (3, "受伤人数 >= 10"),
    ];
    check(&grades, "", "-", &[1, 2, 3], "injured");
    check(&grades, "injured 20", "3", &[1], "deaths");
}

#[test]
fn a_question_that_can_raise_alone_comes_before_one_that_cannot() {
    let grades = [(2, "起火 且 影响住宿区 或 死亡人数 >= 1"), (3, "起火")];
    check(&grades, "", "-", &[2, 3], "deaths");
}

#[test]
fn a_rank_with_two_conditions_is_possible_once_and_certain_by_either() {
    let grades = [(1, "死亡人数 >= 3"), (1, "受伤人数 >= 10"), (2, "起火")];
    check(&grades, "fire yes", "2", &[1], "deaths");
    check(&grades, "injured 12", "1", &[], "-");
}

#[test]
fn a_grade_says_why() {
    let known = facts("gas-level 24, dormitory yes, deaths 0, injury 轻微");
    let grading = grade(&ladder(&GAS), &known);
    let because: Vec<String> = grading
        .reason
        .iter()
        .flat_map(|reason| &reason.because)
        .map(|it| it.claim.spell(Spelling::Chinese, |id| id.to_string()))
        .collect();
    assert_eq!(because, ["gas-level ≥ 20 %LEL", "dormitory"]);
    let kept: Vec<_> = grading
        .reason
        .iter()
        .flat_map(|reason| &reason.because)
        .map(|it| &it.known)
        .collect();
    assert_eq!(
        kept,
        [
            known.known(&crate::condition_world::fact("gas-level")),
            known.known(&crate::condition_world::fact("dormitory")),
        ]
    );
}
