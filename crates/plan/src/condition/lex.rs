//! From text to tokens. Chinese is written without blanks, so a run of letters may hold a name and
//! the words after it; see [`super::spelling`] for where it is cut.

use super::Number;
use super::number::NumberError;
use super::spelling::{self, COMPARISONS, Keyword};
use super::syntax_error::{SyntaxError, SyntaxErrorKind};
use super::unit;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Keyword(Keyword),
    /// Part of a name, or a value without quotes.
    Word(String),
    /// A name in 【】 or ``.
    Name(String),
    /// A text in quotes.
    Text(String),
    Measure(Measure),
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
}

/// A number as written: `5000万元` is 5000, 10,000 and 元.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measure {
    pub number: Number,
    /// 1 where no 万 or 亿 is written.
    pub multiplier: i64,
    pub unit: Option<String>,
}

/// A token and where it stands, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub at: usize,
    pub token: Token,
}

/// Splits a text into tokens in one pass.
pub(super) fn lex(text: &str) -> Result<Vec<Placed>, SyntaxError> {
    let raw: Vec<char> = text.chars().collect();
    let chars: Vec<char> = raw.iter().copied().map(half_width).collect();
    let mut lexer = Lexer {
        raw: &raw,
        chars: &chars,
        at: 0,
        in_list: false,
        tokens: Vec::new(),
    };
    while lexer.step()? {}
    Ok(lexer.tokens)
}

/// Full-width signs, digits and letters as their half-width forms; invisible characters that come
/// along when text is pasted, as blanks. One character stays one character.
pub(super) fn half_width(it: char) -> char {
    match it {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(it) - 0xfee0).unwrap_or(it),
        '\u{3000}' | '\u{feff}' | '\u{200b}' => ' ',
        '−' => '-',
        '、' => ',',
        _ => it,
    }
}

struct Lexer<'a> {
    /// As written: what stands in quotes is taken from here.
    raw: &'a [char],
    /// The same in half width.
    chars: &'a [char],
    at: usize,
    in_list: bool,
    tokens: Vec<Placed>,
}

