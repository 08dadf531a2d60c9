//! Ten minutes: an officer goes through the blanks from the top, one act each, and has a plan that runs.

use std::path::Path;

use plan::{Lack, Plan};
use plan_text::draft::{Blank, Draft, LIFE_SAFETY_STEPS, Missing, draft, fill, open};

/// The acts of an officer who takes each proposal and types what has none, until nothing is missing.
fn acts(draft: &Draft) -> (Plan, Vec<String>) {
    const ENOUGH: usize = 200;
    let mut plan = draft.plan.clone();
    let mut acts = Vec::new();
    while let Some(blank) = open(&plan).into_iter().next() {
        let done = match &blank.proposal {
            Some(proposal) => fill(&mut plan, &blank.element, proposal),
            None => typed(&mut plan, &blank),
        };
        acts.push(format!("{} {:?}", blank.element, blank.missing));
        assert!(done, "nothing answers {blank:?}");
        assert!(acts.len() < ENOUGH, "{acts:#?}");
    }
    (plan, acts)
}

/// What a person types where there is no usual answer.
fn typed(plan: &mut Plan, blank: &Blank) -> bool {
    let id = blank.element.split_once(' ').map_or("", |(_, id)| id);
    if blank.missing == Missing::Gap(Lack::Recipient) {
        let report = plan.reports.iter_mut().find(|it| it.id.as_str() == id);
        return report
            .map(|it| it.to = Some("区应急局".to_owned()))
            .is_some();
    }
    if blank.missing == Missing::Gap(Lack::Title) {
        plan.meta.title = "预案".to_owned();
        return true;
    }
    let is_head = blank.missing == Missing::Gap(Lack::Head);
    assert!(is_head, "nobody can type {:?}", blank.missing);
    plan.meta.head = plan.posts.first().map(|post| post.id.clone());
    plan.meta.head.is_some()
}

#[test]
fn every_text_of_ours_runs_after_at_most_forty_acts() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = crate::draft::texts(&here.join("tests/texts"));
    texts.extend(crate::draft::texts(&here.join("tests/it/texts")));
    let mut run = 0;
    for path in texts {
        let text = std::fs::read_to_string(&path).expect("a text");
        let draft = draft(&text, "0f", &plan_text::read(&text));
        if draft.plan.posts.is_empty() || draft.plan.procedures.is_empty() {
            continue;
        }
        let (plan, acts) = acts(&draft);
        assert!(plan::adopt(&plan).is_ok());
        let steps: usize = plan.procedures.iter().map(|it| it.steps.len()).sum();
        println!("{}: {steps} steps, {} acts", path.display(), acts.len());
        assert!(acts.len() <= 40, "{}: {acts:#?}", path.display());
        run += 1;
    }
    assert!(run >= 8, "only {run} texts have posts and procedures");
}

#[test]
fn the_shared_articles_run_after_at_most_forty_acts() {
    let Some(shared) = crate::draft::shared() else {
        println!("skipped: no shared texts here");
        return;
    };
    for path in crate::draft::texts(&shared.join("gold/docs")) {
        let text = std::fs::read_to_string(&path).expect("a text");
        let draft = draft(&text, "0f", &plan_text::read(&text));
        if draft.plan.posts.is_empty() || draft.plan.procedures.is_empty() {
            continue;
        }
        let (_, acts) = acts(&draft);
        println!("{}: {} acts", path.display(), acts.len());
        assert!(acts.len() <= 40, "{}: {acts:#?}", path.display());
    }
}

#[test]
fn a_limit_that_the_text_does_not_set_is_never_a_limit_of_the_step() {
    let text = "湖汀小学火灾应急预案\n组长：宁远山\n一、火灾处置程序\n1、门卫立即疏散学生。\n2、电工切断电源。\n3、组长在10分钟内清点人数。\n";
    let draft = draft(text, "0f", &plan_text::read(text));
    let limits = |plan: &Plan| -> Vec<bool> {
        let steps = plan.procedures.iter().flat_map(|it| &it.steps);
        steps.map(|step| step.limit.is_some()).collect()
    };
    assert_eq!(limits(&draft.plan), [false, false, true]);
    let (plan, _) = acts(&draft);
    // The answer is the organisation's, and stands apart from what the text says.
    assert_eq!(limits(&plan), [false, false, true]);
    assert!(plan.meta.usual_limit.is_some() && plan.meta.life_safety_limit.is_some());
    let saving = draft
        .blanks
        .iter()
        .find(|it| it.element == LIFE_SAFETY_STEPS);
    let saving = saving.expect("evacuation has no limit here");
    assert!(saving.proposal.is_some() && !saving.is_taken_with_all());
    let weights: Vec<u16> = draft.blanks.iter().map(|it| it.weight).collect();
    let at = draft
        .blanks
        .iter()
        .position(|it| it == saving)
        .expect("it is there");
    let usual = draft.blanks.iter().position(|it| it.element == "steps");
    assert!(Some(at) < usual && weights.is_sorted_by(|a, b| a >= b));
}
