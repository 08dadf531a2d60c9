# Signals, their rules and a trial: keys start with page-signals-.
page-signals-title = 信号
page-signals-why = 外部系统送来的告警，由已发布预案中的规则认领；没有规则认领的只计数、留档，不记入日志
page-signals-try = 试一试
page-signals-try-why = 只推演，不记录，不通知任何人
page-signals-pasted = 标签或告警内容
page-signals-pasted-how = 每行一个“标签=值”，如 event=gas-leak；也可以粘贴 Alertmanager 的 JSON。
page-signals-button = 看看会怎样
page-signals-empty = 没有内容：请写标签，每行一个“标签=值”。
page-signals-bad-line = 第{ $line }行不是“标签=值”。请每行写一个标签。
page-signals-bad-json = 不是能读懂的 Alertmanager 内容：{ $detail }。请粘贴完整的 JSON，或每行写一个“标签=值”。
page-signals-too-many = 一次最多试20条，这里有{ $count }条。请少粘贴一些。
page-signals-unusable = 第{ $number }条会被退回：{ $why }
page-signals-rules = 规则{ $count }条
page-signals-no-rules = 已发布的预案都没有信号规则：在预案的 signals 中写明哪些标签报告哪个事件。
page-signals-place = 地点
page-signals-untaken = 今天无规则认领的{ $count }条
page-signals-untaken-why = 重复发送只算一条；原文在数据文件夹的 archive 中
page-signals-untaken-none = 启动以来没有无人认领的信号。
page-signals-answer = 第{ $number }条会怎样
page-signals-nothing-recorded = 什么都没有记录
page-signals-known = 这条信号已被认领，再送一次不是新消息。
page-signals-would-resolve = 这条信号已被认领；这样发送会记为“已解除”。
page-signals-to-incident = 打开事件
page-signals-over = 结束时间已过，又不属于已认领的信号：不会有任何变化。
page-signals-taken = 由《{ $plan }》的规则“{ $rule }”认领。
page-signals-event = 事件
page-signals-joins = 并入正在运行的同类事件。
page-signals-new = 报告一起新事件。
page-signals-no-place = 没有写明
page-signals-facts = 要素
page-signals-no-facts = 这条规则不读取要素
page-signals-fact = { $fact }（标签 { $label }）
page-signals-fact-absent = { $name }：没有标签 { $label }，仍为不明
page-signals-fact-unread = { $name }：标签 { $label } 的值“{ $value }”读不懂，仍为不明
page-signals-then = 随后
page-signals-counts = 共{ $duties }项任务，告知{ $people }人
page-signals-not-taken = 没有规则认领：只计数、留档。
page-signals-label-differs = { $name } 应为“{ $wanted }”，这里是“{ $value }”
page-signals-label-absent = 没有标签 { $name }，应为“{ $wanted }”
