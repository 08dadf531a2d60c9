//! What every sentence in a language must keep to, whatever was put into it.

/// Chinese has no ASCII punctuation beside a Chinese character; the colon of a time is none.
pub fn zh(text: &str) {
    let letters: Vec<char> = text.chars().collect();
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|it| letters.get(it));
        let mut beside = [before, letters.get(place + 1)].into_iter().flatten();
        if is_ascii_mark(*letter) && beside.any(|it| is_chinese(*it)) {
            panic!("{letter} beside a Chinese character in: {text}");
        }
    }
    nothing_left_open(text);
}

/// English has nothing Chinese in it.
pub fn en(text: &str) {
    let chinese = text
        .chars()
        .find(|it| is_chinese(*it) || is_chinese_mark(*it));
    assert_eq!(chinese, None, "in: {text}");
    nothing_left_open(text);
}

pub fn both(chinese: &str, english: &str) {
    zh(chinese);
    en(english);
}

/// No place for a value without one, no bracket without content, no mark twice.
fn nothing_left_open(text: &str) {
    for wrong in [
        "{", "}", "（）", "()", "。。", "；；", "，，", "..", ",,", "；。", "  \n",
    ] {
        assert!(!text.contains(wrong), "“{wrong}” in: {text}");
    }
}

pub fn is_ascii_mark(letter: char) -> bool {
    matches!(
        letter,
        ',' | '.' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '\''
    )
}

pub fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// Punctuation of Chinese and full-width forms.
pub fn is_chinese_mark(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}
