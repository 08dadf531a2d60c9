//! The criteria of a grade in the words of the text: what can be seen to be so, and numbers of things that
//! only this plan counts. Read so only in a grading that closes each grade by the one above (`未达到Ⅰ级`):
//! there every criterion is meant to be answered, and nothing is left to a feeling for what is serious.

use plan::condition::Condition;
use plan::{EventType, FactId, FactType, Field};

use super::criteria::{Bound, alternatives};

/// Closes a grade by the one above it.
const BELOW: &[&str] = &["未达到", "未达", "达不到"];

/// Words that each reader understands differently; they are no question that can be answered.
const VAGUE: &[&str] = &[
    "严重", "较大影响", "重大影响", "一定", "特别", "重要影响", "比较", "很大", "广泛", "恶劣",
    "较多", "较轻", "较重", "社会影响", "造成影响",
];

/// Whether the criteria are closed by the grade above.
pub(super) fn is_below(text: &str) -> bool {
    BELOW.iter().any(|word| text.contains(word))
}

/// The criteria as a condition, what they ask declared for the event; none unless all of them is understood.
pub(super) fn condition(
    text: &str,
    event: &mut EventType,
    cases: &mut Vec<String>,
) -> Option<Condition> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_matches(['：', ':', '）', ')', '。', '；', ';', '，', ',']);
    let mut any: Vec<Vec<Criterion>> = Vec::new();
    for piece in text.split(['，', ',', '；', ';']) {
        let piece = piece.strip_prefix('或').unwrap_or(piece);
        let end = BELOW.iter().filter_map(|word| piece.find(word)).min();
        let piece = piece[..end.unwrap_or(piece.len())].trim_end_matches(['但', '而']);
        if piece.is_empty() {
            continue;
        }
        let joined: Option<Vec<Criterion>> = piece.split('且').map(criterion).collect();
        any.push(joined?);
    }
    let fits = |it: &Criterion| match it {
        Criterion::Shared(_) => true,
        Criterion::Own(own) => {
            let known = event.facts.iter().find(|field| field.name == own.name);
            known
                .is_none_or(|field| field.kind == own.kind() && field.unit.as_deref() == own.unit())
        }
    };
    if any.is_empty() || !any.iter().flatten().all(fits) {
        return None;
    }
    let said: Vec<String> = any
        .iter()
        .map(|joined| {
            let said: Vec<String> = joined.iter().map(Criterion::say).collect();
            said.join(" 且 ")
        })
        .collect();
    let condition = Condition::parse(said.join(" 或 ")).ok()?;
    for it in any.into_iter().flatten() {
        match it {
            Criterion::Shared(bound) => bound.declare(&mut event.facts),
            Criterion::Own(own) => own.declare(event, cases)?,
        }
    }
    Some(condition)
}

/// One thing to ask.
enum Criterion {
    /// A measure that every plan shares.
    Shared(Bound),
    /// One in the words of this text.
    Own(Own),
}

impl Criterion {
    fn say(&self) -> String {
        match self {
            Self::Shared(bound) => bound.say(&[]),
            Self::Own(own) => own.say(),
        }
    }
}

/// Something that only this text names.
struct Own {
    name: String,
    /// The number as printed with its multiplier, and its unit.
    at_least: Option<(String, String)>,
}

impl Own {
    fn kind(&self) -> FactType {
        match self.at_least {
            Some(_) => FactType::Number,
            None => FactType::YesNo,
        }
    }

    fn unit(&self) -> Option<&str> {
        self.at_least.as_ref().map(|(_, unit)| unit.as_str())
    }

    fn say(&self) -> String {
        match &self.at_least {
            Some((number, unit)) => format!("【{}】 >= {number} {unit}", self.name),
            None => format!("【{}】", self.name),
        }
    }

    fn declare(self, event: &mut EventType, cases: &mut Vec<String>) -> Option<()> {
        if event.facts.iter().any(|field| field.name == self.name) {
            return Some(());
        }
        let number = match cases.iter().position(|name| *name == self.name) {
            Some(at) => at + 1,
            None => {
                cases.push(self.name.clone());
                cases.len()
            }
        };
        let kind = self.kind();
        let ask = match kind {
            FactType::Number => format!("{}：多少？", self.name),
            FactType::YesNo | FactType::Choice => format!("是否{}？", self.name),
        };
        event.facts.push(Field {
            id: FactId::new(format!("case-{number}")).ok()?,
            unit: self.unit().map(str::to_owned),
            name: self.name,
            name_en: None,
            kind,
            choices: Vec::new(),
            ask: Some(ask),
            ask_en: None,
            asked_with: None,
            at_report: true,
        });
        Some(())
    }
}

/// One statement: counted where a number stands in it, else asked with yes or no.
fn criterion(words: &str) -> Option<Criterion> {
    const LONGEST: usize = 24;
    let length = words.chars().count();
    let said = (2..=LONGEST + 16).contains(&length)
        && !words.contains(['【', '】', '、', '`'])
        && !VAGUE.iter().any(|word| words.contains(word));
    if !words.contains(|c: char| c.is_ascii_digit()) {
        let listed = words.contains('、') && !VAGUE.iter().any(|word| words.contains(word));
        let asked = (said || listed) && length <= LONGEST && !words.contains(['【', '】']);
        return asked.then(|| {
            Criterion::Own(Own {
                name: words.to_owned(),
                at_least: None,
            })
        });
    }
    if let Some(mut bounds) = alternatives(words)
        && bounds.len() == 1
    {
        return bounds.pop().map(Criterion::Shared);
    }
    // `1000万人及以上、1亿人以下的…`: the grade above begins where this one ends.
    let words = match words.split_once('、') {
        Some((lower, upper)) => {
            let end = upper.find("以下")? + "以下".len();
            format!("{lower}{}", &upper[end..])
        }
        None => words.to_owned(),
    };
    let own = counted(&words).filter(|it| {
        let length = it.name.chars().count();
        (2..=LONGEST).contains(&length) && !VAGUE.iter().any(|word| it.name.contains(word))
    });
    own.map(Criterion::Own)
}

/// `小时雨量80毫米及以上`, `5台及以上主机受影响`, `浓度达到20%LEL`.
fn counted(words: &str) -> Option<Own> {
    const UNITS: &[&str] = &[
        "毫米/小时", "米/秒", "%LEL", "立方米", "平方米", "公里", "分钟", "小时", "毫米", "厘米",
        "公顷", "公斤", "千克", "人", "名", "户", "家", "台", "块", "个", "栋", "处", "次", "起",
        "天", "元", "吨", "米", "度", "℃",
    ];
    let start = words.find(|c: char| c.is_ascii_digit())?;
    let digits = words[start..]
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .map_or(words.len(), |at| start + at);
    let big = ["万", "亿"]
        .iter()
        .find(|big| words[digits..].starts_with(**big))
        .map_or(0, |big| big.len());
    let behind = &words[digits + big..];
    let unit = UNITS.iter().find(|unit| behind.starts_with(**unit))?;
    let rest = &behind[unit.len()..];
    let before = &words[..start];
    let (stem, rest) = match ["及以上", "（含）以上", "以上"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
    {
        Some(rest) => (before, rest),
        None => (
            ["达到", "不少于", "不低于", "至少"]
                .iter()
                .find_map(|word| before.strip_suffix(word))?,
            rest,
        ),
    };
    let name = format!("{stem}{}", rest.trim_start_matches('的'));
    (!name.contains(|c: char| c.is_ascii_digit())).then(|| Own {
        name,
        at_least: Some((words[start..digits + big].to_owned(), (*unit).to_owned())),
    })
}
