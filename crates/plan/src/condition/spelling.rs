//! The words and signs of the language, for reading and for writing.

use super::Op;

/// In which language a condition is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// 且, 或, 非, ≥.
    Chinese,
    /// and, or, not, >=.
    English,
}

/// A word or sign with a fixed meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    And,
    Or,
    Not,
    Compare(Op),
    /// 是, 为: "equals" after a name, "yes" as a value.
    Is,
    /// 不是: "differs from" after a name, "not" before one.
    IsNot,
    In,
    NotIn,
}

use Keyword::{And, Compare, In, Is, IsNot, Not, NotIn, Or};

/// Chinese words that join conditions. They end a name wherever they stand in it, so that
/// `起火或爆炸` is two names; a name that contains one is written in 【】.
const CONNECTIVES: [(&str, Keyword); 4] = [("并且", And), ("或者", Or), ("且", And), ("或", Or)];

/// Chinese words that compare. They end a name only where a value follows, so that `水源不足` is
/// a name and `水源不足30吨` a comparison. Of two that start at one place the longer one counts:
/// it stands first.
pub(super) const COMPARISONS: [(&str, Keyword); 29] = [
    ("大于等于", Compare(Op::Ge)),
    ("小于等于", Compare(Op::Le)),
    ("不大于", Compare(Op::Le)),
    ("不小于", Compare(Op::Ge)),
    ("不少于", Compare(Op::Ge)),
    ("不多于", Compare(Op::Le)),
    ("不低于", Compare(Op::Ge)),
    ("不高于", Compare(Op::Le)),
    ("不超过", Compare(Op::Le)),
    ("不等于", Compare(Op::Ne)),
    ("不属于", NotIn),
    ("不是", IsNot),
    ("不为", Compare(Op::Ne)),
    ("不足", Compare(Op::Lt)),
    ("大于", Compare(Op::Gt)),
    ("小于", Compare(Op::Lt)),
    ("多于", Compare(Op::Gt)),
    ("少于", Compare(Op::Lt)),
    ("高于", Compare(Op::Gt)),
    ("低于", Compare(Op::Lt)),
    ("超过", Compare(Op::Gt)),
    ("达到", Compare(Op::Ge)),
    ("至少", Compare(Op::Ge)),
    ("至多", Compare(Op::Le)),
    ("不到", Compare(Op::Lt)),
    ("等于", Compare(Op::Eq)),
    ("属于", In),
    ("是", Is),
    ("为", Is),
];

/// Words that turn the name after them round when nothing is declared under the whole: `非起火`
/// is "not 起火", unless a field is called 非起火.
pub(super) const NEGATIONS: [&str; 2] = ["不是", "非"];

/// Latin words, in lower case.
const LATIN: [(&str, Keyword); 4] = [("and", And), ("or", Or), ("not", Not), ("in", In)];

/// Signs, longer ones first.
const SIGNS: [(&str, Keyword); 17] = [
    (">=", Compare(Op::Ge)),
    ("<=", Compare(Op::Le)),
    ("!=", Compare(Op::Ne)),
    ("<>", Compare(Op::Ne)),
    ("==", Compare(Op::Eq)),
    ("&&", And),
    ("||", Or),
    ("≥", Compare(Op::Ge)),
    ("≧", Compare(Op::Ge)),
    ("⩾", Compare(Op::Ge)),
    ("≤", Compare(Op::Le)),
    ("≦", Compare(Op::Le)),
    ("⩽", Compare(Op::Le)),
    ("≠", Compare(Op::Ne)),
    (">", Compare(Op::Gt)),
    ("<", Compare(Op::Lt)),
    ("=", Compare(Op::Eq)),
];

/// The keyword that a whole word is, if it is one.
pub(super) fn keyword(word: &str) -> Option<Keyword> {
    let lower = word.to_lowercase();
    let latin = LATIN.iter().find(|(it, _)| *it == lower);
    let chinese = || {
        CONNECTIVES
            .iter()
            .chain(&COMPARISONS)
            .find(|(it, _)| *it == word)
    };
    match word {
        "非" => Some(Not),
        _ => latin.or_else(chinese).map(|(_, keyword)| *keyword),
    }
}

/// The sign that a text starts with, and its length in characters.
pub(super) fn sign(text: &[char]) -> Option<(Keyword, usize)> {
    SIGNS
        .iter()
        .find(|(sign, _)| starts_with(text, sign))
        .map(|(sign, keyword)| (*keyword, sign.chars().count()))
        .or_else(|| (text.first() == Some(&'!')).then_some((Not, 1)))
}

/// The Chinese connective that a text starts with, and its length in characters.
pub(super) fn connective(text: &[char]) -> Option<(Keyword, usize)> {
    CONNECTIVES
        .iter()
        .find(|(word, _)| starts_with(text, word))
        .map(|(word, keyword)| (*keyword, word.chars().count()))
}

/// Whether a text starts with a word.
pub(super) fn starts_with(text: &[char], word: &str) -> bool {
    let mut rest = text.iter();
    word.chars().all(|it| rest.next() == Some(&it))
}

/// 是, yes, true and the contrary.
pub(super) fn yes_no(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "是" | "yes" | "true" => Some(true),
        "否" | "no" | "false" => Some(false),
        _ => None,
    }
}

impl Spelling {
    pub(super) fn and(self) -> &'static str {
        match self {
            Self::Chinese => " 且 ",
            Self::English => " and ",
        }
    }

    pub(super) fn or(self) -> &'static str {
        match self {
            Self::Chinese => " 或 ",
            Self::English => " or ",
        }
    }

    pub(super) fn not(self) -> &'static str {
        match self {
            Self::Chinese => "非 ",
            Self::English => "not ",
        }
    }

    pub(super) fn within(self) -> &'static str {
        match self {
            Self::Chinese => "属于",
            Self::English => "in",
        }
    }

    pub(super) fn not_within(self) -> &'static str {
        match self {
            Self::Chinese => "不属于",
            Self::English => "not in",
        }
    }
}

impl Op {
    /// The sign: ≥ in Chinese, >= in English.
    pub fn sign(self, spelling: Spelling) -> &'static str {
        let (chinese, english) = match self {
            Self::Eq => ("=", "="),
            Self::Ne => ("≠", "!="),
            Self::Lt => ("<", "<"),
            Self::Le => ("≤", "<="),
            Self::Gt => (">", ">"),
            Self::Ge => ("≥", ">="),
        };
        match spelling {
            Spelling::Chinese => chinese,
            Spelling::English => english,
        }
    }
}
