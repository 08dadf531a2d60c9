//! The quick report.

use engine::Answer;
use paper::{Filled, Unfilled};
use plan::ReportId;
use plan::condition::Known;
use words::Language::{En, Zh};

use crate::school::{School, at, id, link};

fn text(filled: &Filled, id: &str) -> Option<String> {
    let item = filled.items.iter().find(|item| item.id == id);
    item.unwrap_or_else(|| panic!("no item {id}")).text.clone()
}

#[track_caller]
fn check(filled: &Filled, expected: &[(&str, &str)]) {
    for (id, wanted) in expected {
        assert_eq!(text(filled, id).as_deref(), Some(*wanted), "{id}");
    }
}

#[test]
fn what_the_record_has_stands_in_the_form_and_what_it_lacks_is_missing() {
    let filled = School::hurt().quick(Zh);
    assert_eq!(filled.title, "松坪中学关于燃气泄漏的快报");
    assert_eq!(filled.to.as_deref(), Some("区教育局"));
    assert_eq!(
        filled.opening,
        "2026年11月22日 周日 02:30，第二食堂发生燃气泄漏。现将有关情况报告如下。"
    );
    check(
        &filled,
        &[
            ("organisation", "松坪中学"),
            ("kind", "学校"),
            ("happened", "2026年11月22日 周日 02:30"),
            ("reported", "2026年11月22日 周日 02:31"),
            ("place", "第二食堂"),
            ("known", "可燃气体浓度 24 %LEL；影响住宿区 是"),
            ("injured", "1人"),
            ("seriously-injured", "1人"),
            (
                "leader",
                "总指挥 陆衡（非工作时间，由总值班代行总指挥职责）",
            ),
            ("reporter", "信息组 许南星"),
            ("phone", "0001-0009"),
        ],
    );
    assert_eq!(
        filled.missing,
        [
            "死亡人数",
            "下落不明人数",
            "初步估计的直接经济损失",
            "目前查明的原因"
        ]
    );
}

#[test]
fn the_measures_are_the_steps_that_are_done_with_who_and_when() {
    let measures = text(&School::hurt().quick(Zh), "measures").expect("three steps are done");
    let done: Vec<&str> = measures.split_inclusive('。').collect();
    assert_eq!(
        done,
        [
            "02:34，陆衡：在室外拨打119和燃气公司抢修电话，说清地点、有无人员受伤（“119已出动”）。",
            "02:38，林叙：组织泄漏区和相邻房间的人员撤到上风处，任何人不得返回（“两栋楼都撤空了”）。",
            "02:39，何知予：在室外关闭燃气总阀（“总阀已关”）。",
        ]
    );
}

#[test]
fn the_course_tells_alarm_facts_and_notes_in_order() {
    let course = text(&School::hurt().quick(Zh), "course").expect("the alarm said something");
    let mut from = 0;
    for part in [
        "报告燃气泄漏",
        "后厨浓度报警",
        "受伤人数 1人",
        "一名学生头晕",
    ] {
        let found = course[from..].find(part);
        from += found.unwrap_or_else(|| panic!("{part} not after {from} in {course}"));
    }
    assert_eq!(course.matches("后厨浓度报警").count(), 1, "{course}");
}

#[test]
fn the_english_report_says_the_same() {
    let filled = School::hurt().quick(En);
    check(
        &filled,
        &[
            ("place", "Canteen 2"),
            ("happened", "Sunday 22 November 2026, 02:30"),
            ("reporter", "Xu Nanxing, Information officer"),
        ],
    );
    assert_eq!(filled.to.as_deref(), Some("District education bureau"));
    assert_eq!(
        filled.missing,
        [
            "Deaths",
            "People unaccounted for",
            "Direct loss, first estimate",
            "Cause as far as known"
        ]
    );
    // The organisation and the documents of its limits are called by their own names.
    let texts = filled.items.iter().filter(|item| item.id != "organisation");
    for item in texts {
        let said = format!(
            "{} {}",
            item.label,
            item.text.as_deref().unwrap_or_default()
        );
        assert!(
            said.chars()
                .all(|it| !('\u{4e00}'..='\u{9fff}').contains(&it)),
            "{said}"
        );
    }
}

