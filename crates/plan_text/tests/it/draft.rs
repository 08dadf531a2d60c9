//! Drafts: what a written plan becomes before a person has touched it.

use std::path::{Path, PathBuf};

use plan::{Hours, Lack, Plan, Source};
use plan_text::draft::{Draft, Missing, draft, draft_part, fill};

use crate::draft_place::nothing_invented;

fn own(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/texts")
        .join(name);
    std::fs::read_to_string(path).expect("our own text is committed")
}

fn drafted(text: &str) -> Draft {
    draft(text, "0f", &plan_text::read(text))
}

#[test]
fn nothing_is_invented_in_our_own_texts() {
    for folder in ["tests/texts", "tests/it/texts"] {
        for path in texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            let text = std::fs::read_to_string(&path).expect("a text");
            every_part_holds(&text, &path);
        }
    }
}

#[test]
fn nothing_is_invented_in_the_texts_of_others() {
    let Some(shared) = shared() else {
        println!("skipped: no shared texts here");
        return;
    };
    let mut count = 0;
    for folder in ["gold/docs", "corpus"] {
        for path in texts(&shared.join(folder)) {
            let text = std::fs::read_to_string(&path).expect("a text");
            every_part_holds(&text, &path);
            count += 1;
        }
    }
    assert!(count > 0, "the shared folder has texts");
}

fn every_part_holds(text: &str, path: &Path) {
    let reading = plan_text::read(text);
    for part in 0..reading.document.parts.len() {
        let draft = draft_part(text, "0f", &reading, part);
        if let Err(why) = nothing_invented(text, &draft) {
            panic!("{} part {part}: {why}", path.display());
        }
        let yaml = plan_text::yaml::write_yaml(&draft.plan);
        let back = plan_text::yaml::read_yaml(&yaml).expect("what is written is read");
        assert_eq!(back, draft.plan, "{}", path.display());
    }
}

pub fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("CHANGBEI_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    [named, Some(beside)]
        .into_iter()
        .flatten()
        .find(|path| path.is_dir())
}

pub fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    all.sort();
    all
}

/// One act for each blank that stops the plan, in the order in which they are shown.
fn accept_everything(draft: &Draft) -> (Plan, usize) {
    let mut plan = draft.plan.clone();
    let mut acts = 0;
    for blank in draft.blanks.iter().filter(|blank| blank.missing.stops()) {
        let proposal = blank
            .proposal
            .as_ref()
            .expect("a blank that stops has a usual answer here");
        assert!(
            fill(&mut plan, &blank.element, proposal),
            "{}",
            blank.element
        );
        acts += 1;
    }
    (plan, acts)
}

#[test]
fn an_officer_who_accepts_each_proposal_has_a_plan_that_runs() {
    for name in ["school-fire.txt", "plant-power.txt", "town-network.txt"] {
        let draft = drafted(&own(name));
        let (plan, acts) = accept_everything(&draft);
        let gaps = plan::adopt(&plan).err().unwrap_or_default();
        assert_eq!(gaps, Vec::new(), "{name}");
        assert!(acts <= 40, "{name}: {acts} acts");
    }
}

#[test]
fn blanks_come_with_what_hurts_first_on_top() {
    let draft = drafted(&own("school-fire.txt"));
    let weights: Vec<u16> = draft.blanks.iter().map(|blank| blank.weight).collect();
    assert!(weights.is_sorted_by(|a, b| a >= b));
    let first_limit = draft
        .blanks
        .iter()
        .position(|blank| blank.missing == Missing::Gap(Lack::Limit));
    let notices = draft
        .blanks
        .iter()
        .position(|blank| blank.missing == Missing::Gap(Lack::Notices));
    assert!(
        notices < first_limit,
        "nobody is told before a limit matters"
    );
}

#[test]
fn an_empty_text_gives_an_empty_plan_with_its_blanks() {
    for text in ["", "\u{feff}", " \r\n\t"] {
        let draft = drafted(text);
        assert_eq!(draft.plan, Plan::default());
        assert_eq!(draft.part, None);
        assert!(
            draft
                .blanks
                .iter()
                .any(|blank| blank.missing == Missing::Gap(Lack::Posts))
        );
    }
}

