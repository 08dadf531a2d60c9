//! Every refusal says what the person needs to know.

use std::sync::Arc;

use duty::{DutyId, Evidence, IncidentId, NoticeId, PostId};
use engine::{
    Act, Answer, BadTemplate, By, Hold, HoldId, Missing, Placeholder, Refusal, Role, Scope,
};
use jiff::Timestamp;
use plan::condition::Known;
use plan::{EventId, Gap, Lack};

use crate::school::{School, account, at, fact, id, person, plan, sealed};
use crate::tidy;

fn check(school: &School, refusal: &Refusal, zh: &str, en: &str) {
    let (in_chinese, in_english) = school.say(|w, names| w.refusal(refusal, names));
    assert_eq!(in_chinese, zh);
    assert_eq!(in_english, en);
    tidy::both(&in_chinese, &in_english);
}

fn under_hold(scope: Scope, until: Option<Timestamp>) -> Refusal {
    Refusal::UnderHold {
        hold: id(HoldId::new, "h"),
        kept: Arc::new(Hold {
            scope,
            reason: sealed("fog"),
            since: at("11-20 10:00:00"),
            until,
        }),
    }
}

#[test]
fn every_refusal_is_a_sentence() {
    let mut school = School::with_alarm();
    school.now = at("11-22 02:40:00");
    let duty = || id(DutyId::new, "d");
    let cases = [
        (
            Refusal::Stale {
                made: at("11-10 08:00:00"),
            },
            "这一条是11-10 08:00提交的，已超过7天，没有采用；请按现在的情况重新提交。",
            "This was made at 11-10 08:00, more than 7 days ago, and was not taken. Submit it again as things stand now.",
        ),
        (
            Refusal::FromTheFuture {
                made: at("11-22 05:00:00"),
            },
            "提交时间是05:00，比系统时间晚一个小时以上；请校准设备时钟后重试。",
            "This was made at 05:00, more than an hour ahead of the system’s time. Set the clock of your device and try again.",
        ),
        (
            Refusal::LongId,
            "提交编号太长，最多100个字符。",
            "The command’s id is too long; at most 100 characters.",
        ),
        (
            Refusal::NotFounded,
            "单位还没有建立，请先完成首次设置。",
            "There is no organisation yet. Complete the first set-up.",
        ),
        (
            Refusal::AlreadyFounded,
            "单位已经建立，不能再建一次。",
            "The organisation exists already and cannot be made again.",
        ),
        (
            Refusal::UnknownEvent(id(EventId::new, "flood")),
            "已发布的预案里没有事件类型“flood”。",
            "No published plan knows the event type “flood”.",
        ),
        (
            Refusal::UnknownIncident(id(IncidentId::new, "i")),
            "没有这个运行中的事件，可能已经归档。",
            "No such incident is running; it may have been archived.",
        ),
        (
            Refusal::IncidentEnded {
                incident: school.incident(),
                ended: at("11-22 02:38:00"),
            },
            "燃气泄漏已于02:38结束。",
            "Gas leak ended at 02:38.",
        ),
        (
            Refusal::UnknownDuty(duty()),
            "没有这项任务，可能已经随事件归档。",
            "There is no such duty; it may have been archived with its incident.",
        ),
        (
            Refusal::DutyDone {
                duty: duty(),
                person: Some(person("qin")),
                at: at("11-22 02:39:00"),
            },
            "这项任务已由秦既白于02:39办结，不用再办。",
            "Qin Jibai did this duty at 02:39. Nothing more is needed.",
        ),
        (
            Refusal::DutyDone {
                duty: duty(),
                person: None,
                at: at("11-21 23:39:00"),
            },
            "这项任务已于11-21 23:39办结，不用再办。",
            "This duty was done at 11-21 23:39. Nothing more is needed.",
        ),
        (
            Refusal::DutyWaived {
                duty: duty(),
                at: at("11-22 02:39:00"),
            },
            "这项任务已于02:39决定不再办理。",
            "At 02:39 it was decided that this duty need not be done.",
        ),
        (
            Refusal::NotWaivable(duty()),
            "这是宣布结束的签字，不能免办；可以改交别的岗位或人员。",
            "This is the signature that it is over; nobody can do without it. Give it to another post or person.",
        ),
        (
            Refusal::ClauseMissing(duty()),
            "不作这份报告要写明依据哪一条；请补写后提交。",
            "Say by which clause this report is not to be made, then send it again.",
        ),
        (
            Refusal::OnlyBy {
                post: id(PostId::new, "principal"),
                signed_in: false,
            },
            "这要由校长决定；请由其本人办理，或写明按谁的决定。",
            "Principal decides this. Let that person do it, or say on whose word you enter it.",
        ),
        (
            Refusal::OnlyBy {
                post: id(PostId::new, "principal"),
                signed_in: true,
            },
            "这一项事关人身安全，只能由校长用本人账号登录后决定；在此之前照常办理。",
            "This saves people. Only Principal, signed in with an account of their own, decides that it need not be done; until then it is to be done.",
        ),
        (
            Refusal::BadTime {
                at: at("11-22 03:00:00"),
            },
            "报告时间03:00不对：应在事件发生之后、现在之前。",
            "03:00 cannot be right: a report is made after it happened and before now.",
        ),
        (
            Refusal::NotNewer {
                plan: id(plan::PlanId::new, "gas"),
                version: 1,
                running: 2,
            },
            "不能改按预案第1版：本事件按第2版执行，只能改按更新的、已发布的版本。",
            "The incident cannot move to version 1: it runs by version 2, and only a newer one that is published will do.",
        ),
        (
            Refusal::EventNotInVersion {
                event: id(EventId::new, "flood"),
                version: 3,
            },
            "预案第3版里没有“flood”，本事件仍按原来的版本执行。",
            "Version 3 of the plan has no “flood”. The incident goes on by its own.",
        ),
        (
            Refusal::NotTold(duty()),
            "这项任务没有告知过你，不能由你答复；请联系值班员。",
            "You were not told of this duty and cannot answer it. Ask the duty officer.",
        ),
        (
            Refusal::EvidenceMissing(vec![Evidence::Text, Evidence::Photo]),
            "办结这项任务还要附上：文字说明、照片。",
            "To finish this duty, also hand in: a sentence, a photo.",
        ),
        (
            Refusal::UnknownPerson(person("nobody")),
            "没有登记这个人员。",
            "No such person is registered.",
        ),
        (
            Refusal::TooManyAddresses,
            "一个人最多登记20个联系方式，请删减后再提交。",
            "A person has at most 20 addresses. Send fewer.",
        ),
        (
            Refusal::NotAllowed(None),
            "这个账号没有任何权限；请找管理员设置。",
            "This account has no rights. Ask an administrator to set them.",
        ),
        (
            Refusal::NotAllowed(Some(Role::Auditor)),
            "“审计员”账号的权限不包括这项操作；请找值班员或管理员办理。",
            "An account with the role “auditor” may not do this. Ask the duty officer or an administrator.",
        ),
        (
            Refusal::LastAdministrator,
            "这是最后一个管理员账号，不能停用或改成别的角色；请先另设一个管理员。",
            "This is the last administrator. Make another one before you take this right away.",
        ),
        (
            Refusal::BadTemplate(BadTemplate::Unknown("secret".to_owned())),
            "这类通知里没有“secret”可填。",
            "Nothing called “secret” is put into such a notice.",
        ),
        (
            Refusal::BadTemplate(BadTemplate::Lacks(Placeholder::Task)),
            "必须写上“任务”，否则收到的人不知道要做什么。",
            "It must have “task”, or nobody knows what to do.",
        ),
        (
            Refusal::BadTemplate(BadTemplate::Brace),
            "大括号不成对。",
            "A brace is not closed, or was not opened.",
        ),
        (
            Refusal::BadTemplate(BadTemplate::Long),
            "最多500个字。",
            "It may have 500 characters.",
        ),
        (
            Refusal::UnknownPost(id(PostId::new, "diver")),
            "已发布的预案里没有岗位“diver”。",
            "No published plan has the post “diver”.",
        ),
        (
            Refusal::UnknownNotice(id(NoticeId::new, "n")),
            "这条通知已不再等待答复，可能已送达或任务已办结。",
            "This notice no longer waits for an answer; it was delivered or its duty is done.",
        ),
        (
            Refusal::UnknownFact(fact("rain")),
            "这类事件没有“rain”这一项。",
            "Events of this type have no “rain”.",
        ),
        (
            Refusal::BadValue(fact("injured")),
            "“受伤人数”填的值不合要求，请按该项的类型、单位或选项填写。",
            "The value for “Injured” does not fit. Mind its type, unit or choices.",
        ),
        (
            Refusal::PlanHasGaps(vec![
                Gap {
                    element: "meta".to_owned(),
                    lack: Lack::Title,
                },
                Gap {
                    element: "step cut-power".to_owned(),
                    lack: Lack::Limit,
                },
            ]),
            "预案还不能发布。基本信息：没有标题；步骤“cut-power”：没有写时限。",
            "The plan cannot be published yet. About the plan: no title; step “cut-power”: no limit of time.",
        ),
        (
            Refusal::NeedsSignIn,
            "只有登录的人员可以确认时钟；请先登录。",
            "Only somebody signed in may say which time is right. Sign in first.",
        ),
        (
            Refusal::NothingAskedOfClock,
            "现在没有要确认的时钟变化；可能已有人确认，或10分钟已过，计时已恢复。",
            "No leap of the clock waits for an answer. Somebody may have answered, or the 10 minutes are over and timers go on.",
        ),
        (
            Refusal::BadWorkingHours,
            "工作时段有重叠，或先后次序不对。",
            "Working hours overlap or are out of order.",
        ),
        (
            Refusal::UnknownHold(id(HoldId::new, "h")),
            "没有这项保全，可能已经解除。",
            "There is no such hold; it may have been released.",
        ),
        (
            under_hold(Scope::Organisation, None),
            "不能销毁：全单位的个人内容自2026年11月20日起保全，事由：看不清。要先由管理员解除这项保全。",
            "It cannot be destroyed: the personal content of the whole organisation has been held since 20 November 2026. Reason: cannot see. An administrator must release this hold first.",
        ),
        (
            under_hold(Scope::Person(person("qin")), Some(at("12-31 00:00:00"))),
            "不能销毁：秦既白的个人内容自2026年11月20日起保全至2026年12月31日，事由：看不清。要等期满，或由管理员解除这项保全。",
            "It cannot be destroyed: the personal content of Qin Jibai is held from 20 November 2026 to 31 December 2026. Reason: cannot see. Wait until then, or let an administrator release this hold.",
        ),
        (
            under_hold(Scope::Incident(school.incident()), None),
            "不能销毁：“燃气泄漏”事件参与人员的个人内容自2026年11月20日起保全，事由：看不清。要先由管理员解除这项保全。",
            "It cannot be destroyed: the personal content of all who took part in “Gas leak” has been held since 20 November 2026. Reason: cannot see. An administrator must release this hold first.",
        ),
        (
            under_hold(Scope::Incident(id(IncidentId::new, "over")), None),
            "不能销毁：一起已归档事件参与人员的个人内容自2026年11月20日起保全，事由：看不清。要先由管理员解除这项保全。",
            "It cannot be destroyed: the personal content of all who took part in an archived incident has been held since 20 November 2026. Reason: cannot see. An administrator must release this hold first.",
        ),
        (
            Refusal::HoldsPosts {
                person: person("qin"),
                posts: vec![id(PostId::new, "electrician"), id(PostId::new, "medic")],
            },
            "秦既白还担任：电工组、医疗组。请先卸任，再销毁个人内容。",
            "Qin Jibai still holds: Electricians, Medical team. Give these up first, then destroy the personal content.",
        ),
        (
            Refusal::WantedIn {
                person: person("qin"),
                incident: school.incident(),
            },
            "秦既白参与的“燃气泄漏”事件还没有结束，个人内容还要用；请在事件结束后再销毁。",
            "“Gas leak”, in which Qin Jibai took part, is not over, and the personal content is still needed. Destroy it after the end.",
        ),
        (
            Refusal::Empty,
            "没有填写任何内容。",
            "Nothing was filled in.",
        ),
    ];
    for (refusal, zh, en) in cases {
        check(&school, &refusal, zh, en);
    }
}

