//! Who must act, what, to whom, and from when the time counts, in the words around a limit.

use super::super::context::{Place, closes, has, opens, tail};
use super::{ACTS, Deadline};
use crate::numbering::head;

pub(super) fn described(place: &Place, at: usize, before: &str, after: &str) -> Deadline {
    let act = after
        .trim_start_matches("之内")
        .trim_start_matches("以内")
        .trim_start_matches('内')
        .trim_start_matches(',')
        .trim();
    let next = place.clause_after(at + after.len());
    let candidates = [act, next, before.trim(), place.clause_before(at)];
    let says_an_act = |words: &&str| has(words, ACTS) || words.chars().count() > 3;
    let action = candidates.iter().copied().find(says_an_act).unwrap_or(act);
    Deadline {
        action: head(action, 60).to_owned(),
        to: recipient(act).or_else(|| recipient(next).filter(|_| act.is_empty())),
        by_whom: actor(before),
        trigger: trigger(before),
        ..Deadline::default()
    }
}

/// Who must act: a short name at the beginning of the clause, before 应, 在, 接报后 and the like.
fn actor(before: &str) -> Option<String> {
    const ENDS: &[&str] = &[
        "人员", "员", "部", "组", "办", "办公室", "局", "负责人", "长", "校", "单位", "公司",
        "中心", "所", "站", "科", "科室", "主任", "经理", "指挥", "指挥部", "队", "厅", "委",
        "企业", "政府", "教师", "班主任", "院",
    ];
    const BEFORE_VERBS: &[&str] = &[
        "应", "须", "要", "必须", "在", "于", "接", "发现", "收到", "得知", "务必", "需",
    ];
    let words = before.trim();
    let ends = words
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take(20);
    let name = ends
        .filter(|&end| end == words.len() || opens(&words[end..], BEFORE_VERBS))
        .map(|end| &words[..end])
        .find(|name| closes(name, ENDS) && name.chars().count() >= 2)?;
    let name = ["通知", "由", "并", "请", "责令"]
        .iter()
        .fold(name, |name, verb| name.strip_prefix(verb).unwrap_or(name));
    (!has(name, &["后", "时", "发生", "报告"])).then(|| name.to_owned())
}

/// `向…报告`, `报…`: to whom.
fn recipient(act: &str) -> Option<String> {
    let verbs = [
        "书面报告", "报告", "上报", "报送", "汇报", "通知", "报", "通报",
    ];
    if let Some(at) = act.find('向') {
        let rest = &act[at + '向'.len_utf8()..];
        let end = verbs.iter().filter_map(|verb| rest.find(verb)).min()?;
        return Some(rest[..end].trim().to_owned()).filter(|name| !name.is_empty());
    }
    let (at, verb) = verbs
        .iter()
        .filter_map(|verb| act.find(verb).map(|at| (at, *verb)))
        .min_by_key(|(at, verb)| (*at, usize::MAX - verb.len()))?;
    let name = act[at + verb.len()..]
        .trim_start_matches(['给', '至', '到'])
        .trim();
    let object = opens(
        name,
        &[
            "书面", "信息", "情况", "事故", "事件", "结果", "处理", "一次",
        ],
    );
    (!name.is_empty() && !object && name.chars().count() <= 30).then(|| name.to_owned())
}

/// `发现后`, `接到报告之日起`: what starts the time.
fn trigger(before: &str) -> Option<String> {
    let words = before.trim().trim_end_matches(['在', '于', '的']);
    let words = words.trim_end_matches("应").trim_end_matches("要");
    let ends = closes(words, &["后", "时", "之日起", "起", "之时", "之后"]);
    ends.then(|| tail(words, 40).to_owned())
}
