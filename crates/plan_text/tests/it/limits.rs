//! Deadlines, cadences, keeping times, windows, thresholds, public numbers and bases.

use crate::check::{check, check_none};

#[test]
fn a_bounded_time_with_an_act_is_a_deadline() {
    check(
        "值班员发现险情后,应当在十五分钟内向值班领导报告。",
        &[r#"deadline "十五分钟内" within_min=15"#],
    );
    check(
        "接到通知后,抢修队半小时内到达现场。",
        &[r#"deadline "半小时内" within_min=30"#],
    );
    check(
        "书面报告最迟不得超过2小时。",
        &[r#"deadline "2小时" within_min=120"#],
    );
    check(
        "处置结束后5个工作日内提交总结。",
        &[r#"deadline "5个工作日内" within_min=7200 working=true"#],
    );
    check(
        "医疗组接令后20分钟赶到集合点。",
        &[r#"deadline "20分钟" within_min=20"#],
    );
    check(
        "一个半小时内完成疏散清点。",
        &[r#"deadline "一个半小时内" within_min=90"#],
    );
    check(
        "各班于6月15日前将名单报送教务室。",
        &[r#"deadline "6月15日前" by=--06-15"#],
    );
    check(
        "台账须在当日内登记完毕。",
        &[r#"deadline "当日内" by=same_day"#],
    );
    check(
        "抢修经过40分钟仍未恢复供水的,应通知分管领导。",
        &[r#"deadline "40分钟" within_min=40 escalation=true"#],
    );
}

#[test]
fn words_for_at_once_and_times_without_an_act_are_no_deadline() {
    check_none("发现火情立即报告,并在第一时间疏散。", &["deadline"]);
    check_none("预计未来24小时内将有大到暴雨。", &["deadline"]);
    check_none(
        "值班室实行24小时值班。",
        &["deadline", "cadence", "window", "threshold"],
    );
    check_none("过去三年内未发生事故。", &["deadline"]);
}

#[test]
fn an_act_that_comes_back_is_a_cadence() {
    check(
        "安全员每周检查一次灭火器。",
        &[r#"cadence "每周" period=P1W times=1 at_least=false"#],
    );
    check(
        "每年至少组织两次疏散演练。",
        &[r#"cadence "每年" period=P1Y times=2 at_least=true"#],
    );
    check(
        "值班人员每两小时巡查一次。",
        &[r#"cadence "每两小时" period=PT2H times=1"#],
    );
    check(
        "本预案三年一修订。",
        &[r#"cadence "三年一修订" period=P3Y times=1"#],
    );
    check(
        "机房每半年切换一次备用电源。",
        &[r#"cadence "每半年" period=P6M times=1"#],
    );
    check(
        "组织演练一年两次。",
        &[r#"cadence "一年两次" period=P1Y times=2"#],
    );
    check(
        "响应期间实行日报告制度。",
        &[r#"cadence "日报告" period=P1D times=1"#],
    );
    check(
        "仓库负责人每月底盘点物资。",
        &[r#"cadence "每月" period=P1M when=month_end"#],
    );
    check(
        "每年9月份组织一次培训。",
        &[r#"cadence "每年" period=P1Y times=1 month=9"#],
    );
    check(
        "分别于每周、每月、每年开展检查。",
        &[
            r#"cadence "每周" period=P1W"#, r#"cadence "每月" period=P1M"#,
            r#"cadence "每年" period=P1Y"#,
        ],
    );
    check_none("定期检查,每次检查都要登记,每人发放一份。", &["cadence"]);
}

#[test]
fn keeping_times_and_windows_are_told_apart_from_limits() {
    check(
        "监控录像保存不少于90天。",
        &[r#"retention "90天" period=P90D"#],
    );
    check("台账保管期限为三年。", &[r#"retention "三年" period=P3Y"#]);
    check("接种后留观30分钟。", &[r#"window "30分钟" period=PT30M"#]);
    check(
        "泵房至少关闭12小时。",
        &[r#"window "12小时" period=PT12H at_least=true"#],
    );
    check(
        "同一班级在7日内累计出现5例的,应停课。",
        &[r#"window "7日内" period=P7D"#],
    );
}

#[test]
fn a_number_that_decides_is_a_threshold() {
    check(
        "死亡3人以上10人以下的。",
        &[r#"threshold "3人以上10人以下" op=between value=3 upper=10"#],
    );
    check(
        "直接经济损失超过200万元的。",
        &[r#"threshold "200万元" op=> value=2000000"#],
    );
    check(
        "直接经济损失5000万元以上1亿元以下的。",
        &[r#"threshold "1亿元" op=between value=50000000 upper=100000000"#],
    );
    check(
        "体温≥37.3℃者不得上岗。",
        &[r#"threshold "37.3℃" op=>= value=37.3"#],
    );
    check("参训率不低于95%。", &[r#"threshold "95%" op=>= value=95"#]);
    check(
        "停电2小时无法恢复的。",
        &[r#"threshold "2小时" op=>= value=2"#],
    );
    check("缺勤人数不足十人。", &[r#"threshold "十人" op=< value=10"#]);
    check(
        "须有2-4年现场经验。",
        &[r#"threshold "2-4年" op=between value=2 upper=4"#],
    );
    check_none(
        "配备一名专职人员,使用75%酒精,成立三个小组。",
        &["threshold"],
    );
    check_none("由二级以上医院收治。", &["threshold"]);
}

#[test]
fn public_numbers_stand_once() {
    check(
        "拨打119报警,伤员拨打120。再次拨打119说明情况。",
        &[r#"hotline "119" number=119"#, r#"hotline "120" number=120"#],
    );
    check_none("共疏散120人,物资110件。", &["hotline"]);
}

#[test]
fn what_the_document_rests_on_is_named_once() {
    check(
        "根据《柳溪市防汛条例》《青禾县校舍安全办法》等规定,制定本预案。\n二、其他\n按照《柳溪市防汛条例》执行。",
        &[
            r#"basis "柳溪市防汛条例" name=柳溪市防汛条例"#,
            r#"basis "青禾县校舍安全办法" name=青禾县校舍安全办法"#,
        ],
    );
    check_none(
        "广泛宣传《柳溪市防汛条例》,填写《巡查登记表》。",
        &["basis"],
    );
}

#[test]
fn full_width_zero_width_and_carriage_returns_change_nothing_but_places() {
    let text = "\u{feff}总则\r\n发现后,应在\u{200b}１５分钟内报告。\r\n";
    let facts = plan_text::read(text).facts;
    let span = facts.first().map(|fact| fact.span).expect("one deadline");
    let words: String = text.chars().skip(span.start).take(span.len()).collect();
    assert!(words.starts_with("１５分钟内"), "{words}");
}

#[test]
fn traditional_characters_are_read_and_shown_as_printed() {
    let text = "發現險情後,值班員應於三十分鐘內報告總指揮。每週檢查一次。";
    check(
        text,
        &[
            r#"deadline "三十分鐘內" within_min=30"#,
            r#"cadence "每週檢查一次" period=P1W times=1"#,
        ],
    );
}

#[test]
fn an_item_number_before_a_time_is_not_its_whole_part() {
    check(
        "1.登记情况。\n2.保护现场。\n3.24小时内填表上报。",
        &[r#"deadline "24小时内" within_min=1440"#],
    );
    check(
        "1.5小时内完成抢修。",
        &[r#"deadline "1.5小时内" within_min=90"#],
    );
}
