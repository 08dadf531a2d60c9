//! Drafts of generated plans: whatever is written, and however badly, nothing is invented.

use plan_text::draft::{draft_part, fill};
use proptest::prelude::*;

use crate::draft_place::nothing_invented;

/// Pieces of plans in our own words; some of them broken.
const LINES: &[&str] = &[
    "湖汀小学燃气泄漏应急预案",
    "岭北铸造厂设备事故处置方案",
    "一、组织机构",
    "（一）成立应急领导小组",
    "组长：宁远山  副组长：叶 知秋、陶然",
    "组 长：__",
    "成员：各科室负责人、校医、门卫",
    "总指挥由厂长担任，副总指挥由副厂长担任。",
    "夜间和节假日由值班主任担任总指挥。",
    "总指挥不在时由副总指挥代行职责。",
    "组长外出期间，由副组长代为履行职责",
    "下设疏散组，由年级组长组成，负责引导学生撤离。",
    "二、处置程序",
    "1、燃气泄漏的处置",
    "（1）值班员立即关闭总阀，严禁开关电器;",
    "（2）疏散组在5分钟内组织人员撤离到上风处，清点人数。",
    "（3）门卫应在半小时内封锁入口，由总指挥决定是否报警。",
    "2.设备事故的处置",
    "1) 班组长应停机断电，两小时内查明原因",
    "2）发生重伤的，安全科须在1小时内向区应急局报告；",
    "3) 三十分钟内电话报告总值班室，书面报告最迟不得超过12小时",
    "较大事故：造成3人以上10人以下死亡，或者5000万元以上直接经济损失。",
    "一般事故：造成3人以下死亡，或10人以下重伤的",
    "特别重大事故:造成30人以上死亡的。",
    "应急结束由总指挥宣布。结束后3日内由办公室写出书面报告。",
    "经组长批准，解除应急状态，并对处置过程进行评估",
    "值班记录保存六个月，录像保存90天。档案保存10年",
    "电话：119",
    "\u{feff}",
    "，，。；（（",
    "1\t组长\t宁远山\r",
    "②现场人员③",
];

fn written() -> impl Strategy<Value = String> {
    let line = prop::sample::select(LINES);
    let noise = prop::sample::select(&["", " ", "\u{3000}", "\u{200b}", "１"][..]);
    prop::collection::vec((line, noise), 0..40).prop_map(|lines| {
        let mut text = String::new();
        for (line, noise) in lines {
            let half = line.chars().count() / 2;
            let (head, tail): (String, String) = (
                line.chars().take(half).collect(),
                line.chars().skip(half).collect(),
            );
            text.push_str(&format!("{head}{noise}{tail}\n"));
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_invented_whatever_is_written(text in written()) {
        let reading = plan_text::read(&text);
        for part in 0..reading.document.parts.len() {
            let draft = draft_part(&text, "0f", &reading, part);
            if let Err(why) = nothing_invented(&text, &draft) {
                return Err(TestCaseError::fail(why));
            }
            let yaml = plan_text::yaml::write_yaml(&draft.plan);
            let back = plan_text::yaml::read_yaml(&yaml);
            prop_assert_eq!(back.as_ref(), Ok(&draft.plan));
        }
    }

    #[test]
    fn accepting_a_proposal_never_opens_a_new_blank_of_its_kind(text in written()) {
        let reading = plan_text::read(&text);
        for part in 0..reading.document.parts.len() {
            let draft = draft_part(&text, "0f", &reading, part);
            let mut plan = draft.plan.clone();
            let before = plan::adopt(&plan).err().map_or(0, |gaps| gaps.len());
            let proposals = draft.blanks.iter().filter(|it| it.missing.stops());
            let mut accepted = 0;
            for (blank, proposal) in proposals.filter_map(|it| Some((it, it.proposal.as_ref()?))) {
                prop_assert!(fill(&mut plan, &blank.element, proposal), "{}", blank.element);
                accepted += 1;
            }
            let after = plan::adopt(&plan).err().map_or(0, |gaps| gaps.len());
            prop_assert!(after + accepted <= before, "{before} gaps, {accepted} accepted, {after} left");
        }
    }

    #[test]
    fn a_draft_never_panics(text in "[一二三组长由担任任、，。：:；（）\\(\\)0-9a-z\\n\\r\\t 报告小时内分钟不在代行夜间总指挥副宣布终止级死亡人以上下元万保存年]{0,200}") {
        let reading = plan_text::read(&text);
        for part in 0..reading.document.parts.len() {
            let draft = draft_part(&text, "0f", &reading, part);
            if let Err(why) = nothing_invented(&text, &draft) {
                return Err(TestCaseError::fail(why));
            }
        }
    }
}
