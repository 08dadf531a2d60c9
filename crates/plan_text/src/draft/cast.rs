//! Posts and groups of a draft, from the roles of a reading.

use std::collections::BTreeMap;

use duty::{GroupId, PostId};
use plan::{Group, Hours, Post};

use super::actor::is_actor;
use super::ids::{self, Ids};
use super::names::Names;
use super::original::{Original, union};
use crate::role::Role;
use crate::span::Span;

/// The people of a draft: who can be asked, in which groups, by which names.
#[derive(Default)]
pub(super) struct Cast {
    pub(super) posts: Vec<Post>,
    /// Where each post stands, beside `posts`.
    pub(super) places: Vec<Span>,
    pub(super) groups: Vec<Group>,
    pub(super) names: Names,
    /// Posts that the text fills twice, with the second place.
    pub(super) differing: Vec<(PostId, Span)>,
    pub(super) ids: Ids,
}

/// Two mentions of one post further apart than this have no common place to show.
const FURTHEST: usize = 400;

/// Words for the time when nobody works.
const OFF_HOURS: &[&str] = &[
    "下班", "夜间", "夜班", "夜晚", "晚间", "节假日", "法定假日", "放假", "周末", "双休日",
    "休息日", "非工作时间", "非上班时间", "非工作日",
];

/// Builds posts and groups from the roles of one of the merged documents.
pub(super) fn cast(original: &Original, roles: &[&Role], within: Span) -> Cast {
    let mut cast = Cast::default();
    let groups = cast.groups(original, roles, within);
    let mut seen: BTreeMap<(String, String, bool), usize> = BTreeMap::new();
    for role in roles.iter().filter(|role| !role.is_group) {
        cast.post(original, role, &groups, &mut seen);
    }
    for role in roles.iter().filter(|role| role.is_group) {
        cast.group_itself(original, role, &groups);
    }
    cast.join_schemes();
    cast.name_all(&groups);
    cast
}

/// A role with the place that holds its name and its holders.
fn place(role: &Role) -> Span {
    let named = union(role.span, role.name.span);
    role.holder
        .as_ref()
        .map_or(named, |holder| union(named, holder.span))
}

/// The place of a role with the words before it that say it is for nights and holidays.
fn off_hours(original: &Original, place: Span) -> Option<Span> {
    let sentence = original.sentence(place);
    let before = Span {
        start: sentence.start.min(place.start),
        end: place.end,
    };
    OFF_HOURS
        .iter()
        .filter_map(|word| original.find(before, word))
        .min_by_key(|span| span.start)
        .map(|word| union(word, place))
}

impl Cast {
    /// Sets up the groups: those with a role of their own, and those that posts name as theirs.
    fn groups(
        &mut self,
        original: &Original,
        roles: &[&Role],
        within: Span,
    ) -> BTreeMap<String, usize> {
        const MOST: usize = 200;
        let mut groups: BTreeMap<String, usize> = BTreeMap::new();
        for role in roles {
            let own = role
                .is_group
                .then(|| (role.name.text.as_str(), place(role)));
            let named = || {
                let name = role.group.as_deref()?;
                let whole = original.sentence(role.span);
                let found = original
                    .find(whole, name)
                    .or_else(|| original.find(within, name))?;
                Some((name, found))
            };
            let is_known = |name: &str| {
                groups.contains_key(name)
                    || roles
                        .iter()
                        .any(|other| other.is_group && other.name.text == name)
            };
            let found = own.or_else(|| {
                role.group
                    .as_deref()
                    .filter(|name| !is_known(name))
                    .and_then(|_| named())
            });
            let Some((name, at)) = found else { continue };
            if groups.contains_key(name) || groups.len() >= MOST || !original.holds(at, name) {
                continue;
            }
            let number = groups.len() + 1;
            let Ok(id) = GroupId::new(format!("group-{number}")) else {
                continue;
            };
            groups.insert(name.to_owned(), self.groups.len());
            self.groups.push(Group {
                id,
                name: name.to_owned(),
                name_en: None,
                leader: None,
                posts: Vec::new(),
                duties: Vec::new(),
                source: Some(original.source(at)),
            });
        }
        groups
    }

