# drill: keys start with drill-.
drill-title = 推演：{ $title }（{ $runs }次，种子{ $seed }）
drill-story = 第{ $run }次，{ $moment }：
drill-working = 工作时间
drill-off-hours = 夜间或休息日
drill-holder = { $post }当班
drill-limits = 时限守住的次数占比：
drill-limit = { $percent }%　{ $task }（时限{ $limit }，中位用时{ $median }）
drill-bottlenecks = 拖后腿的岗位：{ $posts }
drill-unknown-event = 预案里没有事件“{ $event }”；有：{ $known }
drill-out-of-reach = 找不到能使事件达到{ $grade }的情况
drill-bad-runs = 次数应在1到100000之间，给的是{ $runs }
drill-text = 推演中虚构的内容
drill-desk = 值守台
