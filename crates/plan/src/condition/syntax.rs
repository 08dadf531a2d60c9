//! From tokens to the form of a condition; names are not looked up yet.
//!
//! ```text
//! condition  = all { "or" all }
//! all        = one { "and" one }
//! one        = "not" one | "(" condition ")" | name [ comparison ]
//! comparison = op value | ("in" | "not in") "[" value { "," value } "]"
//! value      = measure { measure } | text | word { word }
//! name       = word { word } | 【 any 】
//! ```

use super::Op;
use super::lex::{self, Measure, Placed, Token};
use super::spelling::Keyword;
use super::syntax_error::{Expected, SyntaxError, SyntaxErrorKind};

/// The form of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Syntax {
    /// A name that stands by itself.
    Bare(Name),
    Compare {
        name: Name,
        op: Op,
        literal: Literal,
    },
    In {
        name: Name,
        negated: bool,
        literals: Vec<Literal>,
    },
    Not(Box<Syntax>),
    All(Vec<Syntax>),
    Any(Vec<Syntax>),
}

/// A written name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub at: usize,
    pub text: String,
    /// In 【】, so it is the whole name and nothing but the name.
    pub quoted: bool,
}

/// A written value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Literal {
    pub at: usize,
    pub form: Form,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Measures(Vec<Measure>),
    Quoted(String),
    /// Without quotes: a choice, yes or no.
    Word(String),
}

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Result<Syntax, SyntaxError> {
    let length = text.chars().take(super::LONGEST + 1).count();
    if length > super::LONGEST {
        return Err(SyntaxError {
            at: super::LONGEST,
            kind: SyntaxErrorKind::TooLong,
        });
    }
    let tokens = lex::lex(text)?;
    if tokens.is_empty() {
        return Err(SyntaxError {
            at: 0,
            kind: SyntaxErrorKind::Empty,
        });
    }
    let mut parser = Parser {
        text,
        tokens: &tokens,
        next: 0,
        depth: 0,
    };
    let syntax = parser.any()?;
    match parser.peek() {
        None => Ok(syntax),
        Some(_) => Err(parser.expected(Expected::ConnectiveOrEnd)),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Placed],
    next: usize,
    /// Open parentheses and negations; it bounds the recursion.
    depth: usize,
}

