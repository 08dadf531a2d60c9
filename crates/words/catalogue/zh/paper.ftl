# Documents out: the quick report and the closing report. What a form asks stands in the form.
paper-title = { $organisation }关于{ $event }的{ $kind }
paper-closing = 总结报告
paper-drill = 【演练】不是真实事件
paper-sample = 示例单位，不是真实文书
paper-as-of = 本文由系统依据记录填写，记录截至{ $at }。
paper-opening = { $at }，{ $place }发生{ $event }。现将有关情况报告如下。
paper-opening-without-place = { $at }发生{ $event }。现将有关情况报告如下。
paper-addressee = { $to }：
paper-day-open = 　　年　月　日
paper-head = { $number ->
        [1] 一
        [2] 二
        [3] 三
        [4] 四
        [5] 五
        [6] 六
        [7] 七
        [8] 八
        [9] 九
       *[10] 十
    }、{ $head }
paper-item = { $label }：{ $text }
paper-blank = 　记录中没有，待填　
paper-at = { $time }，{ $said }
paper-measure = { $time }，{ $who }：{ $task }
paper-grade-because = { $grade }（{ $facts }）
paper-nobody-missing = 0人
paper-under-way = 正在办理：{ $tasks }
paper-post-who = { $post } { $who }

# Heads of the closing report.
paper-basic = 基本情况
paper-course = 主要经过
paper-command = 定级与指挥
paper-tasks = 处置任务
paper-reports = 报告报送
paper-unheard = 未能告知的情况和红线
paper-casualties = 伤亡和损失
paper-limits = 时限执行
paper-end = 响应结束
paper-open-matters = 未了事项

# What it says under them.
paper-organisation = 单位
paper-event = 事件
paper-place = 地点
paper-happened = 发生时间
paper-reported = 接报时间
paper-reported-by = 报告来源
paper-run-by = 执行预案
paper-plan = 《{ $title }》第{ $version }版
paper-grade = 级别
paper-leader = 现场指挥
paper-course-none = 记录中没有经过。
paper-command-none = 记录中没有定级和指挥的变动。
paper-tasks-none = 没有下达任务。
paper-passed = 条件不成立、没有办的步骤：{ $tasks }。
paper-reports-none = 没有出现需要报送的情形。
paper-report-limit = { $report }的时限：{ $limit }。
paper-unheard-none = 记录中没有未能告知的情况，也没有红线。
paper-no-receipt = 没有送达回执，本人也没有答复：{ $people }（{ $task }）
paper-no-receipt-release = 结束通知没有送达回执：{ $people }
paper-limits-counted = 共{ $all }项任务：时限内办结{ $within }项，逾期办结{ $late }项，逾期未办结{ $lapsed }项，其他未办结{ $open }项，办结但没有时限{ $without }项。
paper-limits-waived = 另有{ $count }项决定不再办理。
paper-limits-all-kept = 没有超过时限的任务。
paper-end-proposed = 提出结束
paper-end-signed = 签字
paper-signed = { $post } { $who }，{ $at }
paper-ended = 结束时间
paper-released = 结束通知
paper-open-none = 所有任务都已办结。
paper-missing = 记录中没有、需要补充的：{ $labels }。
paper-more-rows = 其余{ $count }条见日志

# Columns, and what stands in them.
paper-time = 时间
paper-what = 内容
paper-task = 任务
paper-post = 岗位
paper-opened = 下达
paper-answered = 答复
paper-done = 办结
paper-outcome = 结果
paper-report = 报告
paper-to = 报送对象
paper-due-head = 应于
paper-sent = 送出
paper-nobody = 无人答复
paper-done-at-once = 直接办结
paper-done-without-answer = 未先答复，告知过{ $rungs }级
paper-cannot = 答复办不了
paper-cannot-because = 答复办不了：{ $why }
paper-not-done = 未办结
paper-not-sent = 未报送
paper-not-recorded = 没有记录
paper-within = 时限内
paper-late = 逾期办结
paper-lapsed = 逾期未办结
paper-open = 未办结
paper-no-limit = 没有时限
paper-waived = 决定不再办理
paper-with-limit = { $said }（时限{ $due }）