#[test]
fn the_end_is_refused_with_everything_that_is_missing() {
    let mut school = School::with_alarm();
    school.now = at("11-22 02:40:00");
    school.answer(By::Link(person("tang")), "check", Answer::GotIt, None);
    let incident = school.incident();
    let refusal = school
        .ask(By::Link(person("lu")), Act::ProposeEnd { incident })
        .expect_err("duties are open");
    check(
        &school,
        &refusal,
        "现在不能宣布结束。还差：“在泄漏区外切断总电源”（电工组，未答复）；“检查撤出的学生”（医疗组，已知悉）；终止条件不成立：可燃气体浓度 = 0 %LEL。",
        "The end cannot be declared now. Missing: “Cut the power outside the leak area” (Electricians, unanswered); “Check those who came out” (Medical team, taken on); the closing condition does not hold: Gas level = 0 %LEL.",
    );
}

#[test]
fn what_else_can_be_missing_for_the_end_is_said_too() {
    let school = School::with_alarm();
    let cases = [
        (
            Missing::SignOff,
            "预案没有写明由谁签字结束",
            "the plan names nobody who signs the end",
        ),
        (
            Missing::Condition(vec![fact("injured")]),
            "终止条件还不能确认，请填写或更新：受伤人数",
            "the closing condition cannot be confirmed; fill in or update: Injured",
        ),
        (
            Missing::Duty(id(DutyId::new, "gone")),
            "一项任务没有办结",
            "a duty that is not done",
        ),
    ];
    for (missing, zh, en) in cases {
        let (in_chinese, in_english) = school.say(|w, names| w.missing(&missing, names));
        assert_eq!((in_chinese.as_str(), in_english.as_str()), (zh, en));
    }
    let (zh, en) = school.say(|w, _| w.nothing_changed());
    assert_eq!(
        (zh.as_str(), en.as_str()),
        ("没有改动任何内容。", "Nothing was changed.")
    );
}

#[test]
fn what_the_engine_refuses_is_said_as_it_comes() {
    let mut school = School::with_alarm();
    let incident = school.incident();
    let wrong = school.ask(
        By::Link(person("lu")),
        Act::StateFacts {
            incident,
            facts: [(fact("injured"), Known::yes_no(true))].into(),
        },
    );
    let (zh, _) = school.say(|w, names| w.refusal(wrong.as_ref().expect_err("no number"), names));
    assert!(zh.starts_with("“受伤人数”"), "{zh}");
    let mut empty = plan();
    empty.meta.title.clear();
    let refused = school.ask(
        account("wen-account"),
        Act::Publish {
            plan: id(plan::PlanId::new, "gas"),
            body: Box::new(empty),
        },
    );
    let (zh, _) = school.say(|w, names| w.refusal(refused.as_ref().expect_err("no title"), names));
    assert_eq!(zh, "预案还不能发布。基本信息：没有标题。");
}