#[test]
fn a_school_plan_becomes_posts_groups_steps_and_reports() {
    let text = own("school-fire.txt");
    let plan = drafted(&text).plan;
    assert_eq!(plan.meta.organisation.as_deref(), Some("松坪三小"));
    let leader = &plan.posts[0];
    assert_eq!(
        (leader.name.as_str(), leader.holders.as_slice()),
        ("组长", &["沈青岚（校长）".to_owned()][..])
    );
    let deputy = &plan.posts[1];
    assert_eq!(deputy.holders, ["顾远", "李听澜"]);
    assert_eq!(leader.substitutes, std::slice::from_ref(&deputy.id));
    assert_eq!(plan.groups[0].leader.as_ref(), Some(&leader.id));
    let night = plan
        .posts
        .iter()
        .find(|post| post.holders == ["值班教师"])
        .expect("the night's post");
    assert_eq!(night.hours, Hours::OffHours);
    let fire = plan
        .procedures
        .iter()
        .find(|it| it.steps.len() == 6)
        .expect("six steps");
    let second = &fire.steps[1];
    assert_eq!(second.limit.map(|limit| limit.as_seconds()), Some(180));
    assert!(second.life_safety);
    let post = plan
        .post(second.post.as_ref().expect("it is named"))
        .expect("it is there");
    assert_eq!(post.name, "疏散引导组");
    let to: Vec<&str> = plan
        .reports
        .iter()
        .filter_map(|it| it.to.as_deref())
        .collect();
    assert_eq!(to, ["区教育局", "镇政府值班室"]);
    // 学校 is no post: nobody is put in its place.
    let by: Vec<Option<&str>> = plan
        .reports
        .iter()
        .map(|it| {
            it.post
                .as_ref()
                .and_then(|id| plan.post(id))
                .map(|post| post.name.as_str())
        })
        .collect();
    assert_eq!(by, [None, Some("通讯联络组")]);
    let conditions: Vec<String> = plan
        .grades
        .iter()
        .flat_map(|grade| grade.when.values().map(|it| it.source().to_owned()))
        .collect();
    assert_eq!(
        conditions,
        [
            "(死亡人数 >= 3 且 死亡人数 <= 10) 或 (重伤人数 >= 10 且 重伤人数 <= 50)",
            "死亡人数 < 3 或 重伤人数 < 10",
        ]
    );
    let end = plan.closing.expect("the text says how it ends");
    assert_eq!(
        end.sign_off.and_then(|it| it.post).as_ref(),
        Some(&leader.id)
    );
    assert_eq!(
        end.report.and_then(|it| it.limit).map(|it| it.as_seconds()),
        Some(3 * 86_400)
    );
    assert_eq!(plan.retention[0].keep.as_seconds(), 90 * 86_400);
}

#[test]
fn a_plant_has_its_commander_by_day_and_another_by_night() {
    let plan = drafted(&own("plant-power.txt")).plan;
    let day = plan
        .posts
        .iter()
        .find(|post| post.holders == ["厂长"])
        .expect("by day");
    assert_eq!(day.hours, Hours::Working);
    let order: Vec<&str> = day.substitutes.iter().map(|id| id.as_str()).collect();
    assert_eq!(order, ["commander-off-hours", "deputy-commander"]);
    assert_eq!(plan.events.len(), 2);
    let hurt = plan
        .procedures
        .iter()
        .find(|it| it.steps.len() == 5)
        .expect("five steps");
    let who: Vec<Option<&str>> = hurt
        .steps
        .iter()
        .map(|step| {
            step.post
                .as_ref()
                .and_then(|id| plan.post(id))
                .map(|post| post.name.as_str())
        })
        .collect();
    assert_eq!(
        &who[1..4],
        [Some("医疗救护组"), Some("安全员"), Some("总指挥")]
    );
}

#[test]
fn what_a_town_left_open_stays_open() {
    let draft = drafted(&own("town-network.txt"));
    // Influence and interruption are no numbers that this plan asks for: no condition is guessed.
    assert_eq!(draft.plan.grades.len(), 4);
    assert!(draft.plan.grades.iter().all(|grade| grade.when.is_empty()));
    let unwritten = draft
        .blanks
        .iter()
        .filter(|it| it.missing == Missing::GradeCondition);
    assert_eq!(unwritten.count(), 4);
    // 当日 is a point of the calendar and no length of time.
    let steps = draft.plan.procedures.iter().flat_map(|it| &it.steps);
    let today = steps
        .filter(|step| step.text.contains("当日"))
        .collect::<Vec<_>>();
    assert!(!today.is_empty() && today.iter().all(|step| step.limit.is_none()));
    let leaked = draft.plan.reports.iter().any(|report| {
        let when = report.when.as_ref().map(|when| when.source());
        when == Some("【涉及群众个人信息泄露】")
    });
    assert!(leaked, "the report is due only where personal data leaked");
}

#[test]
fn of_merged_documents_one_is_drafted_and_that_is_said() {
    let text = format!("{}\n{}", own("town-network.txt"), own("school-fire.txt"));
    let reading = plan_text::read(&text);
    if reading.document.parts.len() < 2 {
        panic!("two plans with two titles are two documents");
    }
    let first = draft(&text, "0f", &reading);
    assert_eq!(first.part, Some(0));
    let said = first
        .blanks
        .iter()
        .any(|it| matches!(it.missing, Missing::OtherDocuments { .. }));
    assert!(said);
    let second = draft_part(&text, "0f", &reading, 1);
    assert!(
        second
            .plan
            .posts
            .iter()
            .any(|post| post.holders == ["沈青岚（校长）"])
    );
    assert!(
        !second
            .plan
            .posts
            .iter()
            .any(|post| post.holders == ["镇长"])
    );
}

#[test]
fn a_source_gives_the_words_of_its_place_back() {
    let text = own("plant-power.txt");
    let plan = drafted(&text).plan;
    let sources = plan.posts.iter().filter_map(|it| it.source.as_ref());
    let sources: Vec<&Source> = sources
        .chain(plan.closing.iter().filter_map(|it| it.source.as_ref()))
        .collect();
    assert!(sources.len() > 5);
    for source in sources {
        let words: String = text
            .chars()
            .skip(source.span.0)
            .take(source.span.1 - source.span.0)
            .collect();
        assert_eq!(source.quote.as_deref(), Some(words.as_str()));
        assert_eq!(source.document, "0f");
    }
}

#[test]
fn a_number_before_the_one_who_reports_does_not_hide_them() {
    let plan =
        drafted("值班员由岑一舟担任。\n三、报告\n1、值班员应在20分钟内向区应急局报告。\n").plan;
    assert_eq!(plan.reports.len(), 1);
    let post = plan.reports[0].post.as_ref().and_then(|id| plan.post(id));
    assert_eq!(post.map(|post| post.name.as_str()), Some("值班员"));
}
