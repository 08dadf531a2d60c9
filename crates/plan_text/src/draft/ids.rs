//! Ids that a person can read: a small table of words that every plan uses, else section and number.

use std::collections::BTreeSet;

/// Hands out ids that are used once.
#[derive(Default)]
pub(super) struct Ids {
    used: BTreeSet<String>,
}

impl Ids {
    /// The wish, else the first of `wish-2`, `wish-3` … that is free.
    pub(super) fn take(&mut self, wish: &str) -> String {
        let mut id = wish.to_owned();
        let mut number = 2;
        while !self.used.insert(id.clone()) {
            id = format!("{wish}-{number}");
            number += 1;
        }
        id
    }
}

/// Posts by their whole name.
const POSTS: &[(&str, &str)] = &[
    ("总指挥", "commander"),
    ("副总指挥", "deputy-commander"),
    ("现场总指挥", "site-commander"),
    ("现场指挥", "site-commander"),
    ("现场副总指挥", "deputy-site-commander"),
    ("指挥长", "commander"),
    ("副指挥长", "deputy-commander"),
    ("新闻发言人", "spokesperson"),
    ("联络员", "liaison"),
    ("信息员", "information-officer"),
    ("安全员", "safety-officer"),
    ("值班员", "duty-officer"),
    ("带班领导", "duty-leader"),
    ("值班领导", "duty-leader"),
];

/// Posts of a group, behind the group's id.
const IN_GROUP: &[(&str, &str)] = &[
    ("组长", "leader"),
    ("副组长", "deputy-leader"),
    ("常务副组长", "first-deputy-leader"),
    ("成员", "members"),
    ("组员", "members"),
    ("队长", "leader"),
    ("副队长", "deputy-leader"),
    ("队员", "members"),
    ("主任", "director"),
    ("副主任", "deputy-director"),
    ("负责人", "head"),
];

/// Events by a word in their name; longer words first.
const EVENTS: &[(&str, &str)] = &[
    ("食物中毒", "food-poisoning"),
    ("交通事故", "traffic-accident"),
    ("机械伤害", "machine-accident"),
    ("设备事故", "equipment-accident"),
    ("高处坠落", "fall"),
    ("数据泄露", "data-breach"),
    ("化学品泄漏", "chemical-spill"),
    ("网页篡改", "defacement"),
    ("燃气泄漏", "gas-leak"),
    ("气体泄漏", "gas-leak"),
    ("传染病", "infectious-disease"),
    ("火灾", "fire"),
    ("火情", "fire"),
    ("爆炸", "explosion"),
    ("停电", "power-cut"),
    ("停水", "water-cut"),
    ("触电", "electric-shock"),
    ("中毒", "poisoning"),
    ("地震", "earthquake"),
    ("踩踏", "stampede"),
    ("溺水", "drowning"),
    ("暴雨", "rainstorm"),
    ("台风", "typhoon"),
    ("洪", "flood"),
    ("舆情", "public-opinion"),
    ("病毒", "malware"),
    ("入侵", "intrusion"),
    ("攻击", "attack"),
    ("抢劫", "robbery"),
    ("盗窃", "theft"),
    ("坍塌", "collapse"),
    ("电梯", "lift"),
    ("死亡", "death"),
];

/// The readable id of a post that stands alone.
pub(super) fn post(name: &str) -> Option<&'static str> {
    exactly(POSTS, name)
}

/// What a post of a group is called behind the group's id.
pub(super) fn in_group(name: &str) -> Option<&'static str> {
    exactly(IN_GROUP, name)
}

/// The readable id of an event.
pub(super) fn event(name: &str) -> Option<&'static str> {
    EVENTS
        .iter()
        .find(|(word, _)| name.contains(word))
        .map(|(_, id)| *id)
}

fn exactly(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(word, _)| *word == name)
        .map(|(_, id)| *id)
}
