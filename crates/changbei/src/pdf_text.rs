//! The text of a PDF. Its words come without their order being certain, so a person must look at what was
//! read. The library may panic, loop or grow on a hostile file: it runs in a thread of its own, and whoever
//! asks waits for a bounded time.

use std::sync::mpsc;
use std::time::Duration;

/// How long a file may take.
const LONGEST: Duration = Duration::from_secs(20);

/// Why a PDF gives no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoText {
    /// It asks for a password.
    Locked,
    /// It is damaged, or takes too long.
    Damaged,
    /// Its pages are pictures, or its letters have no meaning.
    Pictures,
}

/// The text of a PDF.
///
/// # Errors
/// Why there is none.
pub fn text(bytes: &[u8]) -> Result<String, NoText> {
    let locked = find(bytes, b"/Encrypt");
    let bytes = bytes.to_vec();
    let (sender, receiver) = mpsc::channel();
    let reading = std::thread::Builder::new()
        .name("pdf".to_owned())
        .spawn(move || {
            let read = pdf_extract::extract_text_from_mem(&bytes);
            // Whoever asked may have stopped waiting.
            let _ = sender.send(read.ok());
        });
    let why_not = if locked {
        NoText::Locked
    } else {
        NoText::Damaged
    };
    if reading.is_err() {
        return Err(why_not);
    }
    // A thread that panics drops its sender.
    let text = receiver.recv_timeout(LONGEST).ok().flatten();
    let text = tidy(&text.ok_or(why_not)?);
    if has_words(&text) {
        Ok(text)
    } else if locked {
        Err(NoText::Locked)
    } else {
        Err(NoText::Pictures)
    }
}

fn find(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// Lines without spaces at their ends, and no empty ones.
fn tidy(text: &str) -> String {
    let lines = text.split(['\n', '\u{c}']).map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    lines.fold(String::new(), |mut all, line| {
        all.extend(line.chars().filter(|&c| c != '\0'));
        all.push('\n');
        all
    })
}

/// Whether a person could read it: most of it is letters, few of it stand for nothing.
fn has_words(text: &str) -> bool {
    let (mut letters, mut nothing) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if c.is_alphabetic() {
            letters += 1;
        }
        if c == char::REPLACEMENT_CHARACTER
            || c.is_control()
            || ('\u{e000}'..='\u{f8ff}').contains(&c)
        {
            nothing += 1;
        }
    }
    letters > 0 && nothing * 10 <= letters
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF of one page with these lines, as the simplest writers make it.
    fn pdf(lines: &[&str], trailer: &str) -> Vec<u8> {
        let shown: String = lines
            .iter()
            .map(|line| format!("({line}) Tj 0 -20 Td "))
            .collect();
        let content = format!("BT /F1 12 Tf 50 700 Td {shown}ET");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font \
             << /F1 5 0 R >> >> >>"
                .to_owned(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        let mut all = "%PDF-1.4\n".to_owned();
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(all.len());
            all.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
        }
        let start = all.len();
        all.push_str("xref\n0 6\n0000000000 65535 f \n");
        for place in places {
            all.push_str(&format!("{place:010} 00000 n \n"));
        }
        all.push_str(&format!(
            "trailer\n<< /Size 6 /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n"
        ));
        all.into_bytes()
    }

    #[test]
    fn words_of_a_page_are_read_line_by_line() {
        let read = text(&pdf(&["Call 119 within 5 minutes.", "Then report."], ""));
        assert_eq!(
            read.as_deref(),
            Ok("Call 119 within 5 minutes.\nThen report.\n")
        );
    }

    #[test]
    fn what_holds_no_words_is_said_and_not_garbled() {
        assert_eq!(text(&pdf(&[], "")), Err(NoText::Pictures));
        assert_eq!(text(b"%PDF-1.4 and nothing more"), Err(NoText::Damaged));
        let locked = pdf(
            &["x"],
            "/Encrypt << /Filter /Standard /V 9 /R 9 /O () /U () /P 0 >> ",
        );
        assert_eq!(text(&locked), Err(NoText::Locked));
    }
}
