//! The criteria of a grade as alternatives with numbers, where every one of them is understood.

use plan::{FactId, FactType, Field};

/// What is counted: words of the text, the field's id and names, its unit.
struct Measure {
    words: &'static [&'static str],
    id: &'static str,
    name: &'static str,
    name_en: &'static str,
    unit: &'static str,
    ask: &'static str,
    ask_en: &'static str,
}

/// The measures of casualty grading that every field shares; longer words first.
const MEASURES: &[Measure] = &[
    Measure {
        words: &["死亡失踪", "死亡和失踪", "死亡(含失踪)", "死亡（含失踪）"],
        id: "dead-or-missing",
        name: "死亡和失踪人数",
        name_en: "Dead and missing",
        unit: "人",
        ask: "死亡和失踪共几人？",
        ask_en: "How many are dead or missing?",
    },
    Measure {
        words: &["死亡", "遇难"],
        id: "deaths",
        name: "死亡人数",
        name_en: "Deaths",
        unit: "人",
        ask: "有人死亡吗？几人？",
        ask_en: "How many have died?",
    },
    Measure {
        words: &["重伤"],
        id: "seriously-injured",
        name: "重伤人数",
        name_en: "Seriously injured",
        unit: "人",
        ask: "重伤几人？",
        ask_en: "How many are seriously injured?",
    },
    Measure {
        words: &["轻伤"],
        id: "slightly-injured",
        name: "轻伤人数",
        name_en: "Slightly injured",
        unit: "人",
        ask: "轻伤几人？",
        ask_en: "How many are slightly injured?",
    },
    Measure {
        words: &["受伤"],
        id: "injured",
        name: "受伤人数",
        name_en: "Injured",
        unit: "人",
        ask: "受伤几人？",
        ask_en: "How many are injured?",
    },
    Measure {
        words: &["失踪", "失联"],
        id: "missing",
        name: "失踪人数",
        name_en: "Missing",
        unit: "人",
        ask: "失踪几人？",
        ask_en: "How many are missing?",
    },
    Measure {
        words: &["被困"],
        id: "trapped",
        name: "被困人数",
        name_en: "Trapped",
        unit: "人",
        ask: "被困几人？",
        ask_en: "How many are trapped?",
    },
    Measure {
        words: &["中毒"],
        id: "poisoned",
        name: "中毒人数",
        name_en: "Poisoned",
        unit: "人",
        ask: "中毒几人？",
        ask_en: "How many are poisoned?",
    },
    Measure {
        words: &["直接经济损失", "经济损失", "财产损失"],
        id: "loss",
        name: "经济损失",
        name_en: "Loss",
        unit: "元",
        ask: "经济损失估计多少？",
        ask_en: "What is the estimated loss?",
    },
];

/// What stands around a number and changes nothing.
const FILLING: &[&str] = &[
    "一次", "造成", "导致", "发生", "出现", "致使", "引起", "人员", "人数", "人", "的", "事故",
    "事件", "火灾", "在", "达到", "达", "者", "为", "是指", "指", "有", "下列情形之一", "符合",
    "情形之一", "直接",
];

