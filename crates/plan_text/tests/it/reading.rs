//! Outline, merged documents, procedures with their steps, posts with their places, diagnostics.

use plan_text::{Genre, Node, Reading, Span, What, read};

const PLAN: &str = "青石镇中学防汛应急预案\n\
为做好防汛工作,制定本预案。\n\
一、组织机构\n\
成立防汛领导小组,由校长任组长,德育主任为成员。\n\
二、处置程序\n\
(一)接到预警后,值班员立即报告组长。\n\
(二)组织师生转移:\n\
1.低年级先走;\n\
2.高年级后走。\n\
(三)清点人数。\n\
三、附则\n\
本预案由总务处解释。\n";

#[test]
fn the_outline_nests_as_the_document_nests_its_numbers() {
    let reading = read(PLAN);
    let part = reading.document.parts.first().expect("one document");
    assert_eq!(part.genre, Genre::Plan);
    assert_eq!(
        part.title.as_ref().map(|title| title.text.as_str()),
        Some("青石镇中学防汛应急预案")
    );
    let lines: Vec<String> = part.nodes.iter().flat_map(flat).collect();
    assert_eq!(
        lines,
        [
            "1 青石镇中学防汛应急预案",
            "1 为做好防汛工作,制定本预案。",
            "1 一、|组织机构",
            "2 成立防汛领导小组,由校长任组长,德育主任为成员。",
            "1 二、|处置程序",
            "2 (一)|接到预警后,值班员立即报告组长。",
            "2 (二)|组织师生转移:",
            "3 1.|低年级先走;",
            "3 2.|高年级后走。",
            "2 (三)|清点人数。",
            "1 三、|附则",
            "2 本预案由总务处解释。",
        ]
    );
}

fn flat(node: &Node) -> Vec<String> {
    let number = node
        .number
        .as_ref()
        .map(|number| format!("{}|", number.printed.text))
        .unwrap_or_default();
    let mut lines = vec![format!("{} {number}{}", node.level, node.words.text)];
    lines.extend(node.children.iter().flat_map(flat));
    lines
}

#[test]
fn a_procedure_carries_its_steps_with_what_is_nested_in_them() {
    let reading = read(PLAN);
    let procedure = reading.procedures.first().expect("one procedure");
    assert_eq!(reading.procedures.len(), 1);
    assert_eq!(
        procedure.title.as_ref().map(|title| title.text.as_str()),
        Some("处置程序")
    );
    let numbers: Vec<&str> = procedure
        .steps
        .iter()
        .filter_map(|step| step.number.as_ref())
        .map(|number| number.printed.text.as_str())
        .collect();
    assert_eq!(numbers, ["(一)", "(二)", "(三)"]);
    let nested: Vec<&str> = procedure.steps[1]
        .nested
        .iter()
        .map(|step| step.words.text.as_str())
        .collect();
    assert_eq!(nested, ["低年级先走;", "高年级后走。"]);
}

#[test]
fn posts_and_holders_stand_at_their_places() {
    let reading = read(PLAN);
    let found: Vec<(String, String)> = reading
        .roles
        .iter()
        .map(|role| {
            (
                words(PLAN, role.name.span),
                role.holder
                    .as_ref()
                    .map(|holder| words(PLAN, holder.span))
                    .unwrap_or_default(),
            )
        })
        .collect();
    let wanted = [("防汛领导小组", ""), ("组长", "校长"), ("成员", "德育主任")];
    assert_eq!(
        found,
        wanted.map(|(name, holder)| (name.to_owned(), holder.to_owned()))
    );
}

#[test]
fn the_limit_of_a_step_is_found_by_its_place() {
    let text = "火灾处置程序\n1、发现火情立即报警。\n2、保安队3分钟内赶到现场。\n3、清点人数。";
    let reading = read(text);
    let procedure = reading.procedures.first().expect("one procedure");
    let limits: Vec<usize> = procedure
        .steps
        .iter()
        .map(|step| reading.facts_in(step.span).len())
        .collect();
    assert_eq!(limits, [0, 1, 0]);
}

fn words(text: &str, span: Span) -> String {
    text.chars().skip(span.start).take(span.len()).collect()
}

#[test]
fn a_second_document_begins_where_purpose_and_numbers_begin_again() {
    let second = PLAN.replace("防汛", "防火");
    let both = format!("{PLAN}{second}");
    let reading = read(&both);
    assert_eq!(reading.document.parts.len(), 2);
    assert_eq!(
        reading
            .roles
            .iter()
            .filter(|role| role.name.text == "组长")
            .count(),
        2,
        "each document has its own head"
    );
}

