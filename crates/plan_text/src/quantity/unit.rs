//! Measure words and signs that may follow a number.

/// Measure words and signs that may follow a number.
const UNITS: &[&str] = &[
    "平方公里", "平方千米", "平方米", "立方米每秒", "立方米/秒", "立方米", "公顷", "亩", "公里",
    "千米", "海里", "厘米", "毫米", "米/秒", "米", "千克", "公斤", "毫克", "克", "吨", "毫升",
    "升", "千伏", "千瓦时", "千瓦", "兆瓦", "兆帕", "千帕", "分贝", "摄氏度", "人次", "人民币",
    "人", "名", "例", "位", "起", "户", "家", "间", "所", "台", "部", "辆", "艘", "架", "列", "只",
    "头", "条", "篇", "件", "次", "遍", "处", "座", "栋", "幢", "层", "元", "度", "周岁", "岁",
    "倍", "页", "箱", "瓶", "袋", "套", "支", "把", "根", "张", "份", "批", "种", "类", "项", "级",
    "个百分点", "个", "节", "轮", "回", "股", "门", "床", "场", "%", "‰", "℃", "学时", "课时",
    "GB", "TB", "MB", "kV", "KV", "kW", "KW", "MW", "MPa", "mg", "kg", "km", "cm", "mm", "ml",
    "ppm", "dB", "m3", "m2", "m", "L", "V", "A", "t", "分",
];

pub(super) fn unit(rest: &str) -> &str {
    let Some(first) = UNITS.iter().find(|unit| rest.starts_with(**unit)) else {
        return "";
    };
    if first.ends_with(|c: char| c.is_ascii_alphabetic())
        && rest[first.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
    {
        return "";
    }
    let slash = rest[first.len()..].strip_prefix('/');
    let per = |rest| {
        ["分钟", "小时", "天", "日", "秒", "年", "月", "周"]
            .into_iter()
            .find(|time| str::starts_with(rest, time))
            .unwrap_or_else(|| unit(rest))
    };
    let second = slash.map(per).filter(|unit| !unit.is_empty());
    &rest[..first.len() + second.map_or(0, |unit| unit.len() + 1)]
}
