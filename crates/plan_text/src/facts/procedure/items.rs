//! The items of a list, weighed: are they acts, preparations, phases?

use super::super::context::{Page, has, opens};
use crate::numbering::head;
use crate::outline::List;

/// The items of a list, weighed.
pub(super) struct Items {
    count: usize,
    acts: usize,
    plans: usize,
    phases: usize,
    headings: usize,
    bound: usize,
    first_is_event: bool,
}

impl Items {
    pub(super) fn new(page: &Page, list: &List) -> Items {
        let mut items = Items {
            count: list.items.len(),
            acts: 0,
            plans: 0,
            phases: 0,
            headings: 0,
            bound: 0,
            first_is_event: false,
        };
        for (at, &item) in list.items.iter().enumerate() {
            let words = page.words(item);
            let opening = head(words, 90);
            let title = head(words, 18);
            let heading = words.chars().take(18).count() < 18 && !words.contains(['。', ',']);
            items.headings += usize::from(heading);
            items.acts += usize::from(has(opening, ACTS) && !has(title, PLANS));
            items.plans += usize::from(has(title, PLANS));
            items.phases += usize::from(heading && has(title, PHASES));
            items.bound += usize::from(has(opening, LIMITS));
            if at == 0 {
                items.first_is_event = begins_with_an_event(opening);
            }
        }
        items
    }

    /// Under a heading that names a procedure: not preparation, and headings only when they are phases.
    pub(super) fn may_be_steps(&self) -> bool {
        let prepares = self.plans * 2 > self.count;
        let bare_headings = self.headings * 2 > self.count && self.phases * 2 < self.count;
        !prepares && !bare_headings
    }

    pub(super) fn are_acts(&self) -> bool {
        self.acts * 10 >= self.count * 5 && self.plans * 2 <= self.count
    }

    /// Nearly all of them say within which time.
    pub(super) fn are_bound(&self) -> bool {
        self.bound * 5 >= self.count * 4
    }

    pub(super) fn begin_with_an_event(&self) -> bool {
        self.first_is_event && self.acts * 10 >= self.count * 5 && self.plans * 5 <= self.count * 2
    }

    /// `接报核实`, `先期处置`, `善后总结`: the phases of a response as headings.
    pub(super) fn are_phases(&self) -> bool {
        self.count >= 3 && self.headings * 5 >= self.count * 4 && self.phases * 5 >= self.count * 4
    }
}

const ACTS: &[&str] = &[
    "立即", "迅速", "马上", "第一时间", "报告", "上报", "报警", "拨打", "通知", "切断", "疏散",
    "撤离", "抢救", "救护", "扑救", "启动", "保护现场", "赶赴", "赶到", "关闭", "隔离", "警戒",
    "送医", "联系", "恢复", "清点", "调查", "控制", "配合", "应", "必须", "要", "尽快", "防止",
    "逃生", "重启", "确认", "组织", "协助", "进行",
];

const LIMITS: &[&str] = &["秒内", "分钟内", "小时内", "天内", "日内"];

const PLANS: &[&str] = &[
    "定期", "加强", "完善", "建立", "健全", "制定", "培训", "宣传", "日常", "提高", "储备", "平时",
    "预防", "教育", "开展", "树立", "负责", "由",
];

pub(super) const PHASES: &[&str] = &[
    "研判", "预警", "反应", "响应", "处置", "跟踪", "信息", "报送", "速报", "动态", "评估", "总结",
    "报告", "救援", "恢复", "引导", "监测", "善后", "调查", "启动", "结束", "解除", "疏散", "救治",
    "控制", "核实", "上报", "接警", "发布", "终止", "报警", "抢险", "撤离", "处理", "公布", "通报",
];

/// The first step says what has happened, and that something must be done.
fn begins_with_an_event(opening: &str) -> bool {
    let near = head(opening, 34);
    let trigger = has(
        near,
        &[
            "发生", "发现", "出现", "接到", "接报", "得悉", "得知", "获知", "一旦", "遇", "收到",
            "听到", "察觉",
        ],
    ) || opens(near, &["当", "如", "若"]);
    let must = has(
        opening,
        &[
            "立即", "迅速", "马上", "第一时间", "立刻", "及时", "应", "须", "报告", "报警", "拨打",
        ],
    );
    trigger && must
}
