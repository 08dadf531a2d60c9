//! The closing report.

use engine::Answer;
use paper::{Document, Part, Table};
use words::Language::{self, En, Zh};

use crate::school::{School, at, link};

fn parts<'a>(document: &'a Document, head: &str) -> &'a [Part] {
    let section = document.sections.iter().find(|it| it.head == head);
    &section.unwrap_or_else(|| panic!("no section {head}")).parts
}

fn table<'a>(document: &'a Document, head: &str) -> &'a Table {
    let mut tables = parts(document, head).iter().filter_map(|part| match part {
        Part::Table(table) => Some(table),
        Part::Text(_) | Part::Item { .. } => None,
    });
    tables
        .next()
        .unwrap_or_else(|| panic!("no table in {head}"))
}

fn item(document: &Document, head: &str, wanted: &str) -> Option<String> {
    let found = parts(document, head).iter().find_map(|part| match part {
        Part::Item { label, text } if label == wanted => Some(text.clone()),
        Part::Item { .. } | Part::Text(_) | Part::Table(_) => None,
    });
    found.unwrap_or_else(|| panic!("no item {wanted}"))
}

fn texts(document: &Document, head: &str) -> String {
    let said = parts(document, head).iter().filter_map(|part| match part {
        Part::Text(text) => Some(text.as_str()),
        Part::Item { .. } | Part::Table(_) => None,
    });
    said.collect()
}

fn row<'a>(table: &'a Table, starts: &str) -> &'a [String] {
    let row = table.rows.iter().find(|row| row[0].starts_with(starts));
    row.unwrap_or_else(|| panic!("no row {starts} in {table:#?}"))
}

#[test]
fn it_says_what_happened_where_when_and_how_severe_with_the_reason() {
    let report = School::over().closing(Zh);
    assert_eq!(report.title, "松坪中学关于燃气泄漏的总结报告");
    let basic = |label| item(&report, "基本情况", label).expect("the record has it");
    assert_eq!(basic("地点"), "第二食堂");
    assert_eq!(basic("发生时间"), "2026年11月22日 周日 02:30");
    assert_eq!(basic("报告来源"), "信号来源“detectors”");
    assert_eq!(basic("执行预案"), "《燃气泄漏处置预案》第1版");
    assert!(
        basic("级别").contains("重伤人数 1 ≥ 1"),
        "{}",
        basic("级别")
    );
    let history = &table(&report, "定级与指挥").rows;
    let graded: Vec<&str> = history.iter().map(|row| row[0].as_str()).collect();
    assert!(
        graded.contains(&"02:31") && graded.contains(&"02:41"),
        "{history:#?}"
    );
}

#[test]
fn every_duty_says_who_answered_who_did_it_and_whether_in_time() {
    let report = School::over().closing(Zh);
    let duties = table(&report, "处置任务");
    assert_eq!(
        row(duties, "组织泄漏区"),
        [
            "组织泄漏区和相邻房间的人员撤到上风处，任何人不得返回",
            "疏散组",
            "02:31",
            "02:34\n林叙",
            "02:38\n林叙",
            "时限内（时限02:41）\n两栋楼都撤空了",
        ]
    );
    let power = row(duties, "在泄漏区外切断");
    assert_eq!(power[3], "未先答复，告知过7级");
    assert_eq!(power[4], "03:06\ndesk代秦既白");
    assert_eq!(power[5], "逾期办结（时限02:43）\n总阀已关");
}

#[test]
fn limits_kept_and_missed_are_counted_from_the_same_duties() {
    let report = School::over().closing(Zh);
    let duties = table(&report, "处置任务").rows.len();
    let counted = texts(&report, "时限执行");
    assert!(
        counted.starts_with(&format!("共{duties}项任务：")),
        "{counted}"
    );
    let missed = table(&report, "时限执行");
    assert!(row(missed, "在泄漏区外切断")[2].starts_with("逾期办结"));
    assert!(
        missed
            .rows
            .iter()
            .all(|row| !row[0].starts_with("组织泄漏区"))
    );
}

#[test]
fn the_report_to_the_bureau_says_to_whom_when_and_under_which_limit() {
    let report = School::over().closing(Zh);
    let sent = row(table(&report, "报告报送"), "书面首报");
    assert_eq!(sent[1], "区教育局");
    assert_eq!(sent[3], "03:06\n许南星");
    assert!(sent[4].starts_with("时限内"), "{sent:?}");
    assert!(sent[4].ends_with("已送达值班室"), "{sent:?}");
    assert!(texts(&report, "报告报送").contains("本单位预案 6.2：1小时"));
}

