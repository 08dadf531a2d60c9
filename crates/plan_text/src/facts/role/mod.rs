//! Posts and groups that a text sets up or fills.

mod assigned;
mod formed;
mod labelled;
mod words;

pub(crate) use labelled::names_stand_in;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::context::Page;
use super::{Found, Kind};
use crate::sentence::Sentence;
use words::{holder, is_group, plain_name};

/// A post or a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleFact {
    /// Its name as printed, without spaces.
    pub role: String,
    /// Who fills or forms it; null where the text leaves it blank or gives the make-up as posts.
    pub holder: Option<String>,
    /// The group that a post belongs to.
    pub group: Option<String>,
}

/// A post or group as found; ranges are bytes of the plain form.
#[derive(Debug, Clone)]
pub(crate) struct FoundRole {
    pub(crate) range: Range<usize>,
    pub(crate) part: usize,
    pub(crate) block: usize,
    /// Where the name stands.
    pub(crate) name: Range<usize>,
    /// Where who fills it stands.
    pub(crate) holder: Option<Range<usize>>,
    pub(crate) fact: RoleFact,
    /// It is a group and not a post.
    pub(crate) is_group: bool,
}

/// Collects the roles of a text, block by block, with the group that is being filled.
pub(super) struct Collector<'a> {
    page: &'a Page<'a>,
    roles: Vec<FoundRole>,
    part: usize,
    block: usize,
    /// The group that the next posts belong to, and the block that named it.
    group: Option<(String, usize)>,
    /// Where a group of this name was first set up in this part.
    groups: BTreeMap<String, usize>,
    /// The group that was being filled when a list began: its items are of equal standing, and one
    /// does not fill the other's group.
    list_groups: BTreeMap<usize, Option<(String, usize)>>,
    /// What the labels of this block have given.
    understood: Vec<Range<usize>>,
}

/// All posts and groups in order.
pub(crate) fn roles(page: &Page) -> Vec<FoundRole> {
    let mut collector = Collector {
        page,
        roles: Vec::new(),
        part: 0,
        block: 0,
        group: None,
        groups: BTreeMap::new(),
        list_groups: BTreeMap::new(),
        understood: Vec::new(),
    };
    let mut sentence = 0;
    for (index, block) in page.outline.blocks.iter().enumerate() {
        collector.enter(index, block.part);
        let first_label = labelled::first(&collector);
        while let Some(next) = page
            .sentences
            .get(sentence)
            .filter(|next| first_label.is_some_and(|start| next.range.end <= start))
        {
            collector.sentence(next);
            sentence += 1;
        }
        collector.understood = labelled::read(&mut collector);
        while let Some(next) = page
            .sentences
            .get(sentence)
            .filter(|next| next.block <= index)
        {
            if next.block == index && !collector.is_understood(next.range.start) {
                collector.sentence(next);
            }
            sentence += 1;
        }
    }
    collector.finish()
}