    /// A post of the text, or one more holder of it.
    fn post(
        &mut self,
        original: &Original,
        role: &Role,
        groups: &BTreeMap<String, usize>,
        seen: &mut BTreeMap<(String, String, bool), usize>,
    ) {
        let plain = place(role);
        let off = off_hours(original, plain);
        let at = off.unwrap_or(plain);
        let name = role.name.text.as_str();
        if !original.holds(at, name) {
            return;
        }
        let group = role
            .group
            .as_ref()
            .and_then(|group| groups.get(group))
            .copied();
        let is_of_group = ids::in_group(name).is_some() && ids::post(name).is_none();
        let owner = if is_of_group {
            role.group.clone().unwrap_or_default()
        } else {
            String::new()
        };
        let key = (owner, name.to_owned(), off.is_some());
        let holders = holders(original, role, at);
        if let Some(&known) = seen.get(&key) {
            self.again(original, known, holders, at);
            return;
        }
        let wish = self.wish(name, group.filter(|_| is_of_group), off.is_some());
        let hours = if off.is_some() {
            Hours::OffHours
        } else {
            Hours::Always
        };
        let Some(id) = self.add(original, &wish, name, holders, hours, at) else {
            return;
        };
        seen.insert(key, self.posts.len() - 1);
        if let Some(group) = group.filter(|_| off.is_none()) {
            let leads = ids::in_group(name)
                .is_some_and(|it| matches!(it, "leader" | "director" | "head"))
                || ids::post(name) == Some("commander");
            let group = &mut self.groups[group];
            if leads && group.leader.is_none() {
                group.leader = Some(id.clone());
            }
            group.posts.push(id);
        }
    }

    /// The same post once more: its holders join where one place can show both.
    fn again(&mut self, original: &Original, known: usize, holders: Vec<String>, at: Span) {
        let fresh: Vec<String> = holders
            .into_iter()
            .filter(|holder| !self.posts[known].holders.contains(holder))
            .collect();
        if fresh.is_empty() {
            return;
        }
        // Where the text sets the post up nobody holds it yet: the list of people says who does.
        if self.posts[known].holders.is_empty() {
            let both = union(self.places[known], at);
            let place = if both.len() <= FURTHEST { both } else { at };
            self.posts[known].holders = fresh;
            self.posts[known].source = Some(original.source(place));
            self.places[known] = place;
            return;
        }
        let both = union(self.places[known], at);
        if both.len() <= FURTHEST {
            self.posts[known].holders.extend(fresh);
            self.posts[known].source = Some(original.source(both));
            self.places[known] = both;
        }
        self.differing.push((self.posts[known].id.clone(), at));
    }

    /// A group that somebody forms, or that has no posts, is asked as one post of its name.
    fn group_itself(&mut self, original: &Original, role: &Role, groups: &BTreeMap<String, usize>) {
        let name = role.name.text.as_str();
        let Some(&group) = groups.get(name) else {
            return;
        };
        let plain = place(role);
        let off = off_hours(original, plain);
        let at = off.unwrap_or(plain);
        let holders = holders(original, role, at);
        let parent = role.group.as_ref().and_then(|it| groups.get(it)).copied();
        let own = self.groups[group].posts.first().cloned();
        if let (Some(own), true) = (&own, holders.is_empty()) {
            self.belongs(parent.filter(|&it| it != group), own.clone());
            return;
        }
        let known = self.posts.iter().position(|post| post.name == name);
        if let Some(known) = known {
            self.again(original, known, holders, at);
            return;
        }
        let wish = self.groups[group].id.to_string();
        let wish = if off.is_some() {
            format!("{wish}-off-hours")
        } else {
            format!("{wish}-team")
        };
        let hours = if off.is_some() {
            Hours::OffHours
        } else {
            Hours::Always
        };
        if let Some(id) = self.add(original, &wish, name, holders, hours, at) {
            self.groups[group].posts.push(id.clone());
            self.belongs(parent.filter(|&it| it != group), id);
        }
    }

    fn belongs(&mut self, group: Option<usize>, post: PostId) {
        if let Some(group) = group
            && !self.groups[group].posts.contains(&post)
        {
            self.groups[group].posts.push(post);
        }
    }