/// One alternative: a measure with its bounds, the numbers as printed.
pub(super) struct Bound {
    measure: usize,
    lower: Option<(&'static str, String)>,
    upper: Option<(&'static str, String)>,
}

impl Bound {
    /// Where it begins: the measure and the number as printed.
    pub(super) fn lower(&self) -> Option<(usize, String)> {
        self.lower
            .as_ref()
            .map(|(_, number)| (self.measure, number.clone()))
    }

    /// `以下` leaves out the bound where the next grade begins there.
    pub(super) fn say(&self, starts: &[(usize, String)]) -> String {
        let name = MEASURES[self.measure].name;
        let upper = self.upper.as_ref().map(|(op, number)| {
            let begins = starts
                .iter()
                .any(|(measure, start)| *measure == self.measure && start == number);
            let op = if *op == "<=" && begins { "<" } else { op };
            format!("{name} {op} {number}")
        });
        let lower = self
            .lower
            .as_ref()
            .map(|(op, number)| format!("{name} {op} {number}"));
        match (lower, upper) {
            (Some(lower), Some(upper)) => format!("({lower} 且 {upper})"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => String::new(),
        }
    }

    /// Makes sure that the event asks for what is measured.
    pub(super) fn declare(&self, fields: &mut Vec<Field>) {
        let measure = &MEASURES[self.measure];
        let Ok(id) = FactId::new(measure.id) else {
            return;
        };
        if fields.iter().any(|field| field.id == id) {
            return;
        }
        fields.push(Field {
            id,
            name: measure.name.to_owned(),
            name_en: Some(measure.name_en.to_owned()),
            kind: FactType::Number,
            unit: Some(measure.unit.to_owned()),
            choices: Vec::new(),
            ask: Some(measure.ask.to_owned()),
            ask_en: Some(measure.ask_en.to_owned()),
            asked_with: None,
            at_report: true,
        });
    }
}

/// The criteria as alternatives; None unless every one of them is understood.
pub(super) fn alternatives(text: &str) -> Option<Vec<Bound>> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_matches(['：', ':', '）', ')', '。', '；', ';', '，', ',']);
    let mut bounds: Vec<Bound> = Vec::new();
    for alternative in split(text) {
        bounds.push(bound(&alternative)?);
    }
    (!bounds.is_empty()).then_some(bounds)
}

/// Splits at 或, 或者 and the signs between alternatives; `10人以上、30人以下` stays together.
fn split(text: &str) -> Vec<String> {
    let text = text.replace("或者", "或");
    let mut pieces: Vec<String> = Vec::new();
    for piece in text
        .split(['或', '，', ',', '；', ';', '、', '。'])
        .filter(|piece| !piece.is_empty())
    {
        let only_upper = MEASURES
            .iter()
            .flat_map(|it| it.words)
            .all(|word| !piece.contains(word));
        match pieces.last_mut() {
            // A piece without a measure belongs to the one before it.
            Some(last) if only_upper && piece.contains(|c: char| c.is_ascii_digit()) => {
                last.push_str(piece)
            }
            Some(_) | None if FILLING.contains(&piece) => {}
            Some(_) | None => pieces.push(piece.to_owned()),
        }
    }
    pieces
}

/// One measure with one or two numbers and nothing that is not understood.
fn bound(words: &str) -> Option<Bound> {
    let (at, word) = MEASURES
        .iter()
        .enumerate()
        .flat_map(|(at, measure)| measure.words.iter().map(move |word| (at, *word)))
        .find(|(_, word)| words.contains(word))?;
    let mut rest = words.replacen(word, "", 1);
    let mut found = Bound {
        measure: at,
        lower: None,
        upper: None,
    };
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (number, op, range) = number(&rest, start, MEASURES[at].unit)?;
        let place = if op.starts_with('>') {
            &mut found.lower
        } else {
            &mut found.upper
        };
        if place.is_some() {
            return None;
        }
        *place = Some((op, number));
        rest.replace_range(range, "");
    }
    for filling in FILLING {
        rest = rest.replace(filling, "");
    }
    (rest.is_empty() && (found.lower.is_some() || found.upper.is_some())).then_some(found)
}

/// A number as printed with its unit, its comparison, and the bytes of all three.
fn number(
    text: &str,
    start: usize,
    unit: &str,
) -> Option<(String, &'static str, std::ops::Range<usize>)> {
    const BEHIND: &[(&str, &str)] = &[
        ("及以上", ">="),
        ("(含)以上", ">="),
        ("（含）以上", ">="),
        ("以上", ">="),
        ("以下", "<="),
        ("及以下", "<="),
        ("以内", "<="),
    ];
    const BEFORE: &[(&str, &str)] = &[
        ("不少于", ">="),
        ("不低于", ">="),
        ("至少", ">="),
        ("不超过", "<="),
        ("超过", ">"),
        ("大于", ">"),
        ("不足", "<"),
        ("少于", "<"),
    ];
    let digits = text[start..]
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .map_or(text.len(), |at| start + at);
    let mut end = digits;
    let mut measured = text[start..digits].to_owned();
    for big in ["万", "亿"] {
        if text[end..].starts_with(big) {
            measured.push_str(big);
            end += big.len();
        }
    }
    let own_units: &[&str] = if unit == "人" {
        &["人", "名"]
    } else {
        &["元"]
    };
    // A bound without its unit, `3至9人`, is left to people.
    let printed = own_units
        .iter()
        .find(|unit| text[end..].starts_with(**unit))?;
    end += printed.len();
    measured.push_str(if unit == "元" { "元" } else { "" });
    let behind = BEHIND
        .iter()
        .find(|(word, _)| text[end..].starts_with(word));
    if let Some((word, op)) = behind {
        return Some((measured, op, start..end + word.len()));
    }
    let (word, op) = BEFORE
        .iter()
        .find(|(word, _)| text[..start].ends_with(word))?;
    Some((measured, op, start - word.len()..end))
}
