//! Who acts: the names that a text has for its posts, and the clause that a name leads.

use std::collections::BTreeMap;

use duty::PostId;

/// Names with the posts they mean, by their first character, longer names first.
#[derive(Default)]
pub(super) struct Names {
    by_first: BTreeMap<char, Vec<(String, PostId)>>,
    by_last: BTreeMap<char, Vec<(String, PostId)>>,
}

/// What says "our own" before the name of a post or a department.
const OWN: &[&str] = &[
    "本公司", "我公司", "公司", "本单位", "我单位", "单位", "本校", "我校", "学校", "本院", "我院",
    "医院", "本厂", "我厂", "工厂", "本镇", "我镇",
];

/// Words that follow the one who acts.
pub(super) const ACTING: &[&str] = &[
    "应", "要", "须", "必须", "需", "负责", "立即", "立刻", "迅速", "马上", "及时", "第一时间",
    "尽快", "组织", "指挥", "下达", "宣布", "决定", "启动", "报告", "向", "通知", "带领", "率",
    "拨打", "切断", "关闭", "疏散", "引导", "协助", "到", "赶", "在", "对", "将", "把", "根据",
    "按", "可", "统一", "接到", "利用", "使用", "做好", "进行", "清点", "核实", "确认", "检查",
    "配合", "安排", "派", "会同", "牵头", "打开", "设置", "封锁", "保护", "维持", "发布", "上报",
    "汇总", "填写", "广播", "发现", "收到", "得知",
];

impl Names {
    /// A name for a post. The first post that takes a name keeps it.
    pub(super) fn add(&mut self, name: &str, post: &PostId) {
        let shorter = OWN.iter().find_map(|own| name.strip_prefix(own));
        for name in [Some(name), shorter].into_iter().flatten() {
            self.add_one(name, post);
        }
    }

    fn add_one(&mut self, name: &str, post: &PostId) {
        let (Some(first), Some(last)) = (name.chars().next(), name.chars().next_back()) else {
            return;
        };
        if !(2..=20).contains(&name.chars().count()) || self.exactly(name).is_some() {
            return;
        }
        for (map, key) in [(&mut self.by_first, first), (&mut self.by_last, last)] {
            let names = map.entry(key).or_default();
            let at = names.partition_point(|(other, _)| other.len() >= name.len());
            names.insert(at, (name.to_owned(), post.clone()));
        }
    }

    /// The post of exactly that name.
    pub(super) fn exactly(&self, name: &str) -> Option<&PostId> {
        let names = self.by_first.get(&name.chars().next()?)?;
        names
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, post)| post)
    }

    /// The longest name that the text starts with.
    pub(super) fn at_start<'t>(&self, text: &'t str) -> Option<(&'t str, &PostId)> {
        let names = self.by_first.get(&text.chars().next()?)?;
        names
            .iter()
            .find(|(name, _)| text.starts_with(name.as_str()))
            .map(|(name, post)| (&text[..name.len()], post))
    }

    /// The longest name that the text ends with.
    pub(super) fn at_end<'t>(&self, text: &'t str) -> Option<(&'t str, &PostId)> {
        let names = self.by_last.get(&text.chars().next_back()?)?;
        names
            .iter()
            .find(|(name, _)| text.ends_with(name.as_str()))
            .map(|(name, post)| (&text[text.len() - name.len()..], post))
    }

    /// Who acts in a text: the first clause that a known name leads, or `由` and a name.
    pub(super) fn actor(&self, text: &str) -> Option<&PostId> {
        subjects(text).find_map(|subject| self.leads(&subject))
    }

    /// Who acts last in a text: of `甲应到场，乙在1小时内报告` the one before the limit.
    pub(super) fn last_actor(&self, text: &str) -> Option<&PostId> {
        subjects(text)
            .filter_map(|subject| self.leads(&subject))
            .last()
    }

    fn leads(&self, subject: &Subject) -> Option<&PostId> {
        let (name, post) = self.at_start(subject.words)?;
        let rest = &subject.words[name.len()..];
        let led = subject.by || acts(rest) || (subject.opens && is_label_end(rest));
        (led && !rest.starts_with('的')).then_some(post)
    }
}

/// Where the one who acts can stand.
pub(super) struct Subject<'t> {
    /// The text from there to the end of the clause.
    pub(super) words: &'t str,
    /// Behind 由.
    pub(super) by: bool,
    /// At the very start of the text.
    opens: bool,
}

/// The places of a text where the one who acts can stand, in order: the start of a clause, behind a
/// word that joins, behind 后 and 时, and behind 由.
pub(super) fn subjects(text: &str) -> impl Iterator<Item = Subject<'_>> {
    const JOINS: &[&str] = &[
        "同时", "然后", "随后", "此时", "应由", "须由", "必须由", "由", "并由", "并", "再由",
        "而后", "其他",
    ];
    let clauses = text.split(|c| {
        matches!(
            c,
            '，' | ','
                | '。'
                | '；'
                | ';'
                | '：'
                | ':'
                | '\n'
                | '！'
                | '!'
                | '\t'
                | '（'
                | '('
                | '）'
                | ')'
        )
    });
    clauses.enumerate().flat_map(|(nth, clause)| {
        let clause = clause.trim_start_matches(['“', '"', ' ', '\u{3000}', '—', '-']);
        let joined = JOINS.iter().find_map(|join| {
            clause
                .strip_prefix(join)
                .map(|rest| (join.ends_with('由'), rest))
        });
        let (by, lead) = joined.unwrap_or((false, clause));
        let start = Subject {
            words: lead,
            by,
            opens: nth == 0,
        };
        let inner = lead.char_indices().filter_map(move |(at, c)| {
            let words = &lead[at + c.len_utf8()..];
            matches!(c, '由' | '后' | '时').then_some(Subject {
                words,
                by: c == '由',
                opens: false,
            })
        });
        std::iter::once(start).chain(inner)
    })
}

/// Whether the words go on as what somebody does.
pub(super) fn acts(rest: &str) -> bool {
    ACTING.iter().any(|word| rest.starts_with(word)) || is_limit(rest)
}

/// `10分钟内…`, `两小时内…`: who stands before a limit acts within it.
fn is_limit(rest: &str) -> bool {
    const UNITS: &[&str] = &["秒", "分钟", "小时", "个小时", "天", "日", "个工作日", "周"];
    let unit = rest.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "零一二两三四五六七八九十半百".contains(c)
    });
    unit.len() < rest.len()
        && UNITS.iter().any(|it| {
            unit.strip_prefix(it)
                .is_some_and(|behind| behind.starts_with('内'))
        })
}

/// `值班员：…` names the one who acts, and what follows is the act.
fn is_label_end(rest: &str) -> bool {
    rest.trim().is_empty()
}
