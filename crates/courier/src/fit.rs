//! Texts cut to a channel's limit. Limits are counted in bytes of UTF-8, where a Chinese character
//! takes three; a cut never falls inside a character.

/// What stands where text was left out.
const LEFT_OUT: &str = "…";

/// The text, shortened so that it and the whole tail fit. A tail that does not fit alone is cut
/// too, at a character.
pub(crate) fn fit(text: &str, tail: &str, most_bytes: usize) -> String {
    if text.len() + tail.len() <= most_bytes {
        return format!("{text}{tail}");
    }
    match most_bytes.checked_sub(tail.len() + LEFT_OUT.len()) {
        Some(room) => format!("{}{LEFT_OUT}{tail}", start(text, room)),
        None => start(tail.trim_start(), most_bytes).to_owned(),
    }
}

/// The longest start of a text that has at most so many bytes.
pub(crate) fn start(text: &str, most_bytes: usize) -> &str {
    &text[..text.floor_char_boundary(most_bytes)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_and_code_survive_and_no_character_is_cut() {
        let tail = "\nhttp://127.0.0.1:8686/d/c1.2/tang-yu/abc\n短码 7KQM4X";
        for most in tail.len()..600 {
            let text = "第二食堂燃气泄漏🔥请立即关阀".repeat(20);
            let cut = fit(&text, tail, most);
            assert!(cut.len() <= most, "{most}");
            assert!(cut.ends_with(tail.trim_start()), "{most}: {cut}");
            if most > tail.len() + 40 {
                assert!(cut.len() + 4 > most, "room is used: {most}");
            }
        }
    }

    #[test]
    fn a_text_that_fits_stays_whole_and_a_tail_alone_is_cut_last() {
        assert_eq!(fit("短", "\n码", 7), "短\n码");
        assert_eq!(fit("短短短短", "", 10), "短短…");
        assert_eq!(fit("x", "\n码码", 4), "码");
        assert_eq!(fit("x", "\n码码", 0), "");
    }
}