impl Lexer<'_> {
    /// Takes one token; `false` at the end.
    fn step(&mut self) -> Result<bool, SyntaxError> {
        self.at = skip_blanks(self.chars, self.at);
        let Some(first) = self.chars.get(self.at).copied() else {
            return Ok(false);
        };
        let rest = self.chars.get(self.at..).unwrap_or_default();
        if starts_number(rest) {
            self.measure()?;
        } else if let Some((keyword, length)) = spelling::sign(rest) {
            self.push(Token::Keyword(keyword), length);
        } else if let Some(token) = bracket(first) {
            self.in_list = match token {
                Token::OpenList => true,
                Token::CloseList => false,
                Token::Keyword(_) | Token::Word(_) | Token::Name(_) | Token::Text(_) => {
                    self.in_list
                }
                Token::Measure(_) | Token::Open | Token::Close | Token::Comma => self.in_list,
            };
            self.push(token, 1);
        } else if let Some(quote) = Quote::opened_by(first) {
            self.quoted(quote)?;
        } else if is_word(self.chars, self.at) {
            self.word();
        } else {
            let found = self.raw.get(self.at).copied().unwrap_or(first);
            return Err(self.error(SyntaxErrorKind::UnexpectedCharacter(found)));
        }
        Ok(true)
    }

    fn push(&mut self, token: Token, length: usize) {
        let at = self.at;
        self.tokens.push(Placed { at, token });
        self.at += length;
    }

    fn error(&self, kind: SyntaxErrorKind) -> SyntaxError {
        SyntaxError { at: self.at, kind }
    }

    /// A text or a name between quotes, as written.
    fn quoted(&mut self, quote: Quote) -> Result<(), SyntaxError> {
        let inside = self.raw.get(self.at + 1..).unwrap_or_default();
        let Some(length) = inside.iter().position(|it| quote.closed_by(*it)) else {
            return Err(self.error(SyntaxErrorKind::UnclosedQuote));
        };
        let content: String = inside.iter().take(length).collect();
        let token = match quote {
            Quote::Name => Token::Name(content),
            Quote::Double | Quote::Single | Quote::Corner | Quote::WhiteCorner => {
                Token::Text(content)
            }
        };
        self.push(token, length + 2);
        Ok(())
    }

    /// A run of letters, up to where a word of the language cuts it.
    fn word(&mut self) {
        let mut end = self.at;
        while is_word(self.chars, end) {
            match self.cut_at(end) {
                Some((keyword, length)) if end == self.at => {
                    return self.push(Token::Keyword(keyword), length);
                }
                Some(_) => break,
                None => end += 1,
            }
        }
        let word: String = self.chars.get(self.at..end).into_iter().flatten().collect();
        let token = spelling::keyword(&word).map_or(Token::Word(word), Token::Keyword);
        self.push(token, end - self.at);
    }

    /// The word of the language that stands at a place and cuts the run there.
    fn cut_at(&self, place: usize) -> Option<(Keyword, usize)> {
        let rest = self.chars.get(place..).unwrap_or_default();
        let length = |word: &str| word.chars().count();
        let comparison = || {
            COMPARISONS
                .iter()
                .filter(|(word, _)| spelling::starts_with(rest, word))
                .map(|(word, keyword)| (*keyword, length(word)))
                .find(|(_, length)| self.value_follows(place + length))
        };
        spelling::connective(rest).or_else(comparison)
    }

    fn value_follows(&self, place: usize) -> bool {
        let rest = self
            .chars
            .get(skip_blanks(self.chars, place)..)
            .unwrap_or_default();
        let quotes_text = |it: char| Quote::opened_by(it).is_some_and(|it| it != Quote::Name);
        starts_number(rest)
            || rest
                .first()
                .is_some_and(|it| *it == '[' || quotes_text(*it))
    }

    fn measure(&mut self) -> Result<(), SyntaxError> {
        let (digits, length) = self.digits()?;
        let number = digits.parse().map_err(|error| {
            self.error(match error {
                NumberError::NotANumber => SyntaxErrorKind::NotANumber,
                NumberError::TooLarge => SyntaxErrorKind::NumberTooLarge,
                NumberError::TooPrecise => SyntaxErrorKind::NumberTooPrecise,
            })
        })?;
        let mut end = self.at + length;
        let place = skip_blanks(self.chars, end);
        let (multiplier, letters) = unit::multiplier(self.chars.get(place..).unwrap_or_default());
        if letters > 0 {
            end = place + letters;
        }
        let place = skip_blanks(self.chars, end);
        let unit = self.unit(place);
        if let Some((_, unit_end)) = &unit {
            end = *unit_end;
        }
        let measure = Measure {
            number,
            multiplier,
            unit: unit.map(|(unit, _)| unit),
        };
        self.push(Token::Measure(measure), end - self.at);
        Ok(())
    }

    /// The digits of a number without separators, and how many characters they take.
    fn digits(&self) -> Result<(String, usize), SyntaxError> {
        let chars = self.chars.get(self.at..).unwrap_or_default();
        let digits_from = |from: usize| {
            let digits = chars.iter().skip(from).take_while(|it| it.is_ascii_digit());
            digits.count()
        };
        let sign = usize::from(chars.first() == Some(&'-'));
        let mut length = sign + digits_from(sign);
        let first_group = length - sign;
        let mut grouped = false;
        while (grouped || first_group <= 3)
            && chars.get(length) == Some(&',')
            && self.raw.get(self.at + length) != Some(&'、')
            && digits_from(length + 1) == 3
        {
            if self.in_list {
                // `[1,200]` may be one number or two; a blank after the comma says two.
                return Err(SyntaxError {
                    at: self.at + length,
                    kind: SyntaxErrorKind::AmbiguousComma,
                });
            }
            grouped = true;
            length += 4;
        }
        if chars.get(length) == Some(&'.') {
            length += 1 + digits_from(length + 1);
        }
        let digits = chars.iter().take(length).filter(|it| **it != ',').collect();
        Ok((digits, length))
    }

    /// The unit that stands at a place, and where it ends. `20% LEL` is 20 %LEL.
    fn unit(&self, place: usize) -> Option<(String, usize)> {
        let (mut unit, mut end) = self.unit_letters(place)?;
        if unit == "%"
            && let Some((rest, rest_end)) = self.unit_letters(skip_blanks(self.chars, end))
            && rest.starts_with(|it: char| it.is_ascii_alphabetic())
        {
            unit.push_str(&rest);
            end = rest_end;
        }
        Some((unit, end))
    }

    /// Letters of a unit up to a connective, which is none.
    fn unit_letters(&self, place: usize) -> Option<(String, usize)> {
        let belongs = |at: &usize| {
            let rest = self.chars.get(*at..).unwrap_or_default();
            unit::is_unit_part(self.chars, *at) && spelling::connective(rest).is_none()
        };
        let end = place + (place..self.chars.len()).take_while(belongs).count();
        let unit: String = self.chars.get(place..end).into_iter().flatten().collect();
        (!unit.is_empty() && spelling::keyword(&unit).is_none()).then_some((unit, end))
    }
}

