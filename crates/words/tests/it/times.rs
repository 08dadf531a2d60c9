//! Times and lengths of time.

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use words::{Language, Words, machine_time};

const ZH: Words = Words::new(Language::Zh);
const EN: Words = Words::new(Language::En);

fn zone() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// A time of 2026 in China: `at("11-22 02:54:14")`.
fn at(text: &str) -> Timestamp {
    let (day, time) = text.split_once(' ').expect("day and time");
    format!("2026-{day}T{time}+08:00").parse().expect("a time")
}

#[test]
fn a_time_of_today_has_no_date() {
    let now = at("11-22 02:54:14");
    assert_eq!(ZH.clock(at("11-22 02:55:00"), now, &zone()), "02:55");
    assert_eq!(
        ZH.clock_seconds(at("11-22 02:55:07"), now, &zone()),
        "02:55:07"
    );
}

#[test]
fn another_day_is_named_and_another_year_too() {
    let now = at("11-22 02:54:14");
    assert_eq!(ZH.clock(at("11-21 23:59:00"), now, &zone()), "11-21 23:59");
    let last_year: Timestamp = "2025-11-22T02:55:00+08:00".parse().expect("a time");
    assert_eq!(EN.clock(last_year, now, &zone()), "2025-11-22 02:55");
}

#[test]
fn the_day_is_that_of_the_organisation_not_of_greenwich() {
    // In Greenwich it is still the 21st.
    let now = at("11-22 02:54:14");
    assert_eq!(ZH.full(now, &zone()), "2026年11月22日 周日 02:54");
    assert_eq!(EN.full(now, &zone()), "Sunday 22 November 2026, 02:54");
    assert_eq!(ZH.day(now, &zone()), "2026年11月22日");
    assert_eq!(EN.day(now, &zone()), "22 November 2026");
    assert_eq!(machine_time(now, &zone()), "2026-11-22T02:54:14+08:00");
}

#[test]
fn what_remains_is_said_as_long_as_it_matters() {
    let now = at("11-22 02:54:14");
    let cases = [
        ("11-22 02:55:00", "还有 0:46", "0:46 left"),
        ("11-22 02:54:14", "还有 0:00", "0:00 left"),
        ("11-22 03:31:00", "还有 36:46", "36:46 left"),
        ("11-22 04:06:14", "还有 1 小时 12 分", "1 h 12 min left"),
        ("11-22 07:00:00", "还有 4 小时", "4 h left"),
        ("11-22 18:00:00", "还有 15 小时", "15 h left"),
        ("11-23 02:54:14", "还有 1 天", "1 day left"),
        ("11-25 02:54:13", "还有 2 天", "2 days left"),
        ("11-22 02:48:00", "超 6:14", "6:14 over"),
        ("11-20 18:00:00", "超 1 天", "1 day over"),
    ];
    for (due, zh, en) in cases {
        assert_eq!(ZH.remaining(at(due), now), zh, "{due}");
        assert_eq!(EN.remaining(at(due), now), en, "{due}");
    }
}

#[test]
fn an_incident_says_how_long_it_runs() {
    let now = at("11-22 02:54:14");
    assert_eq!(ZH.elapsed(at("11-22 02:31:00"), now), "0:23:14");
    assert_eq!(ZH.elapsed(at("11-21 00:00:00"), now), "1 天 2 小时");
    assert_eq!(EN.elapsed(at("11-20 00:00:00"), now), "2 days 2 h");
    // A clock that was set back does not make it negative.
    assert_eq!(ZH.elapsed(at("11-22 03:00:00"), now), "0:00:00");
}

#[test]
fn lengths_are_said_in_words() {
    let cases = [
        (0, "立即", "at once"),
        (300, "5分钟", "5 minutes"),
        (5_400, "1小时30分", "1 hour 30 minutes"),
        (90, "1分30秒", "1 minute 30 seconds"),
        (7_200, "2小时", "2 hours"),
        (86_400 + 60, "1天1分", "1 day 1 minute"),
        (30, "30秒", "30 seconds"),
    ];
    for (seconds, zh, en) in cases {
        let length = SignedDuration::from_secs(seconds);
        assert_eq!(ZH.span(length), zh);
        assert_eq!(EN.span(length), en);
    }
}

#[test]
fn the_browser_says_which_language_it_reads() {
    let cases = [
        ("zh-CN,zh;q=0.9,en;q=0.8", Language::Zh),
        ("en-GB,en;q=0.9,zh-CN;q=0.8", Language::En),
        ("fr,en;q=0.3,zh;q=0.7", Language::Zh),
        ("en;q=0,zh;q=0.001", Language::Zh),
        ("de", Language::Zh),
        ("", Language::Zh),
        ("en;q=kaputt, *", Language::Zh),
        ("EN_us", Language::En),
    ];
    for (header, language) in cases {
        assert_eq!(Language::accepted(header), language, "{header}");
    }
    assert_eq!(Language::from_tag("zh-Hans-CN"), Some(Language::Zh));
    assert_eq!(Language::from_tag("english"), None);
    assert_eq!(Language::Zh.tag(), "zh-CN");
}

#[test]
fn a_sentence_that_brings_its_full_stop_along_gets_no_second_one() {
    use crate::school::{EN, ZH};
    assert_eq!(
        ZH.sentences(["清点人数。", "五分钟内办结"]),
        "清点人数。五分钟内办结。"
    );
    assert_eq!(
        EN.sentences(["Take the roll.", "within 5 minutes"]),
        "Take the roll. Within 5 minutes."
    );
}

#[test]
fn a_time_of_long_ago_still_reads_as_rfc_3339() {
    let mean = Offset::from_seconds(8 * 3600 + 5 * 60 + 43).expect("an offset");
    let long_ago: Timestamp = "1900-01-01T00:00:00Z".parse().expect("a time");
    let text = machine_time(long_ago, &TimeZone::fixed(mean));
    assert_eq!(text, "1900-01-01T00:00:00+00:00");
}

#[test]
fn a_network_that_fails_is_said_in_the_readers_language_and_others_are_quoted() {
    assert_eq!(ZH.failure("cannot connect"), "连接不上");
    assert_eq!(EN.failure("cannot connect"), "cannot connect");
    assert_eq!(ZH.failure("SMTP 550"), "SMTP 550");
}
