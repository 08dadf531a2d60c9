//! Bad input is expected input: no panic, spans that hold, time that grows with the length.

use std::time::Instant;

use proptest::prelude::*;

use crate::reading::all_spans_hold;

/// Pieces that plans are made of, thrown together.
const PIECES: &[&str] = &[
    "一、", "(一)", "1、", "1.", "1.1 ", "(1)", "①", "第一章 ", "第三条 ", "组长:", "成员:", "__",
    "由校长任组长", "成立防汛领导小组", "下设办公室", "组成", "24小时内", "30分钟", "每月",
    "每年至少", "两次", "不超过", "3人以上10人以下", "≥37.3℃", "Ⅰ级(特别重大):", "红色预警", "P0",
    "是指", "《某某办法》", "根据", "119", "拨打", "报告", "立即", "处置程序", "应急措施", "职责",
    "保存", "90天", "\t", "\r\n", "\n", "。", ";", ",", ":", " ", "\u{3000}", "\u{200b}",
    "\u{feff}", "９月２５日前", "当日内", "10万元", "活动时间", "9月1日至30日", "开展活动", "(",
    ")", "|", "篇2:", "为了安全,制定本预案。", "亿", "半", "第", "的", "为", "任", "下设",
    "5个应急小组:", "岗位职责:", "岗位名称:保安员", "**", "## ", "【", "】", "办公室设在", "全年",
    "-", "至", "以上", "以下", "分为四级:", "指", "启动", "时,", "设", "1名", "由", "担任", "兼任",
    "包括", "、", "和", "救援队", "3.", "截止时间:", "电话", "0571-88880000", "响应时间", "同志",
    "年", "月", "日",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_read_and_every_place_lies_in_it(text in any::<String>()) {
        all_spans_hold(&text, &plan_text::read(&text));
    }

    #[test]
    fn any_mix_of_the_pieces_of_plans_is_read(picks in proptest::collection::vec(0..PIECES.len(), 0..120)) {
        let text: String = picks.iter().map(|&pick| PIECES[pick]).collect();
        all_spans_hold(&text, &plan_text::read(&text));
    }
}

/// What once brought the reader down.
#[test]
fn texts_that_broke_it_once_are_read() {
    for text in [
        "为(Ⅰ级(特别重大):一、",
        "造成损失的,为(重大)事故",
        "防汛领导小组组成的小组组成的",
        "组长\t\t报告\t立即",
    ] {
        all_spans_hold(text, &plan_text::read(text));
    }
}

/// One line without a stop: the worst that a conversion can hand over.
#[test]
fn long_lines_take_time_in_proportion_to_their_length() {
    for piece in [
        "发现险情后1小时内报告", "1、应立即报告", "由校长任组长、", "每月一次", "Ⅰ级:造成3人以上",
        "(", "《", "一", "9", "下设办公室", "组成的小组", "a\t", "根据《", "成立小组、",
    ] {
        let once = seconds(&piece.repeat(20_000 / piece.len()));
        let eight = seconds(&piece.repeat(160_000 / piece.len()));
        assert!(
            eight < 0.5 + once * 30.0,
            "{piece:?}: {once} s, eight times as long {eight} s"
        );
    }
}

fn seconds(text: &str) -> f64 {
    let began = Instant::now();
    let reading = plan_text::read(text);
    let taken = began.elapsed().as_secs_f64();
    assert!(reading.facts.len() <= text.len());
    taken
}
