//! What holds of every condition, tried on random ones. The oracle is a tree of the test's own
//! with plain two-valued logic over a world in which everything is known.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use plan::condition::{
    Checked, Condition, DEEPEST, Facts, Fields, Known, LONGEST, Quantity, Spelling, Value, Verdict,
    grade,
};
use plan::{FactId, Rank};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::condition_world::{checked, fact, fields};

/// What is really so: four quantities by id, one yes-no, one choice.
#[derive(Debug, Clone)]
struct World {
    quantities: [i64; 4],
    fire: bool,
    injury: &'static str,
}

const QUANTITIES: [&str; 4] = ["deaths", "injured", "gas-level", "missing-for"];
const INJURIES: [&str; 3] = ["轻微", "住院", "危重"];
const OPS: [&str; 6] = [">=", "<=", ">", "<", "=", "!="];

#[derive(Debug, Clone)]
enum Tree {
    Quantity(usize, &'static str, i64),
    Fire,
    Injury(Vec<&'static str>),
    Not(Box<Tree>),
    Both(Box<Tree>, Box<Tree>),
    Either(Box<Tree>, Box<Tree>),
}

/// How much of the truth is known about one fact.
#[derive(Debug, Clone, Copy)]
enum Sight {
    Nothing,
    All,
    /// Truth less this is a lower bound.
    From(i64),
    /// Truth plus this is an upper bound.
    UpTo(i64),
}

impl Tree {
    fn text(&self) -> String {
        match self {
            Self::Quantity(which, op, value) => {
                let unit = if *which == 3 { "分钟" } else { "" };
                format!("{} {op} {value}{unit}", QUANTITIES[*which])
            }
            Self::Fire => "起火".to_owned(),
            Self::Injury(among) => format!("伤情 属于 [{}]", among.join(", ")),
            Self::Not(inside) => format!("非 ({})", inside.text()),
            Self::Both(one, two) => format!("({}) 且 ({})", one.text(), two.text()),
            Self::Either(one, two) => format!("({}) 或 ({})", one.text(), two.text()),
        }
    }

    fn holds(&self, world: &World) -> bool {
        match self {
            Self::Quantity(which, op, value) => {
                let is = &world.quantities[*which];
                match *op {
                    ">=" => is >= value,
                    "<=" => is <= value,
                    ">" => is > value,
                    "<" => is < value,
                    "=" => is == value,
                    _ => is != value,
                }
            }
            Self::Fire => world.fire,
            Self::Injury(among) => among.contains(&world.injury),
            Self::Not(inside) => !inside.holds(world),
            Self::Both(one, two) => one.holds(world) && two.holds(world),
            Self::Either(one, two) => one.holds(world) || two.holds(world),
        }
    }
}

impl World {
    fn seen(&self, sights: &[Sight]) -> Facts {
        let quantities = (0..4).map(|which| self.quantity_seen(which, sights[which]));
        let fire = (fact("fire"), whole(sights[4], Known::yes_no(self.fire)));
        let injury = (fact("injury"), whole(sights[5], Known::text(self.injury)));
        quantities.chain([fire, injury]).collect()
    }

    fn quantity_seen(&self, which: usize, sight: Sight) -> (FactId, Known) {
        let quantity = |value: i64| match which {
            3 => Quantity::Duration(SignedDuration::from_mins(value)),
            _ => Quantity::Number(plan::condition::Number::whole(value).expect("a small number")),
        };
        let is = self.quantities[which];
        let known = match (sight, quantity(is)) {
            (Sight::Nothing, _) => Known::Unknown,
            (Sight::All, Quantity::Number(number)) => Known::Exact(Value::Number(number)),
            (Sight::All, Quantity::Duration(length)) => Known::Exact(Value::Duration(length)),
            (Sight::From(less), _) => Known::AtLeast(quantity(is - less)),
            (Sight::UpTo(more), _) => Known::AtMost(quantity(is + more)),
        };
        (fact(QUANTITIES[which]), known)
    }
}

/// Yes-no and choice facts have no bounds.
fn whole(sight: Sight, known: Known) -> Known {
    match sight {
        Sight::All => known,
        Sight::Nothing | Sight::From(_) | Sight::UpTo(_) => Known::Unknown,
    }
}

fn any_leaf() -> impl Strategy<Value = Tree> {
    prop_oneof![
        3 => (0..4usize, select(&OPS), 1..7i64).prop_map(|(it, op, value)| Tree::Quantity(it, op, value)),
        1 => Just(Tree::Fire),
        1 => subsequence(&INJURIES, 1..3).prop_map(Tree::Injury),
    ]
}

fn any_tree() -> impl Strategy<Value = Tree> {
    any_leaf().prop_recursive(5, 24, 2, |inside| {
        prop_oneof![
            inside.clone().prop_map(|it| Tree::Not(Box::new(it))),
            (inside.clone(), inside.clone())
                .prop_map(|(one, two)| Tree::Both(Box::new(one), Box::new(two))),
            (inside.clone(), inside)
                .prop_map(|(one, two)| Tree::Either(Box::new(one), Box::new(two))),
        ]
    })
}

/// A tree that names each fact once.
fn any_tree_without_repeats() -> impl Strategy<Value = Tree> {
    let values = proptest::collection::vec((select(&OPS), 1..7i64), 4);
    let leaves = (values, subsequence(&INJURIES, 1..3)).prop_map(|(values, among)| {
        let quantities = values.into_iter().enumerate();
        let quantities = quantities.map(|(it, (op, value))| Tree::Quantity(it, op, value));
        quantities
            .chain([Tree::Fire, Tree::Injury(among)])
            .collect::<Vec<_>>()
    });
    let joins = proptest::collection::vec((0..4u8, 0..6usize), 5);
    (leaves.prop_shuffle(), joins).prop_map(|(mut trees, joins)| {
        for (how, place) in joins {
            let one = Box::new(trees.remove(place % trees.len()));
            let two = Box::new(trees.remove(place % trees.len()));
            trees.push(match how {
                0 => Tree::Both(one, two),
                1 => Tree::Either(one, two),
                2 => Tree::Not(Box::new(Tree::Both(one, two))),
                _ => Tree::Both(Box::new(Tree::Not(one)), two),
            });
        }
        trees.remove(0)
    })
}

fn any_world() -> impl Strategy<Value = World> {
    (
        prop::array::uniform4(0..8i64),
        any::<bool>(),
        select(&INJURIES),
    )
        .prop_map(|(quantities, fire, injury)| World {
            quantities,
            fire,
            injury,
        })
}

fn any_sights() -> impl Strategy<Value = Vec<Sight>> {
    let sight = prop_oneof![
        Just(Sight::Nothing),
        Just(Sight::All),
        (0..4i64).prop_map(Sight::From),
        (0..4i64).prop_map(Sight::UpTo),
    ];
    proptest::collection::vec(sight, 6)
}

/// Text that looks like conditions now and then.
fn any_soup() -> impl Strategy<Value = String> {
    let words = select(
        &[
            "起火",
            "死亡人数",
            "deaths",
            "伤情",
            "失联时长",
            "非",
            "不是",
            "且",
            "或",
            "and",
            "or",
            "not",
            "in",
            "属于",
            "不属于",
            "[",
            "]",
            "(",
            ")",
            "（",
            "）",
            ",",
            "，",
            ">=",
            "≥",
            "<",
            "=",
            "大于",
            "不足",
            "3",
            "３",
            "1,000",
            "0.5",
            "万",
            "万元",
            "人",
            "%",
            "分钟",
            "m",
            "住院",
            "“",
            "”",
            "\"",
            "【",
            "】",
            "`",
            "-",
            ".",
            " ",
            " ",
            " ",
            "或有损失",
            "水源不足",
            "是",
            "为",
        ][..],
    );
    let pieces = select(
        &[
            "起火",
            "非起火",
            "（起火",
            "起火)",
            "deaths >= 3",
            "死亡人数不足３人",
            "伤情 = 住院",
            "伤情 属于 [住院, “危重”]",
            "失联时长 > 1小时30分",
            "经济损失>5,000万元",
            "水源不足",
            "【或有损失】",
            "楼层 in [-1, 3]",
            "起",
            "缺勤比例 > 7‰",
        ][..],
    );
    let joints = select(&[" 且 ", "或", " and not ", "||", "且（", ") or ", " "][..]);
    prop_oneof![
        1 => proptest::collection::vec(words, 0..40).prop_map(|words| words.concat()),
        2 => proptest::collection::vec((joints, pieces), 1..8).prop_map(|parts| {
            let (_, first) = parts[0];
            let rest = parts.iter().skip(1).map(|(joint, piece)| format!("{joint}{piece}"));
            format!("{first}{}", rest.collect::<String>())
        }),
        1 => ".{0,60}",
    ]
}

fn spelled(condition: &Checked, spelling: Spelling) -> String {
    condition.spell(spelling, |id| match (spelling, id.as_str()) {
        (Spelling::Chinese, "maybe-loss") => "或有损失".to_owned(),
        (Spelling::English, "maybe-loss") => "Loss or damage".to_owned(),
        (_, id) => id.to_owned(),
    })
}

/// The values that a fact can still have.
fn values(id: &FactId, known: &Known) -> Vec<Known> {
    let within = |quantity: &Quantity| match known {
        Known::AtLeast(lowest) => quantity >= lowest,
        Known::AtMost(highest) => quantity <= highest,
        Known::Unknown | Known::Exact(_) => true,
    };
    let world = |value: i64| World {
        quantities: [value; 4],
        fire: false,
        injury: "",
    };
    match QUANTITIES.iter().position(|it| *it == id.as_str()) {
        Some(which) => (-8..16)
            .map(|value| world(value).quantity_seen(which, Sight::All).1)
            .filter(|known| match known {
                Known::Exact(value) => value.quantity().is_some_and(|it| within(&it)),
                Known::Unknown | Known::AtLeast(_) | Known::AtMost(_) => false,
            })
            .collect(),
        None if id.as_str() == "fire" => vec![Known::yes_no(true), Known::yes_no(false)],
        None => INJURIES.iter().map(|it| Known::text(*it)).collect(),
    }
}

/// Only these of the facts, the others unknown.
fn only(facts: &Facts, kept: &[&FactId]) -> Facts {
    facts
        .iter()
        .filter(|(id, _)| kept.contains(id))
        .map(|(id, known)| (id.clone(), known.clone()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn where_everything_is_known_it_is_plain_logic(tree in any_tree(), world in any_world()) {
        let verdict = checked(&tree.text()).evaluate(&world.seen(&[Sight::All; 6]));
        prop_assert_eq!(verdict, Verdict::from(tree.holds(&world)));
    }

    #[test]
    fn a_verdict_over_bounds_is_right_for_every_truth_within(
        tree in any_tree(), world in any_world(), sights in any_sights(),
    ) {
        let verdict = checked(&tree.text()).evaluate(&world.seen(&sights));
        if verdict.is_settled() {
            prop_assert_eq!(verdict, Verdict::from(tree.holds(&world)));
        }
    }

    #[test]
    fn learning_more_never_turns_a_verdict(
        tree in any_tree(), world in any_world(), sights in any_sights(), learned in 0..6usize,
    ) {
        let condition = checked(&tree.text());
        let before = condition.evaluate(&world.seen(&sights));
        let mut more = sights;
        more[learned] = Sight::All;
        let after = condition.evaluate(&world.seen(&more));
        prop_assert!(before == after || before == Verdict::Unknown, "{:?} {:?}", before, after);
    }

    #[test]
    fn de_morgan_holds_while_facts_are_missing(
        one in any_tree(), two in any_tree(), world in any_world(), sights in any_sights(),
    ) {
        let facts = world.seen(&sights);
        let verdict = |text: &str| checked(text).evaluate(&facts);
        let (one, two) = (one.text(), two.text());
        prop_assert_eq!(
            verdict(&format!("非 (({one}) 且 ({two}))")),
            verdict(&format!("非 ({one}) 或 非 ({two})"))
        );
        prop_assert_eq!(verdict(&format!("非 ({one})")), verdict(&one).not());
        prop_assert_eq!(
            verdict(&format!("({one}) 且 ({two})")),
            Verdict::all([verdict(&one), verdict(&two)])
        );
    }

    #[test]
    fn something_is_asked_exactly_while_it_is_open_and_the_answers_close_it(
        tree in any_tree(), world in any_world(), sights in any_sights(),
    ) {
        let condition = checked(&tree.text());
        let mut facts = world.seen(&sights);
        let asks = condition.asks(&facts);
        prop_assert_eq!(asks.is_empty(), condition.evaluate(&facts).is_settled());
        let truth = world.seen(&[Sight::All; 6]);
        for ask in asks {
            prop_assert!(!matches!(facts.known(&ask.fact), Known::Exact(_)));
            facts.set(ask.fact.clone(), truth.known(&ask.fact).clone());
        }
        prop_assert!(condition.evaluate(&facts).is_settled());
    }

    #[test]
    fn a_fact_is_said_to_settle_it_alone_exactly_when_it_can(
        tree in any_tree_without_repeats(), world in any_world(), sights in any_sights(),
    ) {
        let condition = checked(&tree.text());
        let facts = world.seen(&sights);
        let asks = condition.asks(&facts);
        for ask in &asks {
            let can = |wanted: Verdict| {
                values(&ask.fact, facts.known(&ask.fact)).into_iter().any(|value| {
                    condition.evaluate(&facts.clone().with(ask.fact.clone(), value)) == wanted
                })
            };
            prop_assert_eq!(can(Verdict::True), ask.settles_true, "{:?}", ask);
            prop_assert_eq!(can(Verdict::False), ask.settles_false, "{:?}", ask);
        }
        let decisive = asks.iter().map(|ask| u8::from(ask.settles_true) + u8::from(ask.settles_false));
        prop_assert!(decisive.rev().is_sorted());
    }

    #[test]
    fn the_reason_alone_brings_the_verdict_about(
        tree in any_tree(), world in any_world(), sights in any_sights(),
    ) {
        let condition = checked(&tree.text());
        let facts = world.seen(&sights);
        let reason = condition.reason(&facts);
        prop_assert_eq!(reason.verdict, condition.evaluate(&facts));
        let named: Vec<_> = reason.because.iter().map(|it| &it.claim.fact).collect();
        if reason.verdict.is_settled() {
            prop_assert_eq!(condition.evaluate(&only(&facts, &named)), reason.verdict);
        }
        let each = if reason.verdict.is_settled() { Verdict::True } else { Verdict::Unknown };
        for it in &reason.because {
            prop_assert_eq!(it.claim.evaluate(&it.known), each);
            prop_assert_eq!(&it.known, facts.known(&it.claim.fact));
        }
    }

    #[test]
    fn no_fewer_facts_would_do_as_a_reason(
        tree in any_tree_without_repeats(), world in any_world(), sights in any_sights(),
    ) {
        let condition = checked(&tree.text());
        let facts = world.seen(&sights);
        let reason = condition.reason(&facts);
        if reason.verdict.is_settled() {
            let ids = condition.facts();
            for subset in 0u32..1 << ids.len() {
                let kept: Vec<_> = (0..ids.len()).filter(|it| subset >> it & 1 == 1).map(|it| ids[it]).collect();
                if kept.len() < reason.because.len() {
                    let verdict = condition.evaluate(&only(&facts, &kept));
                    prop_assert_eq!(verdict, Verdict::Unknown, "{:?}", kept);
                }
            }
        }
    }

    #[test]
    fn the_grade_turns_out_to_be_one_that_was_certain_or_possible(
        trees in prop::collection::vec(any_tree(), 4), world in any_world(), sights in any_sights(),
    ) {
        let ladder: Vec<(Rank, Checked)> = Rank::ALL
            .into_iter()
            .zip(&trees)
            .map(|(rank, tree)| (rank, checked(&tree.text())))
            .collect();
        let now = grade(&ladder, &world.seen(&sights));
        let later = grade(&ladder, &world.seen(&[Sight::All; 6]));
        let in_sight: Vec<Option<Rank>> =
            now.possible.iter().copied().map(Some).chain([now.certain]).collect();
        prop_assert!(in_sight.contains(&later.certain), "{:?} {:?}", now, later);
        prop_assert!(later.possible.is_empty());
        prop_assert_eq!(now.ask.is_none(), now.possible.is_empty());
    }

    #[test]
    fn what_is_written_out_reads_back(tree in any_tree()) {
        let condition = checked(&tree.text());
        for spelling in [Spelling::Chinese, Spelling::English] {
            prop_assert_eq!(&checked(&spelled(&condition, spelling)), &condition);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_depth_is_too_deep(text in "[(（非!]{0,80}起火[)）]{0,40}") {
        let depth = text.chars().take_while(|it| "(（非!".contains(*it)).count();
        if let Ok(condition) = Condition::parse(text.as_str()) {
            prop_assert!(depth <= DEEPEST);
            check_strange(&condition, &fields())?;
        }
    }

    #[test]
    fn no_text_is_too_strange(text in any_soup()) {
        let fields = fields();
        match Condition::parse(text.as_str()) {
            Ok(condition) => check_strange(&condition, &fields)?,
            Err(error) => prop_assert!(error.at <= text.chars().count().min(LONGEST)),
        }
    }
}

/// What can be checked of a text without knowing what it means.
fn check_strange(condition: &Condition, fields: &Fields) -> Result<(), TestCaseError> {
    let length = condition.source().chars().count();
    match condition.check(fields) {
        Ok(checked) => {
            let nothing = Facts::new();
            prop_assert_eq!(checked.evaluate(&nothing), Verdict::Unknown);
            prop_assert!(!checked.asks(&nothing).is_empty());
            for spelling in [Spelling::Chinese, Spelling::English] {
                let text = spelled(&checked, spelling);
                let again = Condition::parse(text.as_str()).map(|it| it.check(fields));
                prop_assert_eq!(again, Ok(Ok(checked.clone())), "{}", text);
            }
        }
        Err(errors) => {
            prop_assert!(!errors.is_empty());
            prop_assert!(errors.iter().all(|it| it.at < length));
            prop_assert!(errors.is_sorted_by_key(|it| it.at));
        }
    }
    Ok(())
}

#[test]
fn the_soup_holds_conditions_too() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut outcomes: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..4_000 {
        let text = any_soup().new_tree(&mut runner).map(|it| it.current());
        let outcome = match text.map(Condition::parse) {
            Ok(Ok(condition)) if condition.check(&fields()).is_ok() => "right",
            Ok(Ok(_)) => "of the wrong kind",
            Ok(Err(_)) | Err(_) => "no condition",
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    assert!(
        outcomes.len() == 3 && outcomes.values().all(|it| *it >= 20),
        "{outcomes:?}"
    );
}
