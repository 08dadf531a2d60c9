//! The two languages, and how a browser or a setting names them.

/// A language that changbei speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// Chinese, simplified; the first language.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// Both, the first language first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The tag for `lang` attributes and settings: `zh-CN`, `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The one that is not this, for the link that switches.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// Reads a language tag by its first part: `zh-CN`, `zh-Hans`, `ZH`, `en-GB`. None for a
    /// language that changbei does not speak.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = tag.trim().split(['-', '_']).next()?;
        if first.eq_ignore_ascii_case("zh") {
            Some(Self::Zh)
        } else if first.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// Reads the header `Accept-Language` (RFC 9110, 12.5.4): the language with the highest
    /// weight that changbei speaks, of equals the first; Chinese when there is none.
    pub fn accepted(header: &str) -> Self {
        let mut best: Option<(Self, u16)> = None;
        for item in header.split(',').take(MOST_ITEMS) {
            let mut parts = item.split(';');
            let language = parts.next().and_then(Self::from_tag);
            let weight = parts.find_map(weight).unwrap_or(1_000);
            if let Some(language) = language
                && weight > 0
                && best.is_none_or(|(_, known)| weight > known)
            {
                best = Some((language, weight));
            }
        }
        best.map_or(Self::Zh, |(language, _)| language)
    }
}

/// No browser sends more; a longer header is somebody trying something.
const MOST_ITEMS: usize = 32;

/// `q=0.8` in thousandths; None for another parameter, 0 for a weight that is none.
fn weight(parameter: &str) -> Option<u16> {
    let text = parameter.trim().strip_prefix("q=")?;
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    match (whole, digits) {
        ("1", true) => Some(1_000),
        ("0", true) => format!("{decimals:0<3}").parse().ok(),
        _ => Some(0),
    }
}
