# Reports and whose limit binds.
report-whose-statute = 法规
report-whose-sector = 行业规定
report-whose-superior = 上级
report-whose-own = 本单位
report-clock-head-told = 自单位负责人接报起
report-clock-reported = 自本单位接报起
report-clock-known = 自情况确认起
report-basis = 《{ $document }》
report-basis-clause = 《{ $document }》{ $clause }
report-own-plan = 本单位预案
report-own-plan-clause = 本单位预案 { $clause }
report-unverified = { $said }（待核实）
report-limit = { $where }：{ $length }
report-stricter-than = 严于{ $whose }{ $length }
report-same-as = 与{ $whose }相同
report-binds-others = { $where }约束{ $bound }，不约束{ $own }
