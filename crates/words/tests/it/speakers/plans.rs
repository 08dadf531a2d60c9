//! Plans: grades, gaps, reports and whose limit binds.

use plan::condition::{TypeError, TypeErrorKind};
use plan::{BadCondition, Clock, EventId, Gap, Hours, Kind, Lack, Plan, Rank, Whose, adopt};
use words::{SECTIONS, Words};

use crate::school::{EN, ZH, id, plan};
use crate::tidy;

fn rank(number: u8) -> Rank {
    Rank::new(number).expect("1 to 4")
}

fn both(speak: impl Fn(Words) -> String) -> (String, String) {
    let said = (speak(ZH), speak(EN));
    tidy::both(&said.0, &said.1);
    said
}

fn check(speak: impl Fn(Words) -> String, zh: &str, en: &str) {
    assert_eq!(both(speak), (zh.to_owned(), en.to_owned()));
}

#[test]
fn a_grade_has_numeral_word_and_colour() {
    let plan = plan();
    check(
        |w| w.grade(rank(3), Some(&plan)),
        "Ⅲ级 较大 黄",
        "Grade III, Major, yellow",
    );
    check(
        |w| w.grade(rank(1), Some(&plan)),
        "Ⅰ级 特别重大 红",
        "Grade I, Extremely serious, red",
    );
    check(
        |w| w.grade(rank(2), None),
        "Ⅱ级 重大 橙",
        "Grade II, Serious, orange",
    );
    check(
        |w| w.grade_without_colour(rank(4), None),
        "Ⅳ级 一般",
        "Grade IV, Ordinary",
    );
    check(|w| w.grade_short(rank(4)), "Ⅳ级", "Grade IV");
    check(|w| w.grade_colour(rank(4)), "蓝", "blue");
}

#[test]
fn the_plans_own_word_for_a_grade_goes_first() {
    let mut plan = plan();
    plan.grades[1].name = "中等".to_owned();
    plan.grades[1].name_en = None;
    assert_eq!(ZH.grade(rank(3), Some(&plan)), "Ⅲ级 中等 黄");
    // Without an English name the Chinese one is better than a wrong one.
    assert_eq!(EN.grade_name(rank(3), Some(&plan)), "中等");
}

#[test]
fn a_grading_says_what_holds_why_and_what_is_open() {
    let plan = plan();
    let event = &plan.events[0];
    let ready = plan::Ready::new(plan.clone());
    let known = [
        ("gas-level", plan::condition::Known::number(24)),
        ("dormitory", plan::condition::Known::yes_no(true)),
    ];
    let facts = known
        .into_iter()
        .map(|(name, known)| (id(plan::FactId::new, name), known))
        .collect();
    let computed = ready.grade(&event.id, &facts);
    let grading = engine::Grading {
        certain: computed.certain,
        computed: computed.certain,
        possible: computed.possible,
        ask: computed.ask,
        reason: computed.reason,
    };
    check(
        |w| w.grading(&grading, Some(&plan), Some(event)),
        "现定Ⅲ级 较大 黄：可燃气体浓度 24 ≥ 20 %LEL 且 影响住宿区；还可能是Ⅱ级，取决于受伤人数",
        "Grade III, Major, yellow: Gas level 24 ≥ 20 %LEL and Dormitory affected; Grade II still possible, depending on: Injured",
    );
    check(
        |w| w.grading(&engine::Grading::default(), Some(&plan), Some(event)),
        "尚未定级",
        "No grade yet",
    );
}

#[test]
fn the_strictest_limit_that_binds_is_said_beside_the_others() {
    let plan = plan();
    let report = &plan.reports[0];
    let (zh, _) = (ZH.binding(report, Some(Kind::School)), ());
    assert_eq!(
        zh,
        "本单位预案 6.2：1小时，严于上级2小时（待核实）；《生产安全事故报告和调查处理条例》第九条约束生产经营单位，不约束学校"
    );
    assert_eq!(
        EN.binding(report, Some(Kind::School)),
        "our own plan, 6.2: 1 hour, stricter than superior authority with 2 hours (to be verified); “生产安全事故报告和调查处理条例”, 第九条 binds producing and trading units, not schools"
    );
    // A factory is bound by the statute, which is as strict as its own plan.
    assert_eq!(
        ZH.binding(report, Some(Kind::Factory)),
        "本单位预案 6.2：1小时，严于上级2小时（待核实），与法规相同"
    );
}

#[test]
fn a_report_that_nothing_limits_says_nothing() {
    let mut report = plan().reports.remove(0);
    report.limits.clear();
    assert_eq!(ZH.binding(&report, Some(Kind::School)), "");
}

#[test]
fn a_limit_without_a_place_says_who_set_it() {
    let mut report = plan().reports.remove(0);
    for (limit, zh) in
        report
            .limits
            .iter_mut()
            .zip(["上级：2小时", "本单位预案：1小时", "法规：1小时"])
    {
        limit.basis = None;
        assert_eq!(ZH.limit(limit), zh);
    }
    report.limits[0].whose = Whose::Sector;
    check(
        |w| w.limit(&report.limits[0]),
        "行业规定：2小时",
        "sector rule: 2 hours",
    );
    check(
        |w| w.report_clock(Clock::HeadTold),
        "自单位负责人接报起",
        "from when the head of the organisation is told",
    );
    check(
        |w| w.report_clock(Clock::Reported),
        "自本单位接报起",
        "from when the organisation receives the report",
    );
    check(
        |w| w.report_clock(Clock::Known),
        "自情况确认起",
        "from when it is confirmed",
    );
}

