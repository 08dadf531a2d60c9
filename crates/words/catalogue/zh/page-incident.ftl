# The room of an incident: keys start with page-incident-.
page-incident-graded = { $colour }色·{ $time } 起
page-incident-header = 事件要点
page-incident-elapsed = 已历时（{ $time } 起）
page-incident-ended = 已结束
page-incident-phase = { $phase }阶段
page-incident-leader = 现场指挥
page-incident-duties-done = 任务办结
page-incident-next-answer = 下一时限·{ $time } { $post }答复
page-incident-next-done = 下一时限·{ $time } { $post }办结
page-incident-missed-answer = 已过时限·{ $time } { $post }答复
page-incident-missed-done = 已过时限·{ $time } { $post }办结
