//! A list of people from a table: what each row comes to, before anything is recorded.

use std::collections::BTreeMap;

use duty::{PersonId, PostId};
use engine::MOST_ENTERED;

use crate::addresses;
use crate::change::Entry;
use crate::posts;
use crate::sight::Sight;

/// The channel of mail.
pub(crate) const MAIL: &str = "mail";

/// A head of columns stands among so many first rows; titles may stand above it.
const HEAD_WITHIN: usize = 10;

/// One row as it stands in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its line in the file, 1 for the first.
    pub line: usize,
    pub name: String,
    pub number: String,
    pub phone: String,
    pub posts: String,
    pub groups: String,
    pub mail: String,
}

/// What a row comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Somebody new.
    Adds,
    /// Somebody who is known gets other values or one more post.
    Changes(PersonId),
    /// It says what is known.
    Same,
    /// It is not taken.
    Refused(Why),
}

/// Why a row is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    NoName,
    /// Too long, or with characters that no list has.
    BadName,
    BadPhone,
    BadMail,
    /// The number stands on this line too.
    NumberTwice(usize),
    /// Two people of the same name and no numbers; the other stands on this line.
    NameTwice(usize),
    /// Several people of this name are known, and no number says which is meant.
    SeveralKnown,
}

/// Why a part of a row is not taken, though the row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Remark {
    NoSuchPost(String),
    NoSuchGroup(String),
    /// The group has several posts; the row must say which.
    WhichPost(String),
}

/// A row and what it comes to.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub row: Row,
    pub outcome: Outcome,
    /// Posts that the person gets.
    pub posts: Vec<PostId>,
    pub remarks: Vec<Remark>,
}

/// Why a table is not taken at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoList {
    /// None of the first rows names a column for names.
    NoHead,
    /// Nothing stands under it.
    Empty,
    /// More people than one command enters.
    TooMany,
}

/// The rows under the head of columns.
pub(crate) fn rows(table: &[Vec<String>]) -> Result<Vec<Row>, NoList> {
    let heads = table.iter().take(HEAD_WITHIN).enumerate();
    let (head, columns) = heads
        .filter_map(|(index, row)| Some((index, columns(row)?)))
        .next()
        .ok_or(NoList::NoHead)?;
    let mut rows = Vec::new();
    for (index, cells) in table.iter().enumerate().skip(head + 1) {
        let get = |column: Column| {
            let at = columns.get(&column).and_then(|at| cells.get(*at));
            let text = at.map(String::as_str).unwrap_or_default();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let row = Row {
            line: index + 1,
            name: get(Column::Name),
            number: get(Column::Number),
            phone: get(Column::Phone),
            posts: get(Column::Post),
            groups: get(Column::Group),
            mail: get(Column::Mail),
        };
        let is_empty = Row {
            line: row.line,
            ..Row::default()
        } == row;
        if !is_empty {
            rows.push(row);
        }
        if rows.len() > MOST_ENTERED {
            return Err(NoList::TooMany);
        }
    }
    if rows.is_empty() {
        return Err(NoList::Empty);
    }
    Ok(rows)
}

/// What each row comes to, by who is known now.
pub(crate) fn judge(sight: &Sight, rows: Vec<Row>) -> Vec<Judged> {
    let known = Known::of(sight);
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let judged = rows.into_iter().map(|row| {
        let (posts, remarks) = known.posts_of(&row);
        let outcome = known.outcome(&row, &posts, &mut numbers, &mut names);
        Judged {
            row,
            outcome,
            posts,
            remarks,
        }
    });
    judged.collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Name,
    Number,
    Post,
    Group,
    Phone,
    Mail,
}

/// How columns are headed in such lists.
const HEADS: [(Column, &[&str]); 6] = [
    (
        Column::Name,
        &["姓名", "名字", "人员", "人员姓名", "name", "full name"],
    ),
    (
        Column::Number,
        &[
            "工号",
            "编号",
            "职工号",
            "员工号",
            "人员编号",
            "number",
            "staff number",
            "staff no",
            "id",
            "employee id",
        ],
    ),
    (
        Column::Post,
        &[
            "岗位",
            "应急岗位",
            "职务",
            "职位",
            "post",
            "posts",
            "position",
        ],
    ),
    (
        Column::Group,
        &["组", "小组", "组别", "工作组", "group", "groups", "team"],
    ),
    (
        Column::Phone,
        &[
            "电话",
            "手机",
            "手机号",
            "手机号码",
            "联系电话",
            "电话号码",
            "phone",
            "mobile",
            "tel",
            "telephone",
        ],
    ),
    (
        Column::Mail,
        &["邮箱", "电子邮箱", "邮件", "mail", "email", "e-mail"],
    ),
];

fn columns(row: &[String]) -> Option<BTreeMap<Column, usize>> {
    let mut columns = BTreeMap::new();
    for (at, cell) in row.iter().enumerate() {
        let cell: String = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let cell = cell.trim_end_matches(['*', ':', '：']).to_lowercase();
        let found = HEADS.iter().find(|(_, heads)| {
            heads.contains(&cell.as_str()) || heads.contains(&cell.replace(' ', "").as_str())
        });
        if let Some((column, _)) = found {
            columns.entry(*column).or_insert(at);
        }
    }
    columns.contains_key(&Column::Name).then_some(columns)
}

/// Who and what is known now.
struct Known<'a> {
    sight: &'a Sight,
    numbers: BTreeMap<&'a str, &'a PersonId>,
    names: BTreeMap<&'a str, Vec<&'a PersonId>>,
    held: BTreeMap<&'a PersonId, Vec<&'a PostId>>,
    posts: BTreeMap<String, PostId>,
    groups: BTreeMap<String, Vec<PostId>>,
}

