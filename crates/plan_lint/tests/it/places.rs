//! Where findings stand.

use plan_lint::Finding;

use crate::base::{of_text, of_yaml, with};

fn quotes(findings: &[Finding], name: &str) -> Vec<String> {
    let of_rule = findings.iter().filter(|it| it.rule.name == name);
    of_rule.map(|it| it.quote.clone()).collect()
}

#[test]
fn a_place_counts_characters_of_the_text_as_decoded() {
    let text = "\u{feff}停电应急预案\r\n一、处置\r\n1、机房的防火墙日志保存30天。\r\n2、每天检查一次。\r\n";
    let findings = of_text(text);
    let [finding] = &findings
        .iter()
        .filter(|it| it.rule.code == "P005")
        .collect::<Vec<_>>()[..]
    else {
        panic!("one finding: {findings:?}");
    };
    let span = finding.span.expect("it has a place");
    let cut: String = text.chars().skip(span.start).take(span.len()).collect();
    assert!(cut.contains("保存30天"), "{cut}");
    assert_eq!(cut, finding.quote);
}

#[test]
fn an_unknown_name_in_a_condition_stands_at_the_name() {
    let text = with(
        "grades:\n  - id: grade-4\n    name: 一般\n    rank: 4\n    when:\n      power-cut: 停电楼栋 >= 1 且 停电小时 >= 2\n",
    );
    assert_eq!(
        quotes(&of_yaml(&text), "condition-does-not-fit"),
        ["停电小时"]
    );
}

#[test]
fn a_wrong_post_stands_where_it_is_named_and_not_where_another_is() {
    let text = with(
        "posts:\n  - id: electrician\n    name: 值班电工\n    substitutes: [foreman]\n  - id: duty-leader\n    name: 总值班\n",
    );
    let findings = of_yaml(&text);
    assert_eq!(quotes(&findings, "name-not-there"), ["foreman"]);
    let span = findings[0].span.expect("it has a place");
    let before: String = text.chars().take(span.start).collect();
    assert!(before.ends_with("substitutes: ["), "{before}");
}

#[test]
fn the_second_of_two_elements_with_one_id_is_shown() {
    let text = with(
        "posts:\n  - id: electrician\n    name: 值班电工\n  - id: duty-leader\n    name: 总值班\n  - id: electrician\n    name: 班长\n",
    );
    let findings = of_yaml(&text);
    let span = findings[0].span.expect("it has a place");
    let after: String = text.chars().skip(span.end).take(16).collect();
    assert!(after.contains("班长"), "{after}");
}

#[test]
fn a_blank_in_a_form_is_there_to_be_filled() {
    let text = "停电应急预案\n一、处置\n1、值班电工查看配电室。\n2、由总值班宣布结束。\n附件1：停电记录表\n记录人：____\n时间：__年__月__日\n";
    assert_eq!(
        quotes(&of_text(text), "blank-left-open"),
        Vec::<String>::new()
    );
}

#[test]
fn signs_inside_names_and_sums_are_no_blanks() {
    let text = "机房应急预案\n一、处置\n1、查看log_level与access_log，备用电池为2×12伏。\n2、**先断网**，由总值班宣布结束。\n";
    assert_eq!(
        quotes(&of_text(text), "blank-left-open"),
        Vec::<String>::new()
    );
}

#[test]
fn what_is_forbidden_is_not_advised() {
    for text in [
        "火灾应急预案\n一、疏散\n1、火灾时不得乘坐电梯疏散。\n2、由总值班宣布结束。\n",
        "防疫应急预案\n一、消毒\n1、酒精严禁喷洒，只能擦拭。\n2、由总值班宣布结束。\n",
        "舆情应急预案\n一、原则\n1、坚决打击网络水军。\n2、由总值班宣布结束。\n",
    ] {
        let spoken: Vec<_> = of_text(text)
            .iter()
            .filter(|it| it.rule.severity == plan_lint::Severity::Critical)
            .map(|it| it.rule.name)
            .collect();
        assert_eq!(spoken, Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn a_law_is_not_corrected_like_a_plan() {
    let text = "灭火管理办法\n第一条 为了预防火灾，制定本办法。\n第二条 单位应当及时向有关部门报告。\n第三条 单位应当定期组织演练。\n第四条 本办法自发布之日起施行。\n";
    assert!(of_text(text).is_empty(), "{:?}", of_text(text));
}
