# Grades. The name of a plan's own grade goes before these.
grade-1 = 特别重大
grade-2 = 重大
grade-3 = 较大
grade-4 = 一般
grade-colour-1 = 红
grade-colour-2 = 橙
grade-colour-3 = 黄
grade-colour-4 = 蓝
grade-short = { $numeral }级
grade-without-colour = { $numeral }级 { $name }
grade-full = { $numeral }级 { $name } { $colour }
grade-none = 尚未定级
grade-because = 现定{ $grade }：{ $reason }
grade-possible = 还可能是{ $grades }
grade-possible-ask = 还可能是{ $grades }，取决于{ $fact }