impl<'a> Known<'a> {
    fn of(sight: &'a Sight) -> Self {
        let mut numbers = BTreeMap::new();
        let mut names: BTreeMap<&str, Vec<&PersonId>> = BTreeMap::new();
        for (id, person) in posts::people(sight) {
            if let Some(number) = person.number.as_ref().and_then(|it| sight.text(it)) {
                numbers.insert(number, id);
            }
            if let Some(name) = sight.text(&person.name) {
                names.entry(name).or_default().push(id);
            }
        }
        let mut by_name = BTreeMap::new();
        for it in posts::posts(sight) {
            let post = it.post;
            let written = [Some(&post.name), post.name_en.as_ref()];
            for name in written.into_iter().flatten() {
                by_name.insert(name.to_lowercase(), post.id.clone());
            }
            by_name.insert(post.id.to_string(), post.id.clone());
        }
        let mut groups = BTreeMap::new();
        for (_, group) in posts::groups(sight) {
            let posts: Vec<PostId> = posts::posts_of(group).into_iter().cloned().collect();
            let written = [Some(&group.name), group.name_en.as_ref()];
            for name in written.into_iter().flatten() {
                groups.insert(name.to_lowercase(), posts.clone());
            }
        }
        Self {
            sight,
            numbers,
            names,
            held: posts::held(&sight.published.state),
            posts: by_name,
            groups,
        }
    }

    fn posts_of(&self, row: &Row) -> (Vec<PostId>, Vec<Remark>) {
        let mut posts = Vec::new();
        let mut remarks = Vec::new();
        for name in names_in(&row.posts) {
            match self.posts.get(&name.to_lowercase()) {
                Some(post) if !posts.contains(post) => posts.push(post.clone()),
                Some(_) => {}
                None => remarks.push(Remark::NoSuchPost(name.to_owned())),
            }
        }
        for name in names_in(&row.groups) {
            // A plan may call its posts groups: 疏散组.
            let own = self
                .posts
                .get(&name.to_lowercase())
                .map(std::slice::from_ref);
            let group = self.groups.get(&name.to_lowercase()).map(Vec::as_slice);
            match own.or(group) {
                None => remarks.push(Remark::NoSuchGroup(name.to_owned())),
                Some([post]) if posts.contains(post) => {}
                Some([post]) => posts.push(post.clone()),
                Some(several) if several.iter().any(|post| posts.contains(post)) => {}
                Some(_) => remarks.push(Remark::WhichPost(name.to_owned())),
            }
        }
        (posts, remarks)
    }