impl Parser<'_> {
    fn any(&mut self) -> Result<Syntax, SyntaxError> {
        let mut parts = vec![self.all()?];
        while self.takes(&Token::Keyword(Keyword::Or)) {
            parts.push(self.all()?);
        }
        Ok(joined(parts, Syntax::Any))
    }

    fn all(&mut self) -> Result<Syntax, SyntaxError> {
        let mut parts = vec![self.one()?];
        while self.takes(&Token::Keyword(Keyword::And)) {
            parts.push(self.one()?);
        }
        Ok(joined(parts, Syntax::All))
    }

    fn one(&mut self) -> Result<Syntax, SyntaxError> {
        match self.peek() {
            Some(Token::Keyword(Keyword::Not | Keyword::IsNot)) => self.nested(|it| {
                it.next += 1;
                it.one().map(|inside| Syntax::Not(Box::new(inside)))
            }),
            Some(Token::Open) => self.nested(|it| {
                it.next += 1;
                let inside = it.any()?;
                it.must_take(&Token::Close, Expected::ClosingParenthesis)?;
                Ok(inside)
            }),
            Some(Token::Word(_) | Token::Name(_)) => {
                let name = self.name()?;
                self.comparison(name)
            }
            Some(
                Token::Keyword(_)
                | Token::Text(_)
                | Token::Measure(_)
                | Token::Close
                | Token::OpenList
                | Token::CloseList
                | Token::Comma,
            )
            | None => Err(self.expected(Expected::Condition)),
        }
    }

    fn nested(
        &mut self,
        inside: impl FnOnce(&mut Self) -> Result<Syntax, SyntaxError>,
    ) -> Result<Syntax, SyntaxError> {
        if self.depth == super::DEEPEST {
            return Err(SyntaxError {
                at: self.place(),
                kind: SyntaxErrorKind::TooDeep,
            });
        }
        self.depth += 1;
        let syntax = inside(self);
        self.depth -= 1;
        syntax
    }

    fn name(&mut self) -> Result<Name, SyntaxError> {
        let at = self.place();
        if let Some(Token::Name(text)) = self.peek() {
            let text = text.clone();
            self.next += 1;
            return Ok(Name {
                at,
                text,
                quoted: true,
            });
        }
        self.words()
            .map(|text| Name {
                at,
                text,
                quoted: false,
            })
            .ok_or_else(|| self.expected(Expected::Condition))
    }

    /// Words that stand side by side are one name: `serious injuries`.
    fn words(&mut self) -> Option<String> {
        let mut words = Vec::new();
        while let Some(Token::Word(word)) = self.peek() {
            words.push(word.clone());
            self.next += 1;
        }
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn comparison(&mut self, name: Name) -> Result<Syntax, SyntaxError> {
        let Some(Token::Keyword(keyword)) = self.peek() else {
            return Ok(Syntax::Bare(name));
        };
        let keyword = *keyword;
        let follows_in = self.tokens.get(self.next + 1).map(|it| &it.token)
            == Some(&Token::Keyword(Keyword::In));
        let op = match keyword {
            Keyword::Compare(op) => op,
            Keyword::Is => Op::Eq,
            Keyword::IsNot => Op::Ne,
            Keyword::In | Keyword::NotIn => {
                self.next += 1;
                return self.list(name, keyword == Keyword::NotIn);
            }
            Keyword::Not if follows_in => {
                self.next += 2;
                return self.list(name, true);
            }
            Keyword::And | Keyword::Or | Keyword::Not => return Ok(Syntax::Bare(name)),
        };
        self.next += 1;
        let literal = self.literal()?;
        Ok(Syntax::Compare { name, op, literal })
    }

    fn list(&mut self, name: Name, negated: bool) -> Result<Syntax, SyntaxError> {
        self.must_take(&Token::OpenList, Expected::List)?;
        let mut literals = vec![self.literal()?];
        while self.takes(&Token::Comma) {
            literals.push(self.literal()?);
        }
        self.must_take(&Token::CloseList, Expected::CommaOrEndOfList)?;
        Ok(Syntax::In {
            name,
            negated,
            literals,
        })
    }

    fn literal(&mut self) -> Result<Literal, SyntaxError> {
        let at = self.place();
        let form = match self.peek() {
            Some(Token::Measure(_)) => Form::Measures(self.measures()),
            Some(Token::Text(text)) => {
                let text = text.clone();
                self.next += 1;
                Form::Quoted(text)
            }
            // 是 after a comparison is the value "yes".
            Some(Token::Keyword(Keyword::Is)) => {
                self.next += 1;
                Form::Word("是".to_owned())
            }
            Some(
                Token::Keyword(_)
                | Token::Word(_)
                | Token::Name(_)
                | Token::Open
                | Token::Close
                | Token::OpenList
                | Token::CloseList
                | Token::Comma,
            )
            | None => Form::Word(self.words().ok_or_else(|| self.expected(Expected::Value))?),
        };
        Ok(Literal { at, form })
    }

    /// Measures that stand side by side are one length of time: `1小时30分`.
    fn measures(&mut self) -> Vec<Measure> {
        let mut measures = Vec::new();
        while let Some(Token::Measure(measure)) = self.peek() {
            measures.push(measure.clone());
            self.next += 1;
        }
        measures
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|it| &it.token)
    }

    fn takes(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        self.next += usize::from(found);
        found
    }

    fn must_take(&mut self, token: &Token, expected: Expected) -> Result<(), SyntaxError> {
        if self.takes(token) {
            Ok(())
        } else {
            Err(self.expected(expected))
        }
    }

    /// Where the next token stands, or the end of the text.
    fn place(&self) -> usize {
        self.tokens
            .get(self.next)
            .map_or_else(|| self.text.chars().count(), |it| it.at)
    }

    fn expected(&self, expected: Expected) -> SyntaxError {
        let at = self.place();
        let end = self.tokens.get(self.next + 1).map(|it| it.at);
        let length = end.unwrap_or(usize::MAX) - at;
        let found: String = self.text.chars().skip(at).take(length).collect();
        let found = found.trim();
        SyntaxError {
            at,
            kind: SyntaxErrorKind::Expected {
                expected,
                found: (!found.is_empty()).then(|| found.to_owned()),
            },
        }
    }
}

/// One part as itself, several under one head.
fn joined(mut parts: Vec<Syntax>, head: fn(Vec<Syntax>) -> Syntax) -> Syntax {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            parts.extend(last);
            head(parts)
        }
    }
}

impl Literal {
    /// The value about as it was written, for an error.
    pub fn written(&self) -> String {
        match &self.form {
            Form::Quoted(text) | Form::Word(text) => text.clone(),
            Form::Measures(measures) => {
                let measures = measures.iter().map(|measure| {
                    let unit = measure.unit.as_deref().unwrap_or_default();
                    format!("{}{unit}", measure.number)
                });
                measures.collect()
            }
        }
    }
}
