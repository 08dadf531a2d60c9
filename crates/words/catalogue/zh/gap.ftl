# What a plan lacks before it can be published.
gap = { $element }：{ $lack }
gap-element = { $section }“{ $name }”
gap-title = 没有标题
gap-posts = 一个岗位也没有
gap-events = 没有事件类型，无法报告事件
gap-notices = 没有通知规则，无人答复时不知道再告知谁
gap-procedure = 没有处置程序
gap-event = 没有写明针对哪类事件
gap-steps = 没有步骤
gap-post = 没有写明由谁办
gap-limit = 没有写时限
gap-recipient = 没有写明报给谁
gap-head = 没有指定单位负责人岗位，报告时限无从起算
gap-sign-off = 没有写明怎样结束，或由谁签字
gap-unknown = 提到的{ $section }“{ $id }”不存在
gap-twice = 编号“{ $id }”重复
gap-circle = 步骤互相等待，永远不能开始
gap-condition = 条件“{ $source }”用于事件“{ $event }”时有误：{ $errors }

# Sections of a plan.
section-meta = 基本信息
section-posts = 岗位
section-events = 事件类型
section-notices = 通知规则
section-post = 岗位
section-group = 工作组
section-event = 事件类型
section-grade = 级别
section-procedure = 处置程序
section-step = 步骤
section-report = 报告
section-notice = 通知规则
section-signal = 信号规则
section-fact = 要素
section-closing = 终止
