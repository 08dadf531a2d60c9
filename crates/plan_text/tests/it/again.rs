//! A document read again: what the new version says otherwise is proposed, what people wrote stays.

use plan::{Limit, Plan};
use plan_text::draft::{Change, Difference, Field, differences, draft};

const OLD: &str = "青禾小学停电应急预案
一、组织机构
成立停电应急领导小组。
组长：岑望舒
副组长：陆时安
二、停电处置程序
1. 值班员应在5分钟内查看配电室，并报告组长。
2. 后勤主任启动备用电源。
3. 班主任安抚学生，清点人数。
4. 后勤主任在30分钟内联系供电所。
";

fn drafted(text: &str) -> Plan {
    draft(text, "0f", &plan_text::read(text)).plan
}

fn of(all: &[Difference], field: Field) -> Vec<(&str, &str, bool)> {
    all.iter()
        .filter_map(|it| match &it.what {
            Change::Differs {
                field: of,
                old,
                new,
                is_edited,
            } if *of == field => Some((old.as_str(), new.as_str(), *is_edited)),
            Change::Differs { .. } | Change::New { .. } | Change::Gone { .. } => None,
        })
        .collect()
}

#[test]
fn the_same_text_proposes_nothing_even_where_it_stands_elsewhere() {
    let moved = format!("内部资料，注意保管\n{OLD}");
    assert_eq!(differences(&drafted(OLD), &drafted(OLD)), Vec::new());
    assert_eq!(differences(&drafted(OLD), &drafted(&moved)), Vec::new());
}

#[test]
fn a_new_limit_a_new_holder_a_new_step_and_a_lost_one_are_proposed() {
    let new = OLD
        .replace("5分钟内查看", "3分钟内查看")
        .replace("副组长：陆时安", "副组长：苏慕白")
        .replace(
            "3. 班主任安抚学生，清点人数。\n4. 后勤主任在30分钟内联系供电所。\n",
            "3. 班主任安抚学生，清点人数。\n4. 门卫打开应急照明并守住大门。\n",
        );
    let all = differences(&drafted(OLD), &drafted(&new));
    assert_eq!(of(&all, Field::Limit), [("5分钟", "3分钟", false)]);
    assert_eq!(of(&all, Field::Holders), [("陆时安", "苏慕白", false)]);
    let has = |wanted: &str| {
        all.iter().any(|it| match &it.what {
            Change::New { says } => says.contains(wanted) && it.source.is_some(),
            Change::Gone { said } => said.contains(wanted) && it.source.is_none(),
            Change::Differs { .. } => false,
        })
    };
    assert!(has("应急照明") && has("供电所"), "{all:?}");
}

#[test]
fn what_people_wrote_is_theirs_and_what_they_added_is_left_alone() {
    let mut plan = drafted(OLD);
    let procedure = &mut plan.procedures[0];
    procedure.steps[0].limit = Limit::seconds(600).ok();
    procedure.steps[1].limit = Limit::seconds(900).ok();
    let mut own = procedure.steps[1].clone();
    own.id = plan::StepId::new("our-own").expect("an id");
    own.source = None;
    own.text = "保安到配电室门口值守".to_owned();
    procedure.steps.push(own);
    let all = differences(&plan, &drafted(OLD));
    // The text still says five minutes; the person's ten are shown as theirs. Where the text says nothing,
    // nothing is proposed.
    assert_eq!(of(&all, Field::Limit), [("10分钟", "5分钟", true)]);
    assert_eq!(all.len(), 1, "{all:?}");
}
