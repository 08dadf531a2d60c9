//! The organisation's own wording of its notices.

use engine::{
    Act, BadTemplate, By, Command, CommandId, NoticeKind, OrganisationId, Piece, Placeholder,
    Refusal, State, Template, decide, evolve, pieces,
};
use jiff::Timestamp;
use plan::Kind;

const NOW: Timestamp = Timestamp::constant(1_780_272_000, 0);

fn does(state: &mut State, number: u32, act: Act) -> Result<usize, Refusal> {
    let command = Command {
        id: CommandId::new(format!("c{number}")).expect("an id"),
        made: NOW,
        by: By::Node,
        act,
    };
    let events = decide(state, &command, NOW)?;
    for event in &events {
        evolve(state, event);
    }
    Ok(events.len())
}

fn set(zh: &str, en: &str) -> Act {
    Act::SetTemplate {
        kind: NoticeKind::Asked,
        template: Template {
            zh: Some(zh.to_owned()),
            en: Some(en.to_owned()),
        },
    }
}

#[test]
fn a_wording_is_taken_apart_in_both_tongues() {
    let taken = pieces(NoticeKind::Asked, "请{岗位}：{ task }！");
    let parts = [
        Piece::Text("请"),
        Piece::Place(Placeholder::Post),
        Piece::Text("："),
        Piece::Place(Placeholder::Task),
        Piece::Text("！"),
    ];
    assert_eq!(taken, Ok(parts.to_vec()));
}

#[test]
fn what_no_notice_can_be_made_of_is_refused_by_name() {
    for (text, why) in [
        ("{任务}{密码}", BadTemplate::Unknown("密码".to_owned())),
        (
            "{任务}{结束时间}",
            BadTemplate::Unknown("结束时间".to_owned()),
        ),
        ("{任务} {", BadTemplate::Brace),
        ("{任务} }", BadTemplate::Brace),
        ("{任务", BadTemplate::Brace),
        ("请尽快", BadTemplate::Lacks(Placeholder::Task)),
        (&"长".repeat(501), BadTemplate::Long),
    ] {
        assert_eq!(pieces(NoticeKind::Asked, text), Err(why), "{text}");
    }
    assert!(pieces(NoticeKind::Released, "结束了").is_ok());
}

#[test]
fn a_wording_stays_until_it_is_taken_back() -> Result<(), Refusal> {
    let mut state = State::default();
    let found = Act::Found {
        organisation: OrganisationId::new("house").expect("an id"),
        name: "单位".to_owned(),
        kind: Kind::School,
        sample: false,
    };
    does(&mut state, 1, found)?;
    assert_eq!(
        does(&mut state, 2, set("{任务}", "{job}")),
        Err(Refusal::BadTemplate(BadTemplate::Unknown("job".to_owned())))
    );
    does(&mut state, 3, set(" {任务} ", ""))?;
    let kept = Template {
        zh: Some("{任务}".to_owned()),
        en: None,
    };
    assert_eq!(state.templates.get(&NoticeKind::Asked), Some(&kept));
    does(&mut state, 4, set("", " "))?;
    assert!(state.templates.is_empty());
    assert_eq!(does(&mut state, 5, set("", ""))?, 0, "nothing to take back");
    Ok(())
}
