//! Numbers as printed: `36`, `1.5`, `1 000`, `三十六`, `两`, `半`, `10万`, `2千万`, `百分之五`.

/// A number at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// Bytes that it takes.
    pub(crate) len: usize,
    /// Its value with 万 and 亿 multiplied out.
    pub(crate) value: f64,
    /// Written with 0–9.
    pub(crate) digits: bool,
    /// Written as 百分之….
    pub(crate) percent: bool,
}

/// Reads the number at the beginning of `text`. Vague ones (`数十`, `几`) are none.
pub(crate) fn numeral(text: &str) -> Option<Numeral> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return arabic(text);
    }
    if let Some(rest) = text.strip_prefix("百分之") {
        let part = numeral(rest)?;
        return Some(Numeral {
            len: part.len + "百分之".len(),
            percent: true,
            ..part
        });
    }
    let number = han(text)?;
    let Some(upper) = text[number.len..].strip_prefix("分之").and_then(han) else {
        return Some(number);
    };
    let len = number.len + "分之".len() + upper.len;
    Some(Numeral {
        len,
        value: upper.value / number.value.max(1.0),
        ..number
    })
}

fn arabic(text: &str) -> Option<Numeral> {
    let bytes = text.as_bytes();
    let mut len = digit_run(bytes, 0);
    if len > 15 {
        return None;
    }
    let mut digits: String = text[..len].to_owned();
    let may_group = len <= 3;
    while may_group
        && len <= 15
        && matches!(bytes.get(len), Some(b',' | b' '))
        && digit_run(bytes, len + 1) == 3
        && digits.len() <= 12
    {
        digits.push_str(&text[len + 1..len + 4]);
        len += 4;
    }
    if bytes.get(len) == Some(&b'.') {
        let decimals = digit_run(bytes, len + 1);
        if decimals > 0 && decimals <= 6 {
            digits.push_str(&text[len..len + 1 + decimals]);
            len += 1 + decimals;
        }
    }
    let mut value: f64 = digits.parse().ok()?;
    while let Some((bytes, factor)) = scale(&text[len..]) {
        len += bytes;
        value *= factor;
    }
    Some(Numeral {
        len,
        value,
        digits: true,
        percent: false,
    })
}

fn digit_run(bytes: &[u8], from: usize) -> usize {
    bytes
        .iter()
        .skip(from)
        .take(17)
        .take_while(|b| b.is_ascii_digit())
        .count()
}

/// 百, 千, 万, 亿 behind digits; not the 千 of 千米 nor the 百 of 百分.
fn scale(text: &str) -> Option<(usize, f64)> {
    let c = text.chars().next()?;
    let factor = match c {
        '百' => 1e2,
        '千' => 1e3,
        '万' => 1e4,
        '亿' => 1e8,
        _ => return None,
    };
    let next = text[c.len_utf8()..].chars().next();
    let is_measure = match c {
        '千' => matches!(next, Some('米' | '克' | '瓦' | '伏' | '帕' | '卡' | '赫')),
        '百' => matches!(next, Some('分' | '帕')),
        '万' => next == Some('一'),
        _ => false,
    };
    (!is_measure).then_some((c.len_utf8(), factor))
}

/// The value of one Chinese numeral, and what it is multiplied by when it is a power.
enum Han {
    Digit(f64),
    Power(f64),
    Half,
}

fn han_char(c: char) -> Option<Han> {
    Some(match c {
        '〇' | '零' => Han::Digit(0.0),
        '一' | '壹' => Han::Digit(1.0),
        '二' | '两' | '贰' | '俩' => Han::Digit(2.0),
        '三' | '叁' => Han::Digit(3.0),
        '四' | '肆' => Han::Digit(4.0),
        '五' | '伍' => Han::Digit(5.0),
        '六' | '陆' => Han::Digit(6.0),
        '七' | '柒' => Han::Digit(7.0),
        '八' | '捌' => Han::Digit(8.0),
        '九' | '玖' => Han::Digit(9.0),
        '十' | '拾' => Han::Power(10.0),
        '百' | '佰' => Han::Power(100.0),
        '千' | '仟' => Han::Power(1000.0),
        '万' => Han::Power(1e4),
        '亿' => Han::Power(1e8),
        '半' => Han::Half,
        _ => return None,
    })
}

/// Whether `c` is a Chinese numeral, 半 and the vague ones included.
pub(crate) fn is_han_numeral(c: char) -> bool {
    han_char(c).is_some() || matches!(c, '数' | '几')
}

fn han(text: &str) -> Option<Numeral> {
    const MOST: usize = 12;
    let mut len = 0;
    let (mut total, mut section, mut digit) = (0.0f64, 0.0f64, None::<f64>);
    let mut positional = String::new();
    let mut has_power = false;
    for c in text.chars().take(MOST) {
        match han_char(c) {
            None if matches!(c, '几' | '数') => return None,
            None => break,
            Some(Han::Half) if len == 0 => {
                return Some(Numeral {
                    len: c.len_utf8(),
                    value: 0.5,
                    digits: false,
                    percent: false,
                });
            }
            Some(Han::Half) => break,
            Some(Han::Digit(value)) => {
                positional.push(char::from(b'0' + value as u8));
                digit = Some(value);
            }
            Some(Han::Power(power)) => {
                has_power = true;
                if power >= 1e4 {
                    let below = section + digit.unwrap_or(0.0);
                    total = (total + if below == 0.0 { 1.0 } else { below }) * power;
                    section = 0.0;
                } else {
                    section += digit.unwrap_or(1.0) * power;
                }
                digit = None;
            }
        }
        len += c.len_utf8();
    }
    if len == 0 {
        return None;
    }
    let value = if !has_power && positional.chars().count() > 1 {
        positional.parse().ok()?
    } else {
        total + section + digit.unwrap_or(0.0)
    };
    Some(Numeral {
        len,
        value,
        digits: false,
        percent: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<(f64, &str)> {
        numeral(text).map(|n| (n.value, &text[n.len..]))
    }

    #[test]
    fn numbers_are_read_as_people_print_them() {
        assert_eq!(value("36小时"), Some((36.0, "小时")));
        assert_eq!(value("1.5小时"), Some((1.5, "小时")));
        assert_eq!(value("1 000人"), Some((1000.0, "人")));
        assert_eq!(value("12,000元"), Some((12000.0, "元")));
        assert_eq!(value("三十六人"), Some((36.0, "人")));
        assert_eq!(value("十人"), Some((10.0, "人")));
        assert_eq!(value("一百零五人"), Some((105.0, "人")));
        assert_eq!(value("两个"), Some((2.0, "个")));
        assert_eq!(value("10万元"), Some((100000.0, "元")));
        assert_eq!(value("2千万元"), Some((20000000.0, "元")));
        assert_eq!(value("三千万元"), Some((30000000.0, "元")));
        assert_eq!(value("1亿元"), Some((1e8, "元")));
        assert_eq!(value("5千米"), Some((5.0, "千米")));
        assert_eq!(value("百分之五"), Some((5.0, "")));
        assert_eq!(value("四分之三以上"), Some((0.75, "以上")));
        assert_eq!(value("半小时"), Some((0.5, "小时")));
        assert_eq!(value("二〇二五年"), Some((2025.0, "年")));
        assert_eq!(value("几十人"), None);
        assert_eq!(value("数人"), None);
    }
}
