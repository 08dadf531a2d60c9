# Grades. The name of a plan's own grade goes before these.
grade-1 = Extremely serious
grade-2 = Serious
grade-3 = Major
grade-4 = Ordinary
grade-colour-1 = red
grade-colour-2 = orange
grade-colour-3 = yellow
grade-colour-4 = blue
grade-short = Grade { $numeral }
grade-without-colour = Grade { $numeral }, { $name }
grade-full = Grade { $numeral }, { $name }, { $colour }
grade-none = No grade yet
grade-because = { $grade }: { $reason }
grade-possible = { $grades } still possible
grade-possible-ask = { $grades } still possible, depending on: { $fact }
