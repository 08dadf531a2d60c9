//! Nothing invented: what an element of a draft says stands at the place that it names.

use duty::PostId;
use plan::{Limit, Plan, Source};
use plan_text::draft::Draft;

/// Looks at every element of a draft.
pub fn nothing_invented(text: &str, draft: &Draft) -> Result<(), String> {
    let plan = &draft.plan;
    let whole = bare(text);
    for said in plan.meta.basis.iter().chain(&plan.meta.organisation) {
        stands(&whole, said, "meta")?;
    }
    stands_or_empty(&whole, &plan.meta.title, "title")?;
    for post in &plan.posts {
        let place = place(text, post.source.as_ref(), post.id.as_str())?;
        stands(&place, &post.name, post.id.as_str())?;
        for holder in &post.holders {
            stands(&place, holder, post.id.as_str())?;
        }
    }
    for group in &plan.groups {
        stands(
            &place(text, group.source.as_ref(), group.id.as_str())?,
            &group.name,
            group.id.as_str(),
        )?;
    }
    for event in &plan.events {
        stands(
            &place(text, event.source.as_ref(), event.id.as_str())?,
            &event.name,
            event.id.as_str(),
        )?;
    }
    for grade in &plan.grades {
        let place = place(text, grade.source.as_ref(), grade.id.as_str())?;
        stands(&place, &grade.name, grade.id.as_str())?;
        for condition in grade.when.values() {
            for number in numbers(condition.source()) {
                stands(&place, &number, grade.id.as_str())?;
            }
        }
    }
    steps_and_reports(text, plan)?;
    if let Some(closing) = &plan.closing {
        let place = place(text, closing.source.as_ref(), "closing")?;
        for duty in [&closing.sign_off, &closing.report, &closing.review]
            .into_iter()
            .flatten()
        {
            stands(&place, &duty.text, "closing")?;
            limit_stands(&place, duty.limit, "closing")?;
        }
    }
    for kept in &plan.retention {
        let place = place(text, kept.source.as_ref(), "retention")?;
        stands(&place, &kept.what, "retention")?;
    }
    (plan.notices.is_empty() && plan.signals.is_empty())
        .then_some(())
        .ok_or_else(|| "a rule that no text has".to_owned())
}

fn steps_and_reports(text: &str, plan: &Plan) -> Result<(), String> {
    for procedure in &plan.procedures {
        let place = place(text, procedure.source.as_ref(), procedure.id.as_str())?;
        stands_or_empty(&place, &procedure.name, procedure.id.as_str())?;
        for step in &procedure.steps {
            let own = self::place(text, step.source.as_ref(), step.id.as_str())?;
            stands(&own, &step.text, step.id.as_str())?;
            limit_stands(&own, step.limit, step.id.as_str())?;
            if let Some(post) = &step.post {
                actor_stands(plan, &own, post, step.id.as_str())?;
            }
            if let Some(when) = &step.when {
                let said = when.source().trim_matches(['【', '】']);
                stands(&own, said, step.id.as_str())?;
            }
        }
    }
    for report in &plan.reports {
        let place = place(text, report.source.as_ref(), report.id.as_str())?;
        stands(&place, &report.name, report.id.as_str())?;
        if let Some(post) = &report.post {
            actor_stands(plan, &place, post, report.id.as_str())?;
        }
        if let Some(to) = &report.to {
            stands(&place, to, report.id.as_str())?;
        }
        for limit in &report.limits {
            limit_stands(&place, Some(limit.within), report.id.as_str())?;
        }
    }
    Ok(())
}

/// The one who acts is named there: by the post, by who holds it, by a group of theirs.
fn actor_stands(plan: &Plan, place: &str, post: &PostId, element: &str) -> Result<(), String> {
    let Some(post) = plan.post(post) else {
        return Err(format!("{element}: no post {post}"));
    };
    let groups = plan
        .groups
        .iter()
        .filter(|group| group.leader.as_ref() == Some(&post.id) || group.posts.contains(&post.id));
    let names = std::iter::once(post.name.as_str())
        .chain(
            post.holders
                .iter()
                .flat_map(|it| it.split(['（', '(', '）', ')'])),
        )
        .chain(groups.map(|group| group.name.as_str()));
    // 本公司保卫科 is called 保卫科 too.
    let mut named = names.map(bare).filter(|name| name.chars().count() >= 2);
    let said = named.any(|name| {
        place.contains(&name)
            || OWN.iter().any(|own| {
                let shorter = name.strip_prefix(own);
                shorter.is_some_and(|it| it.chars().count() >= 2 && place.contains(it))
            })
    });
    if said {
        Ok(())
    } else {
        Err(format!(
            "{element}: “{}” does not act in “{place}”",
            post.name
        ))
    }
}