#[test]
fn kinds_and_hours_have_their_words() {
    for (kind, zh, en) in [
        (Kind::School, "学校", "school"),
        (Kind::Factory, "生产经营单位", "producing or trading unit"),
        (Kind::Hospital, "医院", "hospital"),
        (Kind::Town, "乡镇街道", "township"),
    ] {
        check(|w| w.kind(kind), zh, en);
    }
    check(|w| w.hours(Hours::Always), "全天", "day and night");
    check(|w| w.hours(Hours::Working), "工作时间", "working hours");
    check(
        |w| w.hours(Hours::OffHours),
        "夜间和节假日",
        "nights and holidays",
    );
}

/// The first gap of a plan after a change, said with the plan's names.
fn gap(change: impl Fn(&mut Plan), zh: &str, en: &str) {
    let mut plan = plan();
    change(&mut plan);
    let gaps = adopt(&plan).expect_err("the change leaves a gap");
    check(|w| w.gap(&gaps[0], Some(&plan)), zh, en);
}

#[test]
fn a_gap_names_the_element_as_the_plan_does() {
    gap(
        |plan| plan.procedures[0].steps[0].limit = None,
        "步骤“在泄漏区外切断总电源”：没有写时限",
        "step “Cut the power outside the leak area”: no limit of time",
    );
    gap(
        |plan| plan.reports[0].post = None,
        "报告“书面首报区教育局”：没有写明由谁办",
        "report “First written report to the bureau”: does not say who does it",
    );
    gap(
        |plan| plan.reports[0].to = None,
        "报告“书面首报区教育局”：没有写明报给谁",
        "report “First written report to the bureau”: does not say who receives it",
    );
    gap(
        |plan| plan.meta.head = None,
        "报告“书面首报区教育局”：没有指定单位负责人岗位，报告时限无从起算",
        "report “First written report to the bureau”: the post that heads the organisation is not named, so the clock of a report cannot start",
    );
    gap(
        |plan| plan.closing = None,
        "终止：没有写明怎样结束，或由谁签字",
        "closing: does not say how it ends, or who signs",
    );
    gap(
        |plan| plan.posts[1].substitutes = vec![id(duty::PostId::new, "ghost")],
        "岗位“总指挥”：提到的岗位“ghost”不存在",
        "post “Commander”: names post “ghost”, which does not exist",
    );
    gap(
        |plan| plan.procedures[0].event = None,
        "事件类型“燃气泄漏”：没有处置程序",
        "event type “Gas leak”: no procedure",
    );
    gap(
        |plan| plan.groups[0].leader = Some(id(duty::PostId::new, "ghost")),
        "工作组“指挥组”：提到的岗位“ghost”不存在",
        "group “Command group”: names post “ghost”, which does not exist",
    );
    gap(
        |plan| plan.grades[0].leader = Some(id(duty::PostId::new, "ghost")),
        "级别“重大”：提到的岗位“ghost”不存在",
        "grade “Serious”: names post “ghost”, which does not exist",
    );
    gap(
        |plan| plan.notices[0].ladder[0].tell = duty::Tell::Post(id(duty::PostId::new, "ghost")),
        "通知规则“通知”：提到的岗位“ghost”不存在",
        "notice rule “Notice”: names post “ghost”, which does not exist",
    );
    gap(
        |plan| plan.signals[0].event = id(EventId::new, "ghost"),
        "信号规则“厨房探测器”：提到的事件类型“ghost”不存在",
        "signal rule “Kitchen detector”: names event type “ghost”, which does not exist",
    );
    gap(
        |plan| {
            let steps = &mut plan.procedures[0].steps;
            steps[0].after = vec![steps[2].id.clone()];
        },
        "处置程序“处置程序”：步骤互相等待，永远不能开始",
        "procedure “Response”: steps wait for each other and can never start",
    );
}

#[test]
fn every_lack_is_a_sentence() {
    let bad = BadCondition {
        element: "step first".to_owned(),
        event: id(EventId::new, "gas-leak"),
        source: "rain > 3".to_owned(),
        errors: vec![TypeError {
            at: 0,
            kind: TypeErrorKind::NotADuration,
        }],
    };
    let lacks = [
        Lack::Title,
        Lack::Posts,
        Lack::Events,
        Lack::Notices,
        Lack::Procedure,
        Lack::Event,
        Lack::Steps,
        Lack::Post,
        Lack::Limit,
        Lack::Recipient,
        Lack::Head,
        Lack::SignOff,
        Lack::Unknown {
            section: "step".to_owned(),
            id: "x".to_owned(),
        },
        Lack::Twice("x".to_owned()),
        Lack::Circle,
        Lack::Condition(bad),
    ];
    let mut said = std::collections::BTreeSet::new();
    for lack in lacks {
        let (zh, _) = both(|w| w.lack(&lack));
        assert!(said.insert(zh), "two lacks read the same: {lack:?}");
    }
    check(
        |w| {
            w.gap(
                &Gap {
                    element: "step first".to_owned(),
                    lack: Lack::Steps,
                },
                None,
            )
        },
        "步骤“first”：没有步骤",
        "step “first”: no step",
    );
}

#[test]
fn every_section_has_a_name() {
    for section in SECTIONS {
        assert!(!both(|w| w.section(section)).0.is_empty());
    }
    assert_eq!(ZH.section("campaign"), "campaign");
}