#[test]
fn the_copy_for_the_authority_carries_no_working_notes() {
    let filled = School::hurt().quick(Zh);
    let grade = text(&filled, "grade").expect("it is graded");
    assert!(grade.ends_with("（重伤人数 1人）"), "{grade}");
    assert!(!grade.contains('≥') && !grade.contains("还可能"), "{grade}");
    let printed = format!("{:?}", filled.document());
    for note in ["报送时限", "严于", "约束", "前送达"] {
        assert!(!printed.contains(note), "{note} in {printed}");
    }
    let english = text(&School::hurt().quick(En), "grade").expect("it is graded");
    assert!(
        english.ends_with("(Seriously injured 1 people)"),
        "{english}"
    );
}

#[test]
fn before_anybody_counted_the_injured_their_number_is_missing_and_not_nought() {
    let filled = School::alarm().quick(Zh);
    for label in ["受伤人数", "重伤人数", "死亡人数", "措施"] {
        assert!(filled.missing.iter().any(|it| it == label), "{label}");
    }
}

#[test]
fn a_lower_bound_is_said_as_one_and_an_unknown_takes_the_number_back() {
    let mut school = School::hurt();
    school.facts("lu", &[("injured", Known::at_least(3))]);
    check(&school.quick(Zh), &[("injured", "至少3人")]);
    school.facts("lu", &[("injured", Known::Unknown)]);
    assert!(school.quick(Zh).missing.contains(&"受伤人数".to_owned()));
}

#[test]
fn that_not_everyone_was_found_does_not_say_how_many_are_missing() {
    let mut school = School::hurt();
    school.facts("lu", &[("everyone-found", Known::yes_no(false))]);
    assert_eq!(text(&school.quick(Zh), "missing-people"), None);
    school.facts("lu", &[("everyone-found", Known::yes_no(true))]);
    check(&school.quick(Zh), &[("missing-people", "0人")]);
}

#[test]
fn an_erased_value_reads_as_erased_and_is_not_missing() {
    let mut school = School::hurt();
    school.erased = ["canteen", "xu", "phone-xu"].into();
    let filled = school.quick(Zh);
    check(
        &filled,
        &[
            ("place", "〔已删除〕"),
            ("reporter", "信息组 〔已删除〕"),
            ("phone", "〔已删除〕"),
        ],
    );
    assert!(!filled.missing.contains(&"发生地点".to_owned()));
}

#[test]
fn the_day_of_signing_is_open_until_the_report_was_sent() {
    let mut school = School::hurt();
    assert_eq!(school.quick(Zh).sign, ["松坪中学", "　　年　月　日"]);
    school.now = at("11-22 02:50:00");
    school.answer(link("xu"), "first-report", Answer::Done, Some("sent"));
    assert_eq!(school.quick(Zh).sign, ["松坪中学", "2026年11月22日"]);
}

#[test]
fn who_took_the_report_on_is_its_reporter_and_without_a_number_the_phone_is_missing() {
    let mut school = School::hurt();
    school.until("11-22 02:45:30");
    school.answer(link("lu"), "first-report", Answer::GotIt, None);
    let filled = school.quick(Zh);
    check(&filled, &[("reporter", "信息组 陆衡")]);
    assert!(filled.missing.contains(&"联系电话".to_owned()));
}

#[test]
fn a_drill_is_marked() {
    let mut school = School::hurt();
    school.drill = true;
    let mark = school.quick(Zh).mark.expect("it is a drill");
    assert!(mark.contains("【演练】"), "{mark}");
}

#[test]
fn a_report_that_the_plan_does_not_know_is_refused() {
    let school = School::hurt();
    let unknown = id(ReportId::new, "second-report");
    assert_eq!(
        school.try_quick(Zh, "second-report"),
        Err(Unfilled::UnknownReport(unknown))
    );
}
