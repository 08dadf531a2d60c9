# Words that many pages and messages share.
erased = 〔已删除〕
somebody = 某人
this-incident = 这次事件
yes = 是
no = 否
quoted = “{ $text }”
sentence = { $said }。
people-why = { $people }（{ $why }）
person-of-post = { $person }（{ $post }）

# What stands between parts that are put together.
between-items = 、
between-parts = ，
between-clauses = ；
between-sentences = {""}

# Who acts.
by-token = 接口“{ $name }”
by-sender = 信号来源“{ $name }”
by-claimed = { $person }（经群内链接自报，未核实）
by-anyone = 未登录的报告人
by-courier = 送信程序
by-clock = 到时
by-node = 系统

# What an organisation is, and organisations of that kind.
kind-school = 学校
kind-factory = 生产经营单位
kind-hospital = 医院
kind-town = 乡镇街道
kinds-school = 学校
kinds-factory = 生产经营单位
kinds-hospital = 医院
kinds-town = 乡镇街道
kind-this = 本单位
role-administrator = 管理员
role-officer = 值班员
role-commander = 指挥员
role-member = 成员
role-auditor = 审计员
destroyed-on = 〔已于{ $day }销毁〕
hold-organisation = 全单位的个人内容
hold-person = { $person }的个人内容
hold-incident = “{ $event }”事件参与人员的个人内容
hold-incident-over = 一起已归档事件参与人员的个人内容
ground-term-over = 保存期限已满
ground-purpose-met = 处理目的已实现，不再需要
ground-asked = 本人要求删除或撤回同意
ground-unlawful = 不应收集或保存
