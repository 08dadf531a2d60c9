# The organisation's own wording of notices: keys start with template-.
template-asked = 任务通知
template-chased = 督促通知
template-released = 结束通知
template-unknown = 这类通知里没有“{ $name }”可填。
template-brace = 大括号不成对。
template-lacks = 必须写上“{ $name }”，否则收到的人不知道要做什么。
template-long = 最多{ $most }个字。
template-example-event = 燃气泄漏
template-example-grade = Ⅲ级 较大 黄
template-example-place = 第二食堂
template-example-post = 后勤组
template-example-task = 在室外关闭燃气总阀
template-example-why = 至今无人答复，请督促或另派人
template-example-deadline = 02:34前请答复，02:39前办结
template-example-leader = 某某
template-example-ended = 04:10