const OWN: &[&str] = &[
    "本公司", "我公司", "公司", "本单位", "我单位", "单位", "本校", "我校", "学校", "本院", "我院",
    "医院", "本厂", "我厂", "工厂", "本镇", "我镇",
];

fn place(text: &str, source: Option<&Source>, element: &str) -> Result<String, String> {
    let source = source.ok_or_else(|| format!("{element} has no source"))?;
    let (start, end) = source.span;
    let words: String = text
        .chars()
        .skip(start)
        .take(end.saturating_sub(start))
        .collect();
    if source.quote.as_deref() != Some(words.as_str()) || words.is_empty() {
        return Err(format!("{element}: the quote is not what stands there"));
    }
    Ok(bare(&words))
}

fn stands(place: &str, words: &str, element: &str) -> Result<(), String> {
    let words = bare(words);
    if words.is_empty() || !place.contains(&words) {
        return Err(format!("{element}: “{words}” does not stand in “{place}”"));
    }
    Ok(())
}

fn stands_or_empty(place: &str, words: &str, element: &str) -> Result<(), String> {
    if words.is_empty() {
        Ok(())
    } else {
        stands(place, words, element)
    }
}

/// The number of a limit stands there with its unit, in figures or in Chinese.
fn limit_stands(place: &str, limit: Option<Limit>, element: &str) -> Result<(), String> {
    let Some(limit) = limit else { return Ok(()) };
    let seconds = limit.as_seconds();
    let units: [(i64, &[&str]); 6] = [
        (30 * 86_400, &["个月", "月"]),
        (7 * 86_400, &["周", "个星期", "星期"]),
        (86_400, &["天", "日", "个自然日"]),
        (3_600, &["小时", "个小时", "时"]),
        (60, &["分钟", "分", "min"]),
        (1, &["秒", "秒钟"]),
    ];
    let plain: String = place
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xff10 + 0x30).unwrap_or(c),
            other => other,
        })
        .filter(|c| !matches!(c, '"' | '“' | '”'))
        .collect();
    let found = units.iter().any(|(length, names)| {
        seconds % length == 0
            && spellings(seconds / length).iter().any(|number| {
                names
                    .iter()
                    .any(|name| plain.contains(&format!("{number}{name}")))
            })
    });
    let halves = (seconds == 1_800 && (place.contains("半小时") || place.contains("半个小时")))
        || (seconds == 43_200 && place.contains("半天"))
        || (seconds == 900 && place.contains("一刻钟"));
    if found || halves {
        Ok(())
    } else {
        Err(format!("{element}: {limit} does not stand in “{place}”"))
    }
}

fn spellings(number: i64) -> Vec<String> {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |number: i64| {
        usize::try_from(number)
            .ok()
            .and_then(|at| DIGITS.get(at))
            .copied()
            .unwrap_or("")
    };
    let mut all = vec![number.to_string()];
    match number {
        2 => all.extend(["二".to_owned(), "两".to_owned()]),
        1..=9 => all.push(digit(number).to_owned()),
        10..=99 => {
            let tens = if number >= 20 { digit(number / 10) } else { "" };
            let ones = if number % 10 == 0 {
                ""
            } else {
                digit(number % 10)
            };
            all.push(format!("{tens}十{ones}"));
        }
        _ => {}
    }
    all
}

/// The numbers of a condition.
fn numbers(condition: &str) -> Vec<String> {
    condition
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .filter(|number| !number.is_empty())
        .map(str::to_owned)
        .collect()
}

fn bare(text: &str) -> String {
    text.chars()
        .filter(|&c| {
            !c.is_whitespace()
                && !matches!(
                    c,
                    '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}'
                )
        })
        .collect()
}