    fn outcome(
        &self,
        row: &Row,
        posts: &[PostId],
        numbers: &mut BTreeMap<String, usize>,
        names: &mut BTreeMap<String, usize>,
    ) -> Outcome {
        if row.name.is_empty() {
            return Outcome::Refused(Why::NoName);
        }
        if !entry(row).fits() {
            return Outcome::Refused(Why::BadName);
        }
        if !is_phone(&row.phone) {
            return Outcome::Refused(Why::BadPhone);
        }
        if !row.mail.is_empty() && !addresses::fits(MAIL, &row.mail) {
            return Outcome::Refused(Why::BadMail);
        }
        if row.number.is_empty() {
            if let Some(line) = names.insert(row.name.clone(), row.line) {
                return Outcome::Refused(Why::NameTwice(line));
            }
        } else if let Some(line) = numbers.insert(row.number.clone(), row.line) {
            return Outcome::Refused(Why::NumberTwice(line));
        }
        let same_name = self.names.get(row.name.as_str());
        let same_name = same_name.map_or(&[][..], Vec::as_slice);
        let by_number = self.numbers.get(row.number.as_str()).copied();
        let person = match (by_number, row.number.is_empty()) {
            (Some(person), _) => Some(person),
            (None, true) => match same_name {
                [] => None,
                [one] => Some(*one),
                _ => return Outcome::Refused(Why::SeveralKnown),
            },
            // Somebody who was entered without a number gets it.
            (None, false) => match same_name {
                [one] if self.text(one, |it| it.number.as_ref()).is_none() => Some(*one),
                _ => None,
            },
        };
        match person {
            None => Outcome::Adds,
            Some(person) if self.says_the_same(person, row, posts) => Outcome::Same,
            Some(person) => Outcome::Changes(person.clone()),
        }
    }

    fn says_the_same(&self, person: &PersonId, row: &Row, posts: &[PostId]) -> bool {
        let same = |said: &str, known: Option<&str>| said.is_empty() || known == Some(said);
        let held = self.held.get(person);
        let holds = |post: &PostId| held.is_some_and(|held| held.contains(&post));
        same(&row.name, self.text(person, |it| Some(&it.name)))
            && same(&row.number, self.text(person, |it| it.number.as_ref()))
            && same(&row.phone, self.text(person, |it| it.phone.as_ref()))
            && (row.mail.is_empty() || has_mail(self.sight, person, &row.mail))
            && posts.iter().all(holds)
    }

    fn text(
        &self,
        person: &PersonId,
        which: impl Fn(&engine::Person) -> Option<&duty::Sealed>,
    ) -> Option<&str> {
        let person = self.sight.published.state.people.get(person)?;
        self.sight.text(which(person)?)
    }
}

/// Whether a person is reached by mail there already.
pub(crate) fn has_mail(sight: &Sight, person: &PersonId, mail: &str) -> bool {
    let known = sight.published.state.people.get(person);
    let mut all = known.into_iter().flat_map(|person| &person.addresses);
    all.any(|it| it.channel == MAIL && sight.text(&it.value) == Some(mail))
}

/// What a row says about a person.
pub(crate) fn entry(row: &Row) -> Entry<'_> {
    let some = |text: &'_ str| !text.is_empty();
    Entry {
        name: &row.name,
        phone: Some(row.phone.as_str()).filter(|it| some(it)),
        number: Some(row.number.as_str()).filter(|it| some(it)),
    }
}

fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let names = text.split(['、', '，', ',', '；', ';', '/', '\n']);
    names.map(str::trim).filter(|name| !name.is_empty())
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let fits = |it: char| it.is_ascii_digit() || " +-()（）转".contains(it);
    text.is_empty() || (3..=20).contains(&digits) && text.chars().all(fits)
}

/// Rows as lines of a hidden field, so that a form carries them from the preview to the confirm.
pub(crate) fn written(judged: &[Judged]) -> String {
    let lines = judged.iter().map(|it| {
        let row = &it.row;
        let line = row.line.to_string();
        let fields = [
            &line,
            &row.name,
            &row.number,
            &row.phone,
            &row.posts,
            &row.groups,
            &row.mail,
        ];
        fields
            .map(|field| field.replace(['\t', '\n', '\r'], " "))
            .join("\t")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The rows of such a field; None for one that is none of ours.
pub(crate) fn read(text: &str) -> Option<Vec<Row>> {
    let lines = text.lines().filter(|line| !line.is_empty());
    let rows: Option<Vec<Row>> = lines
        .map(|line| {
            let mut fields = line.split('\t').map(str::to_owned);
            let row = Row {
                line: fields.next()?.trim().parse().ok()?,
                name: fields.next()?,
                number: fields.next()?,
                phone: fields.next()?,
                posts: fields.next()?,
                groups: fields.next()?,
                mail: fields.next()?,
            };
            Some(row)
        })
        .collect();
    rows.filter(|rows| (1..=MOST_ENTERED).contains(&rows.len()))
}
