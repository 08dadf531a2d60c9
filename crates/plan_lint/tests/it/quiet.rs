//! What looks wrong and is not: sentences that once were blamed.

use crate::base::{names, of_text};

/// A plan with that sentence in it.
fn says(sentence: &str) -> Vec<&'static str> {
    names(&of_text(&format!(
        "停水应急预案\n一、抢修\n1、{sentence}\n2、水电班在60分钟内更换损坏的阀门。\n"
    )))
}

fn blames(rule: &str, sentence: &str) -> bool {
    says(sentence).contains(&rule)
}

#[test]
fn a_limit_in_the_next_sentence_bounds_the_report_before_it() {
    let rule = "report-without-limit";
    assert!(blames(rule, "值班长应及时向街道办报告。"));
    assert!(!blames(
        rule,
        "值班长应及时向街道办报告。首次报告不超过40分钟。"
    ));
}

#[test]
fn who_received_a_report_at_once_is_not_the_one_who_reports() {
    let rule = "report-without-limit";
    assert!(!blames(rule, "水电班在接到报告的第一时间赶到泵房。"));
}

#[test]
fn one_report_said_twice_in_a_paragraph_is_one_finding() {
    let said = says("值班长查看泵房，及时上报。查看以后，及时上报街道办。");
    let times = said.iter().filter(|it| **it == "report-without-limit");
    assert_eq!(times.count(), 1, "{said:?}");
}

#[test]
fn departments_whose_name_follows_in_brackets_are_named() {
    let rule = "recipient-unnamed";
    assert!(blames(rule, "值班长通知相关部门。"));
    assert!(!blames(rule, "值班长通知相关部门（自来水公司）。"));
}

#[test]
fn to_judge_whether_the_network_is_cut_is_not_to_cut_it() {
    let rule = "whole-network-cut";
    assert!(blames(rule, "发现木马后切断全部网络。"));
    assert!(!blames(rule, "值班长判断是否需要切断全部网络。"));
}

#[test]
fn something_else_may_be_sprayed_beside_alcohol() {
    let rule = "alcohol-sprayed";
    assert!(blames(rule, "门卫用酒精对来人的手和衣服进行喷洒。"));
    assert!(!blames(rule, "门卫备好酒精，地面用含氯消毒液喷洒。"));
}

#[test]
fn hours_of_the_first_public_word_are_compared_whatever_their_number() {
    let rule = "first-word-too-late";
    assert!(blames(rule, "按照黄金十二小时的要求发布消息。"));
    assert!(blames(rule, "按照黄金36小时的要求发布消息。"));
    assert!(!blames(rule, "按照黄金四小时的要求发布消息。"));
}

#[test]
fn a_right_word_that_holds_a_wrong_one_is_not_a_misprint() {
    let rule = "word-mistyped";
    for fine in [
        "保安员封锁肇事现场。",
        "值班长带领小组成员查看。",
        "水电班按排班表到岗。",
        "各组启动相应预案。",
    ] {
        assert!(!blames(rule, fine), "{fine}");
    }
    for wrong in ["保安员保护事现场。", "值班长衣法处理。", "水温不超过40oC。"]
    {
        assert!(blames(rule, wrong), "{wrong}");
    }
}
