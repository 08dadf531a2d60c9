# Duties: where they stand, answers, evidence, whom a rung tells.
duty-open = 未答复
duty-acknowledged = 已知悉
duty-discharged = 已办结
duty-refused = 办不了
duty-lapsed = 已逾期
duty-answer-got-it = 知道了，马上去
duty-answer-cannot = 办不了
duty-answer-done = 办结
duty-evidence-text = 文字说明
duty-evidence-photo = 照片
tell-holder = 任务岗位
tell-substitute = 替补
tell-commander = 现场指挥
tell-call-list = 列入呼叫单，由值班员打电话
tell-red-line = 亮红线
tell-at = { $time } 告知{ $whom }
tell-at-last = { $time } { $what }