#[test]
fn genres_are_told_apart() {
    let genre = |text: &str| read(text).document.parts.first().map(|part| part.genre);
    assert_eq!(
        genre("仓库保管员岗位职责\n1、清点物资。\n2、登记台账。"),
        Some(Genre::DutyList)
    );
    assert_eq!(
        genre("第一条 为了安全。\n第二条 本办法适用于全市。\n第三条 市府负责。"),
        Some(Genre::Regulation)
    );
    assert_eq!(
        genre(
            "阅读月活动方案\n一、活动主题\n多读书\n二、活动时间\n4月1日至30日\n三、活动内容\n1、开展读书活动。\n2、举办演讲活动。"
        ),
        Some(Genre::CampaignNotice)
    );
    assert_eq!(genre("今天天气很好。"), Some(Genre::Other));
    assert_eq!(genre(" \n\n"), None);
}

#[test]
fn what_is_not_understood_is_listed_with_its_place() {
    let text = "预警分为两级:红色、蓝色。\n红色预警:可能漫堤。\n组长:__\n1、值班。\n3、交接。\n历时约五小时。\n";
    let seen: Vec<(What, String)> = read(text)
        .diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.what, words(text, diagnostic.span)))
        .collect();
    for wanted in [
        (What::GradeWithoutCriteria, "蓝色"),
        (What::Masked, "__"),
        (What::BlankHolder, "组长:__"),
        (What::NumberOutOfOrder, "3"),
        (What::TimeNotUnderstood, "五小时"),
    ] {
        assert!(
            seen.iter()
                .any(|(what, words)| *what == wanted.0 && words == wanted.1),
            "{wanted:?} not in {seen:?}"
        );
    }
    assert!(
        !seen
            .iter()
            .any(|(what, words)| *what == What::GradeWithoutCriteria && words == "红色")
    );
}

#[test]
fn a_sentence_broken_by_the_page_width_is_one() {
    let text = "1、发现管道漏水的职工应当立即用对讲机报告当班调度,并在现场守候直到抢修队到\n达为止,十分钟内报告值班长。\n2、关闭阀门。";
    let reading = read(text);
    let node = reading
        .document
        .parts
        .first()
        .and_then(|part| part.nodes.first())
        .expect("a node");
    assert!(
        node.words.text.contains("抢修队到达为止"),
        "{}",
        node.words.text
    );
}

/// Everything that a reading points at lies in the text, and in order.
pub fn all_spans_hold(text: &str, reading: &Reading) {
    let end = text.chars().count();
    let inside = |span: Span| {
        assert!(
            span.start <= span.end && span.end <= end,
            "{span:?} of {end}"
        )
    };
    let mut last = 0;
    for fact in &reading.facts {
        inside(fact.span);
        assert!(fact.span.len() <= 240);
        assert!(fact.span.start >= last, "facts in order");
        last = fact.span.start;
    }
    reading
        .roles
        .iter()
        .flat_map(|role| {
            [
                Some(role.span),
                Some(role.name.span),
                role.holder.as_ref().map(|holder| holder.span),
            ]
        })
        .flatten()
        .for_each(inside);
    reading
        .diagnostics
        .iter()
        .for_each(|diagnostic| inside(diagnostic.span));
    for procedure in &reading.procedures {
        inside(procedure.span);
        let mut last = 0;
        for step in &procedure.steps {
            inside(step.span);
            inside(step.words.span);
            assert!(step.span.start >= last, "steps in order");
            last = step.span.start;
        }
    }
    reading.document.parts.iter().for_each(|part| {
        inside(part.span);
        part.nodes.iter().for_each(|node| check_node(node, end));
    });
}

fn check_node(node: &Node, end: usize) {
    assert!(node.span.end <= end && node.extent.end <= end && node.extent.contains(node.span));
    assert!(
        node.span.contains(node.words.span) || node.words.span.is_empty(),
        "{node:?}"
    );
    let mut last = node.span.start;
    for child in &node.children {
        assert!(child.span.start >= last, "children in order");
        last = child.span.start;
        check_node(child, end);
    }
}

#[test]
fn markdown_is_read_like_a_printed_page() {
    let text = "# 停水处置程序\n\n1. **发现停水**后立即报告。\n2. 十分钟内张贴公告。\n\n| 级别 | 响应时间 |\n|---|---|\n| P1 | 10分钟 |\n";
    let reading = read(text);
    let titles: Vec<Option<&str>> = reading
        .procedures
        .iter()
        .map(|procedure| procedure.title.as_ref().map(|title| title.text.as_str()))
        .collect();
    assert_eq!(titles, [Some("停水处置程序")]);
    let limits = reading
        .facts
        .iter()
        .filter(|fact| matches!(fact.kind, plan_text::Kind::Deadline(_)))
        .count();
    assert_eq!(limits, 2);
    all_spans_hold(text, &reading);
}