impl Collector<'_> {
    /// Whether a label of this block has already given the sense of what stands at `at`.
    fn is_understood(&self, at: usize) -> bool {
        self.understood.iter().any(|range| range.contains(&at))
    }

    fn sentence(&mut self, sentence: &Sentence) {
        formed::read(self, sentence);
        assigned::read(self, sentence);
    }

    fn enter(&mut self, block: usize, part: usize) {
        if part != self.part {
            self.part = part;
            self.group = None;
            self.groups.clear();
        }
        self.block = block;
        self.understood.clear();
        if let Some(list) = self.page.outline.blocks[block].list {
            let current = self.group.clone();
            let outer = self.list_groups.entry(list).or_insert(current);
            if outer.is_some() {
                self.group.clone_from(outer);
            }
        }
        let range = self.page.outline.blocks[block].text.clone();
        let words = self.page.norm[range.clone()].trim_end_matches([':', ' ']);
        let is_heading = words.chars().take(26).count() < 26
            && !words.contains(['、', '"'])
            && is_group(words)
            && !super::context::opens(words, &["成立", "设立", "组建", "建立", "设置"]);
        if let Some(name) = self.announced_group() {
            let under = self.outer_group();
            self.set_up(name.clone(), name, None, under);
        } else if is_heading && labelled::posts_follow(self) {
            let name = range.start..range.start + words.len();
            let under = self.current_group();
            self.set_up(name.clone(), name, None, under);
        } else if is_heading && self.page.outline.blocks[block].mark.is_some() {
            self.group = Some((plain_name(words), block));
        }
    }

    /// The group that an item begins with, where the list is announced (`下设五个工作组:`) or the item
    /// goes on with the group's posts.
    fn announced_group(&self) -> Option<Range<usize>> {
        let outline = self.page.outline;
        let block = &outline.blocks[self.block];
        let list = block.list?;
        let range = block.text.clone();
        let words = crate::numbering::head(&self.page.norm[range.clone()], 24);
        let end = words
            .find([';', ':', ',', '。', '('])
            .unwrap_or(words.len());
        let label = words[..end].trim_end();
        if !is_group(label)
            || super::context::opens(label, &["成立", "设立", "组建", "建立", "设置"])
        {
            return None;
        }
        let over = outline.lists[list]
            .lead
            .or(outline.lists[list].parent)
            .map_or("", |over| self.page.words(over));
        let last = super::context::tail(over, 40);
        let announced = super::context::has(
            last,
            &[
                "下设", "设立", "成立", "设置", "组建", "分设", "设以下", "设如下",
            ],
        ) && last.ends_with([':', '。'])
            && last.contains('组');
        let behind = crate::numbering::head(&self.page.norm[range.start + end..range.end], 12);
        let posts = behind.starts_with(['。', '('])
            && super::context::has(behind, &["组长", "队长", "负责人:"]);
        (announced || posts).then(|| range.start..range.start + label.len())
    }

    /// The group that stands above the one being filled: that of the list this block is an item of.
    fn outer_group(&self) -> Option<String> {
        let list = self.page.outline.blocks[self.block].list;
        match list.and_then(|list| self.list_groups.get(&list)) {
            Some(outer) => outer.as_ref().map(|(name, _)| name.clone()),
            None => self.current_group(),
        }
    }

    /// The label that the block begins with, when it names a group: `抢修组:由…`.
    fn block_label(&self) -> Option<Range<usize>> {
        let range = self.page.outline.blocks[self.block].text.clone();
        let words = crate::numbering::head(&self.page.norm[range.clone()], 24);
        let label = &words[..words.find([';', ':', ',', '。'])?];
        is_group(label).then(|| range.start..range.start + label.trim_end().len())
    }

    /// Who stands in a range, which may run over several lines.
    fn held(&self, range: Range<usize>) -> Option<String> {
        let mut at = range.start;
        let mut lines = String::new();
        for line in self.page.norm[range].split('\n') {
            lines.push_str(&self.page.text.printed(at..at + line.len()));
            lines.push('\n');
            at += line.len() + 1;
        }
        holder(&lines)
    }

    /// The group being filled, as long as it was named nearby.
    fn current_group(&self) -> Option<String> {
        const FAR: usize = 30;
        self.group
            .as_ref()
            .filter(|(_, named)| self.block - named <= FAR)
            .map(|(name, _)| name.clone())
    }

    /// A group is set up. `forms` is who forms it, where that is said with it.
    fn set_up(
        &mut self,
        range: Range<usize>,
        name: Range<usize>,
        forms: Option<Range<usize>>,
        under: Option<String>,
    ) {
        let printed = plain_name(&self.page.printed(name.clone()));
        let held = forms.as_ref().and_then(|forms| self.held(forms.clone()));
        self.group = Some((printed.clone(), self.block));
        if let Some(&known) = self.groups.get(&printed) {
            let earlier = &mut self.roles[known];
            if earlier.fact.holder.is_none() && held.is_some() {
                if earlier.range == earlier.name {
                    earlier.block = self.block;
                    earlier.range = range;
                    earlier.name = name;
                }
                earlier.fact.holder = held;
                earlier.holder = forms;
            }
            return;
        }
        self.groups.insert(printed.clone(), self.roles.len());
        let fact = RoleFact {
            role: printed,
            holder: held,
            group: under,
        };
        self.roles.push(FoundRole {
            range,
            part: self.part,
            block: self.block,
            name,
            holder: forms,
            fact,
            is_group: true,
        });
    }

    /// A post is set up or filled.
    fn fill(
        &mut self,
        range: Range<usize>,
        name: Range<usize>,
        by: Option<Range<usize>>,
        group: Option<String>,
    ) {
        let role = plain_name(&self.page.printed(name.clone()));
        let held = by.as_ref().and_then(|by| self.held(by.clone()));
        let fact = RoleFact {
            role,
            holder: held,
            group,
        };
        self.roles.push(FoundRole {
            range,
            part: self.part,
            block: self.block,
            name,
            holder: by,
            fact,
            is_group: false,
        });
    }

    /// Drops a group that was only listed where it is filled later on under another record, and what
    /// a text says twice.
    fn finish(self) -> Vec<FoundRole> {
        let mut kept: Vec<FoundRole> = Vec::with_capacity(self.roles.len());
        let mut seen: BTreeMap<(usize, String, String), ()> = BTreeMap::new();
        for role in self.roles {
            let key = (
                role.part,
                role.fact.role.clone(),
                format!("{:?} {:?}", role.fact.group, role.fact.holder),
            );
            if seen.insert(key, ()).is_none() {
                kept.push(role);
            }
        }
        kept.sort_by_key(|role| role.range.start);
        kept
    }
}

pub(super) fn fact(role: &FoundRole) -> Found {
    Found {
        range: role.range.clone(),
        part: role.part,
        kind: Kind::Role(role.fact.clone()),
        sameness: String::new(),
    }
}
