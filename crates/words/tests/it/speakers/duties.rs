//! Duties, ladders, stands and messages.

use duty::{Evidence, GroupId, PostId, Sealed, Standing, Tell};
use engine::{About, Act, Answer, By, Notice, NoticeKind, Phase, Stand, Template, Why};
use plan::condition::Known;
use words::{Language, Names, Words};

use crate::school::{EN, School, ZH, account, at, id, person, sealed};
use crate::tidy;

fn check(school: &School, speak: impl Fn(Words, &Names<'_>) -> String, zh: &str, en: &str) {
    let said = school.say(speak);
    assert_eq!((said.0.as_str(), said.1.as_str()), (zh, en));
    tidy::both(zh, en);
}

#[test]
fn standings_phases_answers_and_evidence_have_their_words() {
    let standings = [
        (Standing::Open, "未答复", "unanswered"),
        (Standing::Acknowledged, "已知悉", "taken on"),
        (Standing::Discharged, "已办结", "done"),
        (Standing::Refused, "办不了", "cannot"),
        (Standing::Lapsed, "已逾期", "overdue"),
        (Standing::Waived, "已免办", "waived"),
    ];
    for (standing, zh, en) in standings {
        assert_eq!(
            (ZH.standing(standing), EN.standing(standing)),
            (zh.into(), en.into())
        );
    }
    let phases = [
        (Phase::Reported, "报告", "Report"),
        (Phase::Response, "响应", "Response"),
        (Phase::Ending, "终止", "Ending"),
        (Phase::Review, "总结", "Review"),
    ];
    for (phase, zh, en) in phases {
        assert_eq!((ZH.phase(phase), EN.phase(phase)), (zh.into(), en.into()));
    }
    assert_eq!(ZH.answer(Answer::GotIt), "知道了，马上去");
    assert_eq!(EN.answer(Answer::Cannot), "I cannot");
    assert_eq!(ZH.answer(Answer::Done), "办结");
    assert_eq!(
        ZH.evidence(&[Evidence::Text, Evidence::Photo]),
        "文字说明、照片"
    );
    assert_eq!(EN.evidence(&[]), "");
}

#[test]
fn a_rung_says_whom_it_tells() {
    let school = School::with_alarm();
    let cases = [
        (Tell::Holder, "任务岗位", "the duty’s post"),
        (Tell::Substitute, "替补", "the substitute"),
        (Tell::Commander, "现场指挥", "the commander"),
        (
            Tell::Post(id(PostId::new, "principal")),
            "校长",
            "Principal",
        ),
        (
            Tell::Group(id(GroupId::new, "leaders")),
            "指挥组",
            "Command group",
        ),
        (
            Tell::CallList,
            "列入呼叫单，由值班员打电话",
            "onto the call list, the duty officer rings",
        ),
        (Tell::RedLine, "亮红线", "red line"),
    ];
    for (tell, zh, en) in cases {
        check(&school, |w, names| w.tell(&tell, names), zh, en);
    }
    let duty = school.state.duties[&school.duty("cut-power")].clone();
    check(
        &school,
        |w, names| w.next_rung(&duty, names),
        "02:34 告知替补",
        "02:34 tell the substitute",
    );
    let last = duty
        .ladder
        .rungs()
        .iter()
        .find(|rung| rung.tell == Tell::RedLine);
    check(
        &school,
        |w, names| w.rung(last.expect("every ladder ends in one"), names),
        "02:43 亮红线",
        "02:43 red line",
    );
}

#[test]
fn a_stand_says_why_these_people() {
    let school = School::with_alarm();
    let stand = |post: &str, acting: &str, why: Why| Stand {
        post: id(PostId::new, post),
        acting: id(PostId::new, acting),
        people: if why == Why::Nobody {
            Vec::new()
        } else {
            vec![person("lu")]
        },
        why,
    };
    let cases = [
        (stand("commander", "commander", Why::Holds), "", ""),
        (
            stand("commander", "night-watch", Why::OffHours),
            "非工作时间，由总值班代行总指挥职责",
            "outside working hours, Duty leader stands in for Commander",
        ),
        (
            stand("night-watch", "principal", Why::OffHours),
            "工作时间，由校长代行总值班职责",
            "in working hours, Principal stands in for Duty leader",
        ),
        (
            stand("medic", "principal", Why::OffHours),
            "医疗组不当班，由校长代行",
            "Medical team is off duty, Principal stands in",
        ),
        (
            stand("commander", "principal", Why::Absent),
            "总指挥不在岗，由校长代行",
            "Commander is away, Principal stands in",
        ),
        (
            stand("commander", "principal", Why::Vacant),
            "总指挥空缺，由校长代行",
            "nobody holds Commander, Principal stands in",
        ),
        (
            stand("electrician", "night-watch", Why::Silent),
            "电工组没有答复或办不了，转给总值班",
            "Electricians did not answer or cannot, passed to Duty leader",
        ),
        (
            stand("electrician", "electrician", Why::Silent),
            "先告知的人没有答复或办不了，转给电工组其他人",
            "those told before did not answer or cannot, passed to others of Electricians",
        ),
        (
            stand("commander", "principal", Why::OnlyOnes),
            "总指挥此时无人当班，仍告知校长",
            "nobody is on duty for Commander at this hour, Principal is told all the same",
        ),
        (
            stand("commander", "commander", Why::OnlyOnes),
            "此时无人当班，仍告知总指挥",
            "nobody is on duty at this hour, Commander is told all the same",
        ),
        (
            stand("commander", "commander", Why::Group),
            "全组一并告知",
            "the whole group is told",
        ),
        (
            stand("medic", "medic", Why::Nobody),
            "医疗组及其替补都没有人可告知",
            "nobody can be told, neither Medical team nor a substitute",
        ),
    ];
    for (stand, zh, en) in &cases {
        check(&school, |w, names| w.stand(stand, names), zh, en);
    }
    check(
        &school,
        |w, names| w.stand_in_full(&cases[1].0, names),
        "陆衡（非工作时间，由总值班代行总指挥职责）",
        "Lu Heng (outside working hours, Duty leader stands in for Commander)",
    );
    check(
        &school,
        |w, names| w.stand_in_full(&cases[0].0, names),
        "陆衡",
        "Lu Heng",
    );
    check(
        &school,
        |w, names| w.stand_in_full(&cases[11].0, names),
        "医疗组及其替补都没有人可告知",
        "nobody can be told, neither Medical team nor a substitute",
    );
}

/// The newest notice to somebody.
fn notice(school: &School, to: &str) -> Notice {
    school.state.notices[&school.notice_to(to)].as_ref().clone()
}

#[test]
fn a_notice_says_what_where_the_task_and_by_when() {
    let school = School::with_alarm();
    let owed = notice(&school, "qin");
    check(
        &school,
        |w, names| w.notice(&owed, names).expect("the duty is open"),
        "燃气泄漏，第二食堂。电工组：在泄漏区外切断总电源。02:34前请答复，02:43前办结。现场指挥：陆衡。",
        "Gas leak, Canteen 2. Electricians: Cut the power outside the leak area. Answer by 02:34, finish by 02:43. Commander: Lu Heng.",
    );
}

#[test]
fn a_notice_of_a_life_safety_duty_says_so_first() {
    let mut school = School::with_alarm();
    school.facts(
        By::Link(person("lu")),
        &[("dormitory", Known::yes_no(true))],
    );
    let owed = notice(&school, "tang");
    let (zh, en) = school.say(|w, names| w.notice(&owed, names).expect("the duty is open"));
    assert!(
        zh.starts_with("【人身安全】燃气泄漏，Ⅲ级 较大 黄，第二食堂。医疗组：检查撤出的学生。"),
        "{zh}"
    );
    assert!(
        en.starts_with("[life safety] Gas leak, Grade III, Major, yellow, Canteen 2. "),
        "{en}"
    );
}

#[test]
fn a_second_notice_is_marked_and_says_whose_duty_it_is() {
    let mut school = School::with_alarm();
    school.tick("11-22 02:37:02");
    let duty = school.duty("cut-power");
    let about = |notice: &&std::sync::Arc<Notice>| match &notice.about {
        About::Duty { duty: about, .. } => *about == duty && notice.to == person("lu"),
        About::Waived { .. } | About::Release => false,
    };
    let mut owed: Vec<Notice> = school
        .state
        .notices
        .values()
        .filter(about)
        .map(|it| it.as_ref().clone())
        .collect();
    owed.sort_by_key(|notice| notice.number);
    check(
        &school,
        |w, names| w.notice(&owed[0], names).expect("the duty is open"),
        "【第2次提醒】燃气泄漏，第二食堂。电工组：在泄漏区外切断总电源。先前告知的人没有答复，请你接办。02:43前办结。现场指挥：陆衡。",
        "[reminder 2] Gas leak, Canteen 2. Electricians: Cut the power outside the leak area. Those told before you have not answered; please take it over. Finish by 02:43. Commander: Lu Heng.",
    );
    check(
        &school,
        |w, names| w.notice(&owed[1], names).expect("the duty is open"),
        "【第2次提醒】燃气泄漏，第二食堂。电工组：在泄漏区外切断总电源。至今无人答复，请督促或另派人。02:43前办结。现场指挥：陆衡。",
        "[reminder 2] Gas leak, Canteen 2. Electricians: Cut the power outside the leak area. Nobody has answered yet; please see to it or send somebody else. Finish by 02:43. Commander: Lu Heng.",
    );
}

#[test]
fn an_overdue_duty_is_put_to_the_commander() {
    let mut school = School::with_alarm();
    school.tick("11-22 02:43:02");
    let duty = school.duty("cut-power");
    let overdue = school
        .state
        .notices
        .values()
        .filter(|notice| !notice.call_list)
        .filter(
            |notice| matches!(&notice.about, About::Duty { duty: about, .. } if *about == duty),
        );
    let overdue = overdue
        .max_by_key(|notice| notice.number)
        .expect("the commander is told")
        .as_ref()
        .clone();
    let (zh, en) = school.say(|w, names| w.notice(&overdue, names).expect("the duty is open"));
    assert!(
        zh.contains("逾期未办结，请督促。时限02:43已过，请尽快办结。"),
        "{zh}"
    );
    assert!(
        en.contains("It is overdue; please see to it. It was due at 02:43"),
        "{en}"
    );
}

#[test]
fn a_notice_after_a_restart_and_one_of_a_drill_are_marked() {
    let mut school = School::with_alarm();
    school.done(By::Node, Act::Start);
    let owed = notice(&school, "qin");
    let (zh, en) = school.say(|w, names| {
        w.notice(&owed, &names.in_drill())
            .expect("the duty is open")
    });
    assert!(zh.starts_with("【演练】【可能重复】燃气泄漏"), "{zh}");
    assert!(en.starts_with("[DRILL] [possible repeat] Gas leak"), "{en}");
}

#[test]
fn a_release_says_that_it_is_over_even_after_the_incident_has_left() {
    let mut school = School::with_alarm();
    school.now = at("11-22 02:50:00");
    for (who, task) in [("qin", "cut-power"), ("tang", "check")] {
        school.answer(By::Link(person(who)), task, Answer::Done, Some("off"));
    }
    school.facts(
        By::Link(person("lu")),
        &[
            ("gas-level", Known::number(0)),
            ("injured", Known::number(0)),
        ],
    );
    let incident = school.incident();
    school.done(By::Link(person("lu")), Act::ProposeEnd { incident });
    school.answer(By::Link(person("wen")), "sign-off", Answer::Done, None);
    let release = notice(&school, "qin");
    check(
        &school,
        |w, names| w.notice(&release, names).expect("a release has words"),
        "燃气泄漏，第二食堂。应急响应已于02:50结束。",
        "Gas leak, Canteen 2. The response ended at 02:50.",
    );
    for (who, task) in [("lu", "first"), ("wen", "review")] {
        school.answer(By::Link(person(who)), task, Answer::Done, Some("off"));
    }
    assert!(school.state.incidents.is_empty());
    check(
        &school,
        |w, names| w.notice(&release, names).expect("a release has words"),
        "应急响应已结束。",
        "The response has ended.",
    );
}

#[test]
fn nobody_reached_is_said_in_red() {
    let school = School::with_alarm();
    let duty = school.state.duties[&school.duty("cut-power")].clone();
    check(
        &school,
        |w, names| w.red_line(&duty, names),
        "无人答复，也没有人可再告知：在泄漏区外切断总电源（电工组）",
        "Nobody answered and nobody is left to tell: Cut the power outside the leak area (Electricians)",
    );
    check(
        &school,
        |w, names| w.undelivered(&names.person(w, &person("qin"))),
        "各种渠道都没能告知秦既白，请打电话",
        "No channel reached Qin Jibai; please ring",
    );
    assert_eq!(ZH.channel("carrier-pigeon"), "carrier-pigeon");
}

#[test]
fn what_was_erased_reads_as_erased() {
    let school = School::with_alarm();
    let gone = Sealed {
        id: "destroyed".to_owned(),
        digest: String::new(),
    };
    check(
        &school,
        |w, names| names.sealed(w, &gone),
        "〔已删除〕",
        "[erased]",
    );
    check(
        &school,
        |w, names| names.people(w, &[person("lu"), person("left-long-ago")]),
        "陆衡、〔已删除〕",
        "Lu Heng, [erased]",
    );
}

#[test]
fn whoever_acts_is_named() {
    let school = School::with_alarm();
    let named = |text: &str| id(engine::AccountId::new, text);
    let cases = [
        (By::Link(person("lu")), "陆衡", "Lu Heng"),
        (account("wen-account"), "wen", "wen"),
        (
            By::Token(named("crane")),
            "接口“crane”",
            "Interface “crane”",
        ),
        (
            By::Sender(named("crane")),
            "信号来源“crane”",
            "Signal source “crane”",
        ),
        (By::Anyone, "未登录的报告人", "A reporter without sign-in"),
        (By::Courier, "送信程序", "The courier"),
        (By::Clock, "到时", "The clock"),
        (By::Node, "系统", "The system"),
    ];
    for (by, zh, en) in cases {
        check(&school, |w, names| names.actor(w, &by), zh, en);
    }
}

#[test]
fn the_organisations_own_wording_keeps_the_marks_and_speaks_one_language_at_a_time() {
    let mut school = School::with_alarm();
    let word = |kind, zh: &str| Act::SetTemplate {
        kind,
        template: Template {
            zh: Some(zh.to_owned()),
            en: None,
        },
    };
    school.done(
        By::Node,
        word(
            NoticeKind::Asked,
            "{岗位}请{任务}（{地点}{级别}），{deadline}。听{指挥}的。",
        ),
    );
    school.done(By::Node, word(NoticeKind::Chased, "{任务}：{原因}"));
    school.tick("11-22 02:37:02");
    let owed = notice(&school, "qin");
    let asked = "电工组请在泄漏区外切断总电源（第二食堂），02:43前办结。听陆衡的。";
    let (zh, en) = school.say(|w, names| w.notice(&owed, names).expect("the duty is open"));
    assert_eq!(zh, asked);
    assert!(en.starts_with("Gas leak, Canteen 2."), "{en}");
    let chased = notice(&school, "lu");
    let (zh, _) = school.say(|w, names| w.notice(&chased, names).expect("the duty is open"));
    assert!(zh.starts_with("【第2次提醒】"), "{zh}");
    assert!(zh.ends_with("：至今无人答复，请督促或另派人"), "{zh}");
    let preview =
        Words::new(Language::En).template_preview(NoticeKind::Released, "{event}: over at {ended}");
    assert_eq!(preview, Ok("Gas leak: over at 04:10".to_owned()));
}

#[test]
fn a_report_made_by_word_of_mouth_says_to_whom_and_when() {
    let mut school = School::with_alarm();
    school.facts(
        By::Link(person("lu")),
        &[("dormitory", Known::yes_no(true))],
    );
    school.now = at("11-22 02:50:00");
    let oral = duty::Oral {
        receiver: sealed("qin"),
        post: sealed("watch"),
        number: None,
        at: at("11-22 02:45:00"),
        words: sealed("small"),
    };
    let duty = school.duty("first");
    let events = school.done(
        By::Link(person("lu")),
        Act::AnswerOrally {
            duty,
            oral,
            on_behalf_of: None,
        },
    );
    let answered = |event: &&engine::Event| matches!(event.what, engine::Happened::Answered { .. });
    let event = events.iter().find(answered).expect("it was answered");
    check(
        &school,
        |w, names| w.event_line(event, names),
        "陆衡办结：书面首报区教育局；用时18分58秒；02:45口头报告秦既白（区教育局总值班）（“泄漏已控制”）",
        "Lu Heng finished: First written report to the bureau; took 18 minutes 58 seconds; told Qin Jibai (duty desk of the education bureau) by word of mouth at 02:45 (“the leak is under control”)",
    );
}

#[test]
fn a_report_that_is_not_to_be_made_says_by_which_clause() {
    let mut school = School::with_alarm();
    school.facts(
        By::Link(person("lu")),
        &[("dormitory", Known::yes_no(true))],
    );
    let act = Act::Waive {
        duty: school.duty("first"),
        clause: Some(sealed("clause")),
        reason: sealed("small"),
        on_behalf_of: None,
    };
    let events = school.done(By::Link(person("lu")), act);
    check(
        &school,
        |w, names| w.event_line(&events[0], names),
        "陆衡决定不作“书面首报区教育局”；依据：预案6.4；理由：泄漏已控制",
        "Lu Heng decided that “First written report to the bureau” is not to be made; by: plan, 6.4; because the leak is under control",
    );
    let told = school.notice_to("lu");
    let notice = school.state.notices[&told].clone();
    check(
        &school,
        |w, names| w.notice(&notice, names).unwrap_or_default(),
        "燃气泄漏，Ⅲ级 较大 黄，第二食堂。“书面首报区教育局”不用再办了。",
        "Gas leak, Grade III, Major, yellow, Canteen 2. “First written report to the bureau” need not be done any more.",
    );
}