#[test]
fn who_could_not_be_reached_stands_in_it() {
    let report = School::over().closing(Zh);
    let lines: String = table(&report, "未能告知的情况和红线")
        .rows
        .iter()
        .map(|row| format!("{}\n", row[1]))
        .collect();
    assert!(lines.contains("各种渠道都没能告知秦既白"), "{lines}");
    assert!(lines.contains("电话无人接听：秦既白"), "{lines}");
    assert!(
        lines.contains("红线：无人答复，也没有人可再告知。在泄漏区外"),
        "{lines}"
    );
    assert!(
        lines.contains("没有送达回执，本人也没有答复：秦既白、陆衡（在室外关闭燃气总阀）"),
        "{lines}"
    );
    // One row a duty, however many notices it took; the evacuation was heard of at once.
    let evacuation = "（组织泄漏区和相邻房间的人员撤到上风处，任何人不得返回）";
    assert!(!lines.contains(evacuation), "{lines}");
    assert_eq!(lines.matches("（在泄漏区外切断").count(), 1, "{lines}");
}

#[test]
fn the_end_says_who_signed_and_what_is_open_is_listed() {
    let report = School::over().closing(Zh);
    assert_eq!(
        item(&report, "响应结束", "签字").as_deref(),
        Some("总指挥 陆衡，2026年11月22日 周日 04:05")
    );
    let open: Vec<&str> = table(&report, "未了事项")
        .rows
        .iter()
        .map(|row| row[0].as_str())
        .collect();
    assert_eq!(
        open,
        ["写出书面总结，报校长和区教育局", "组织复盘，提出预案修改"]
    );
    assert_eq!(row(table(&report, "处置任务"), "组织复盘")[3], "无人答复");
    assert_eq!(report.missing, ["初步估计的直接经济损失"]);
    assert!(texts(&report, "未了事项").contains("初步估计的直接经济损失"));
}

#[test]
fn before_the_end_the_signature_is_missing_and_not_guessed() {
    let report = School::hurt().closing(Zh);
    for label in ["提出结束", "签字", "结束时间", "死亡人数"] {
        assert!(report.missing.iter().any(|it| it == label), "{label}");
    }
}

#[test]
fn an_archived_incident_is_written_from_what_the_history_kept() {
    let report = School::gone().closing(Zh);
    assert!(texts(&report, "未了事项").starts_with("所有任务都已办结。"));
    assert_eq!(report.sign, ["松坪中学", "2026年11月23日"]);
    let written = row(table(&report, "处置任务"), "写出书面总结");
    assert_eq!(written[4], "11-23 09:00\n许南星");
}

#[test]
fn both_languages_have_the_same_sections_rows_and_gaps() {
    let school = School::over();
    let shape = |language: Language| {
        let report = school.closing(language);
        let sections: Vec<(usize, Vec<usize>)> = report
            .sections
            .iter()
            .map(|section| {
                let rows = section.parts.iter().map(|part| match part {
                    Part::Table(table) => table.rows.len(),
                    Part::Text(_) | Part::Item { .. } => 0,
                });
                (section.parts.len(), rows.collect())
            })
            .collect();
        (sections, report.missing.len())
    };
    assert_eq!(shape(Zh), shape(En));
    let report = school.closing(En);
    assert_eq!(
        item(&report, "End of the response", "Signed").as_deref(),
        Some("Lu Heng, Commander, Sunday 22 November 2026, 04:05")
    );
}

#[test]
fn erased_names_read_as_erased() {
    let mut school = School::over();
    school.erased = ["lin", "out"].into();
    let report = school.closing(Zh);
    let done = row(table(&report, "处置任务"), "组织泄漏区");
    assert_eq!(done[4], "02:38\n〔已删除〕");
    assert!(done[5].ends_with("\n〔已删除〕"), "{done:?}");
}

#[test]
fn a_refusal_says_that_it_is_one_and_why() {
    let mut school = School::hurt();
    school.now = at("11-22 02:46:00");
    school.answer(link("tang"), "first-aid", Answer::Cannot, Some("dizzy"));
    school.answer(link("meng"), "cordon", Answer::Cannot, None);
    let report = school.closing(Zh);
    let duties = table(&report, "处置任务");
    let cells: Vec<&str> = duties.rows.iter().map(|row| row[3].as_str()).collect();
    assert!(
        cells
            .iter()
            .any(|it| it.starts_with("02:46\n唐") && it.contains("\n答复办不了：")),
        "{cells:#?}"
    );
    assert!(
        cells.iter().any(|it| it.ends_with("\n答复办不了")),
        "{cells:#?}"
    );
}
