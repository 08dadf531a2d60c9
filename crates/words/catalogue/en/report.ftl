# Reports and whose limit binds.
report-whose-statute = statute
report-whose-sector = sector rule
report-whose-superior = superior authority
report-whose-own = this organisation
report-clock-head-told = from when the head of the organisation is told
report-clock-reported = from when the organisation receives the report
report-clock-known = from when it is confirmed
report-basis = “{ $document }”
report-basis-clause = “{ $document }”, { $clause }
report-own-plan = our own plan
report-own-plan-clause = our own plan, { $clause }
report-unverified = { $said } (to be verified)
report-limit = { $where }: { $length }
report-stricter-than = stricter than { $whose } with { $length }
report-same-as = the same as { $whose }
report-binds-others = { $where } binds { $bound }, not { $own }