    fn wish(&self, name: &str, group: Option<usize>, off: bool) -> String {
        let base = match (group, ids::in_group(name), ids::post(name)) {
            (Some(group), Some(role), _) => format!("{}-{role}", self.groups[group].id),
            (_, _, Some(id)) => id.to_owned(),
            (None, Some(_), None) | (Some(_) | None, None, None) => {
                format!("post-{}", self.posts.len() + 1)
            }
        };
        if off {
            format!("{base}-off-hours")
        } else {
            base
        }
    }

    fn add(
        &mut self,
        original: &Original,
        wish: &str,
        name: &str,
        holders: Vec<String>,
        hours: Hours,
        at: Span,
    ) -> Option<PostId> {
        let id = PostId::new(self.ids.take(wish)).ok()?;
        self.posts.push(Post {
            id: id.clone(),
            name: name.to_owned(),
            name_en: None,
            holders,
            hours,
            substitutes: Vec::new(),
            duties: Vec::new(),
            qualifications: Vec::new(),
            source: Some(original.source(at)),
        });
        self.places.push(at);
        Some(id)
    }

    /// A post that only a step names. Who acts stands there, so the step can be asked of somebody.
    pub(super) fn add_actor(
        &mut self,
        original: &Original,
        name: &str,
        at: Span,
    ) -> Option<PostId> {
        const MOST: usize = 200;
        if self.posts.len() >= MOST || !original.holds(at, name) {
            return None;
        }
        let wish = self.wish(name, None, false);
        let id = self.add(original, &wish, name, Vec::new(), Hours::Always, at)?;
        self.names.add(name, &id);
        Some(id)
    }

    /// By day one, by night another: the day's post works by day, and the night's stands in first.
    fn join_schemes(&mut self) {
        for night in 0..self.posts.len() {
            if self.posts[night].hours != Hours::OffHours {
                continue;
            }
            let name = self.posts[night].name.clone();
            let id = self.posts[night].id.clone();
            let day = self
                .posts
                .iter_mut()
                .find(|post| post.name == name && post.hours != Hours::OffHours);
            if let Some(day) = day {
                day.hours = Hours::Working;
                day.substitutes.insert(0, id);
            }
        }
    }

    /// Every name of a post: its own, its group's, and the names of those who hold it.
    fn name_all(&mut self, groups: &BTreeMap<String, usize>) {
        for post in &self.posts {
            if ids::in_group(&post.name).is_none() || ids::post(&post.name).is_some() {
                self.names.add(&post.name, &post.id);
            }
        }
        for (name, &group) in groups {
            let group = &self.groups[group];
            if let Some(post) = group.leader.as_ref().or(group.posts.first()) {
                self.names.add(name, post);
            }
        }
        for post in &self.posts {
            // Of several members with a function each, the function says who acts, not the membership.
            let is_crowd = ids::in_group(&post.name) == Some("members") && post.holders.len() > 1;
            for holder in &post.holders {
                let (name, function) = holder.split_once(['（', '(']).unwrap_or((holder, ""));
                if !(is_crowd && is_actor(name)) {
                    self.names.add(name, &post.id);
                    self.names
                        .add(function.trim_end_matches(['）', ')']), &post.id);
                }
            }
        }
        self.name_only_ones();
    }

    /// `组长` means a post where the text has only one of that name.
    fn name_only_ones(&mut self) {
        for at in 0..self.posts.len() {
            let post = &self.posts[at];
            let same = self
                .posts
                .iter()
                .filter(|other| other.name == post.name)
                .count();
            if same == 1 {
                self.names.add(&post.name, &post.id);
            }
        }
    }
}

/// The holders that stand at a place, one by one.
fn holders(original: &Original, role: &Role, at: Span) -> Vec<String> {
    let text = role
        .holder
        .as_ref()
        .map_or("", |holder| holder.text.as_str());
    let mut all: Vec<String> = Vec::new();
    for holder in text.split('、').map(str::trim) {
        if original.holds(at, holder) && !all.iter().any(|other| other == holder) {
            all.push(holder.to_owned());
        }
    }
    all
}
