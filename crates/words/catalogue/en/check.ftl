# check: keys start with check-; the sentences of a rule carry its name.
check-basis-line = { $document }, { $clause } (since { $since }): { $demand }
check-to-be-verified = { $clause } (to be verified)
check-page-head = kind { $kind }, severity { $severity }, certainty { $certainty }, since { $since }
check-reason = reason: { $reason }
check-law = basis: { $basis }
check-instead = instead: { $fix }
check-document = the whole document
check-also = { $count ->
    [one] one more place: line { $lines }
   *[other] { $count } more places: lines { $lines }
    }
check-nothing = no findings
check-nothing-read = no findings in what was read; { $unread ->
    [one] one file was not read
   *[other] { $unread } files were not read
    }
check-count = { $count ->
    [one] one finding
   *[other] { $count } findings
    }
check-no-rule = there is no rule “{ $code }”
check-not-read = { $file }: { $detail }
check-not-utf8 = not a text that can be read
check-bad-yaml = line { $line }, column { $column }: { $detail }
check-format-unknown = files of this kind cannot be read yet
check-too-large = the file is too large: more than { $most } megabytes
check-severity-critical = critical
check-severity-major = major
check-severity-minor = minor
check-blank-left-open = this is still blank
check-blank-left-open-fix = fill in the name, number or date, or drop the sentence
check-number-out-of-order = this number does not follow the one before
check-number-out-of-order-fix = correct the number, or put back what was lost in between
check-report-without-limit = “{ $word }” is no limit: nobody can say when it is too late
check-report-without-limit-fix = say within how many minutes or hours, who reports and to whom
check-recipient-unnamed = whom to tell is not named
check-recipient-unnamed-fix = name the department and its number, one for each kind of event
check-log-kept-too-short = network logs are kept for about { $days } days; the law asks for at least six months
check-log-kept-sixty-days = { $days } days were once enough for network logs, by the measures of 2000; since 2017 the Cybersecurity Law asks for at least six months
check-log-kept-too-short-fix = write at least six months (more than 180 days)
check-group-never-formed = the plan calls upon this group and does not say who is in it
check-group-never-formed-fix = name the head, the deputy and the members with their phones
check-commander-without-substitute = nobody stands in for “{ $post }”
check-commander-without-substitute-fix = name a deputy, and who it is at night and on holidays
check-grade-without-criteria = this grade is listed, and nothing says what makes it
check-grade-without-criteria-fix = give conditions that can be checked: people, hours, reach
check-no-end = nothing says when it is over and who declares it
check-no-end-fix = add a section: the conditions of the end, who declares it, and what follows
check-lift-in-a-fire = nobody leaves by lift in a fire
check-lift-in-a-fire-fix = use the stairs, and give those who cannot walk a named helper
check-alcohol-sprayed = sprayed alcohol burns or explodes at a spark
check-alcohol-sprayed-fix = wipe with alcohol, or spray something that does not burn
check-back-into-gas = people have left, and this step sends them back to the leak
check-back-into-gas-fix = do it on the way out if it can be reached, or leave it to trained people with protection
check-help-called-late = calling only when the fire cannot be put out is late and against the law
check-help-called-late-fix = call 119 at once, and fight the fire at the same time
check-evidence-removed-first = this wipes what no step before has kept
check-evidence-removed-first-fix = add a step before it: take pictures, keep the logs, make an image
check-paid-posters = posting by hired people or under a false identity is against the law
check-paid-posters-fix = answer openly in the name of the organisation
check-annex-not-there = “{ $annex }” is referred to and is not in the text
check-annex-not-there-fix = add it, or say where it is found
check-drill-without-period = nothing says how often the drill is held
check-drill-without-period-fix = say how many times a year, in which month, and who holds it
check-several-documents = another document begins here
check-several-documents-fix = keep the documents in files of their own and check each
check-symptoms-joined = as written, somebody with fever alone or symptoms alone may enter
check-symptoms-joined-fix = write “or” instead of “and”
check-part-of-plan-missing-fix = add this part
check-step-without-post-fix = choose a post
check-step-without-limit-fix = give minutes or hours
check-name-not-there-fix = write an id that exists, or add the element
check-id-twice-fix = give one of them another id
check-steps-in-a-circle-fix = drop one of the “after”
check-condition-does-not-fit-fix = write the condition with the facts of the event
check-recipient-missing-fix = say which department receives it
check-head-missing-fix = write “head” in “meta”
check-end-without-sign-off-fix = write “sign_off” with a post in “closing”
check-ladder-out-of-order = the rungs of “{ $notice }” are not in the order of their times
check-ladder-out-of-order-fix = put the rungs in the order of their times
check-nobody-at-night = “{ $post }” works in working hours, and so do all its substitutes
check-nobody-at-night-fix = add a substitute who is on duty at other hours
