//! Grades with their criteria.

use crate::check::{check, check_none};

#[test]
fn a_grade_is_read_in_every_dress_where_its_criteria_stand() {
    check(
        "(一)特别重大事件(Ⅰ级):造成全市供水中断的。\n(二)重大事件(Ⅱ级):造成半数片区供水中断的。",
        &[
            r#"level "特别重大事件" rank=1"#, r#"level "重大事件" rank=2"#,
        ],
    );
    check(
        "红色预警:预计6小时内出现漫堤。\n橙色预警:可能出现漫堤。",
        &[r#"level "红色预警" rank=1"#, r#"level "橙色预警" rank=2"#],
    );
    check(
        "P0:核心系统全部中断。\nP1:单个系统中断超过30分钟。",
        &[r#"level "P0" rank=1"#, r#"level "P1" rank=2"#],
    );
    check(
        "死亡10人以上的,为重大事故。",
        &[r#"level "重大事故" rank=2"#],
    );
    check(
        "有下列情形之一的,为较大事件:\n(1)伤5人以上;\n(2)停产两日。",
        &[r#"level "较大事件" rank=3"#],
    );
}

#[test]
fn a_bare_list_of_grades_or_an_order_is_no_definition() {
    check_none(
        "预警分为四级:Ⅰ级(特别严重)、Ⅱ级(严重)、Ⅲ级(较重)、Ⅳ级(一般)。",
        &["level"],
    );
    check_none("重大事件应立即上报。一般情况下由班组处理。", &["level"]);
    check_none("Ⅰ级响应:由总指挥负责指挥。", &["level"]);
}
