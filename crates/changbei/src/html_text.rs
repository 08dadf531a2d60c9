//! The text of a web page: blocks by LF, the cells of a row by TAB. Scripts, styles, the head and what is
//! hidden by the markup itself are left out; the navigation stays, the reading copes with it.
//!
//! One pass without a tree, so that neither depth nor broken markup costs more than length. A renderer lays
//! a page out in columns of a terminal; here places must stay, so no line is broken that the page does not
//! break.

/// Elements whose content nobody reads.
const UNSEEN: &[&str] = &[
    "script", "style", "head", "noscript", "template", "svg", "select", "textarea", "iframe",
];

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "caption",
    "tr",
    "form",
    "fieldset",
    "blockquote",
    "pre",
    "hr",
    "figure",
    "figcaption",
    "address",
    "center",
    "details",
    "summary",
    "title",
    "body",
    "html",
];

/// The text of a page.
pub fn text(html: &str) -> String {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        page.say(&rest[..at]);
        rest = &rest[at..];
        let after = rest[1..].chars().next().unwrap_or(' ');
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
        } else if after == '/' || after == '!' || after == '?' || after.is_ascii_alphabetic() {
            let (tag, behind) = tag(rest);
            rest = page.tag(tag, behind);
        } else {
            page.say("<");
            rest = &rest[1..];
        }
    }
    page.say(rest);
    page.end_line();
    page.text
}

/// The tag at the start of the text without its brackets, and what follows it. A `>` inside quotes does
/// not end it, unless the quote never ends.
fn tag(text: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in text.char_indices().skip(1) {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('>', None) => return (&text[1..at], &text[at + 1..]),
            (_, None | Some(_)) => {}
        }
    }
    match text.find('>') {
        Some(at) => (&text[1..at], &text[at + 1..]),
        None => (&text[1..], ""),
    }
}

#[derive(Default)]
struct Page {
    text: String,
    /// A space is owed before the next word.
    space: bool,
    /// The counters of the open lists; none of a list with dots.
    lists: Vec<Option<usize>>,
    /// Cells of the row that were begun.
    cells: usize,
    in_cell: bool,
}

impl Page {
    /// Takes a tag; answers where the text goes on.
    fn tag<'t>(&mut self, tag: &str, behind: &'t str) -> &'t str {
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let attributes = &name[end..];
        let name = name[..end].to_ascii_lowercase();
        let name = name.as_str();
        if !closes && UNSEEN.contains(&name) && !tag.ends_with('/') {
            return behind_end(behind, name);
        }
        match name {
            "br" if self.in_cell => self.space = true,
            "br" => self.break_line(),
            "td" | "th" if closes => self.in_cell = false,
            "td" | "th" => self.cell(),
            "tr" => {
                self.end_line();
                (self.cells, self.in_cell) = (0, false);
            }
            // The blocks of a cell stay in its line.
            _ if self.in_cell && BLOCKS.contains(&name) && name != "table" => self.space = true,
            "ol" | "ul" if closes => {
                self.lists.pop();
                self.end_line();
            }
            "ol" | "ul" => {
                self.end_line();
                let start = attribute(attributes, "start").and_then(|it| it.parse().ok());
                let counter = (name == "ol").then_some(start.unwrap_or(1));
                const DEEPEST: usize = 100;
                if self.lists.len() < DEEPEST {
                    self.lists.push(counter);
                }
            }
            "li" => {
                self.end_line();
                if let (false, Some(Some(counter))) = (closes, self.lists.last_mut()) {
                    self.text.push_str(&format!("{counter}. "));
                    *counter = counter.saturating_add(1);
                }
            }
            _ if BLOCKS.contains(&name) => self.end_line(),
            _ => {}
        }
        behind
    }

    fn cell(&mut self) {
        self.space = false;
        if self.cells > 0 {
            self.text.push('\t');
        }
        self.cells += 1;
        self.in_cell = true;
    }

    /// Words with white space as pages show it: one space, none at the start of a line.
    fn say(&mut self, words: &str) {
        let mut rest = words;
        while let Some(c) = rest.chars().next() {
            let (said, taken) = match c {
                '&' => entity(rest).unwrap_or(('&', 1)),
                c => (c, c.len_utf8()),
            };
            rest = &rest[taken..];
            if said.is_ascii_whitespace() || said == '\u{a0}' {
                self.space = true;
                continue;
            }
            let at_start = self.text.is_empty() || self.text.ends_with(['\n', '\t', ' ']);
            if std::mem::take(&mut self.space) && !at_start {
                self.text.push(' ');
            }
            self.text.push(said);
        }
    }

    fn break_line(&mut self) {
        self.space = false;
        self.text.push('\n');
    }

    /// Ends the line where it has words.
    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.break_line();
        }
        self.space = false;
    }
}

/// What follows the end tag of an element.
fn behind_end<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if rest
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
        {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
}

/// `start="3"`
fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let at = attributes.find(name)? + name.len();
    let value = attributes[at..]
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(['"', '\'', ' ', '/']).unwrap_or(value.len());
    Some(&value[..end])
}

/// The character that a reference at the start of the text stands for, and its length there.
fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 12;
    const NAMED: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("ensp", '\u{2002}'),
        ("emsp", '\u{3000}'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("hellip", '…'),
        ("mdash", '—'),
        ("ndash", '–'),
        ("middot", '·'),
        ("times", '×'),
        ("ge", '≥'),
        ("le", '≤'),
        ("deg", '°'),
        ("permil", '‰'),
        ("copy", '©'),
    ];
    let end = text.bytes().take(LONGEST).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let said = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&c| c != '\0')?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((said, end + 1))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_page_becomes_its_lines() {
        let html = "<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body>\n\
            <nav><a href='/'>首页</a> <a>通知&nbsp;公告</a></nav><!-- <p>旧</p> -->\
            <h1>停电应急\n 预案</h1><p>发生停电&ldquo;15&rdquo;分钟<b>内</b>报告。<br>值班员<br/>到场</p>\
            <script>if (a<b) {'</p>'}</script></body></html>";
        assert_eq!(
            text(html),
            "首页 通知 公告\n停电应急 预案\n发生停电“15”分钟内报告。\n值班员\n到场\n"
        );
    }

    #[test]
    fn cells_are_joined_by_tabs_and_lists_are_numbered() {
        let html = "<table><tr><th>级别</th><th>时限</th></tr><tr><td><p>一级</p><p>红</p></td><td>1小时</td></tr>\
            </table><ol start=2><li>切断电源<li>报告</ol><ul><li>备用</li></ul>";
        assert_eq!(
            text(html),
            "级别\t时限\n一级 红\t1小时\n2. 切断电源\n3. 报告\n备用\n"
        );
    }

    #[test]
    fn broken_and_hostile_pages_end() {
        let deep = "<div><ol><li>".repeat(100_000);
        assert!(text(&deep).len() < 800_000);
        assert_eq!(text("<p title=\"a>b\">在</p"), "在\n");
        assert_eq!(text("3<5 且 <"), "3<5 且 <\n");
        assert_eq!(text("<script>"), "");
        assert_eq!(text("<p title='x>在</p>"), "在\n");
        let quotes = "<a \"".repeat(20_000);
        text(&quotes);
    }
}