/// The kinds of quotes. Word processors mix the forms of one kind, so any of them closes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    Double,
    Single,
    Corner,
    WhiteCorner,
    Name,
}

impl Quote {
    pub fn opened_by(it: char) -> Option<Self> {
        match it {
            '"' | '“' | '”' | '＂' => Some(Self::Double),
            '\'' | '‘' | '’' | '＇' => Some(Self::Single),
            '「' => Some(Self::Corner),
            '『' => Some(Self::WhiteCorner),
            '【' | '`' | '｀' => Some(Self::Name),
            _ => None,
        }
    }

    pub fn closed_by(self, it: char) -> bool {
        match self {
            Self::Corner => it == '」',
            Self::WhiteCorner => it == '』',
            Self::Name => matches!(it, '】' | '`' | '｀'),
            Self::Double | Self::Single => Self::opened_by(it) == Some(self),
        }
    }
}

fn bracket(it: char) -> Option<Token> {
    match it {
        '(' => Some(Token::Open),
        ')' => Some(Token::Close),
        '[' => Some(Token::OpenList),
        ']' => Some(Token::CloseList),
        ',' => Some(Token::Comma),
        _ => None,
    }
}

fn starts_number(text: &[char]) -> bool {
    let digit = |place: usize| text.get(place).is_some_and(char::is_ascii_digit);
    digit(0) || (text.first() == Some(&'-') && digit(1))
}

fn skip_blanks(chars: &[char], from: usize) -> usize {
    let blanks = chars.iter().skip(from).take_while(|it| it.is_whitespace());
    from + blanks.count()
}

/// Whether the character there belongs to a word: a letter, mark or digit of any script, `_` and
/// `·`; inside a word also `-` between Latin letters or digits, and `.` before a letter.
fn is_word(chars: &[char], place: usize) -> bool {
    let Some(it) = chars.get(place).copied() else {
        return false;
    };
    let next = chars.get(place + 1);
    let before = place.checked_sub(1).and_then(|it| chars.get(it));
    match it {
        '-' => [before, next]
            .iter()
            .all(|it| it.is_some_and(char::is_ascii_alphanumeric)),
        '.' => {
            before.is_some_and(|it| it.is_alphanumeric())
                && next.is_some_and(|it| it.is_alphabetic())
        }
        '_' | '·' | '\u{200c}' | '\u{200d}' => true,
        _ => it.is_alphanumeric() || is_mark(it),
    }
}

/// A character beyond ASCII that is neither blank nor punctuation nor a sign: vowel signs and
/// accents of many scripts are not letters to Unicode, and still part of a word.
fn is_mark(it: char) -> bool {
    !it.is_whitespace()
        && !it.is_control()
        && !matches!(u32::from(it),
            0..=0xbf            // ASCII and Latin-1 signs
            | 0x2000..=0x2bff   // punctuation, arrows, mathematical and other signs
            | 0x2e00..=0x2e7f
            | 0x3000..=0x303f   // Chinese punctuation
            | 0xe000..=0xf8ff   // private use
            | 0xfe10..=0xfe1f
            | 0xfe30..=0xfe6f
            | 0xff00..=0xffff
            | 0x1f000..)
}
