# Signals, their rules and a trial: keys start with page-signals-.
page-signals-title = Signals
page-signals-why = Alerts from other systems are taken by rules of the published plans; what no rule takes is counted and archived, not recorded
page-signals-try = Try it
page-signals-try-why = A trial only: nothing is recorded, nobody is told
page-signals-pasted = Labels or an alert
page-signals-pasted-how = One “label=value” a line, such as event=gas-leak; or paste JSON of Alertmanager.
page-signals-button = See what would happen
page-signals-empty = There is nothing: write labels, one “label=value” a line.
page-signals-bad-line = Line { $line } is no “label=value”. Write one label a line.
page-signals-bad-json = This is nothing of Alertmanager that can be read: { $detail }. Paste all of the JSON, or write one “label=value” a line.
page-signals-too-many = At most 20 are tried at once, and these are { $count }. Paste fewer.
page-signals-unusable = Number { $number } would be turned away: { $why }
page-signals-rules = { $count ->
    [one] { $count } rule
   *[other] { $count } rules
    }
page-signals-no-rules = No published plan has signal rules: say in a plan’s signals which labels report which event.
page-signals-place = Place
page-signals-untaken = { $count } today that no rule took
page-signals-untaken-why = Sent again, a signal counts once; the originals are in archive in the data folder
page-signals-untaken-none = Since the start a rule took every signal.
page-signals-answer = What number { $number } would do
page-signals-nothing-recorded = Nothing was recorded
page-signals-known = A rule has taken this signal already; sent again, it is no news.
page-signals-would-resolve = A rule has taken this signal already; sent like this, it is recorded as resolved.
page-signals-to-incident = Open the incident
page-signals-over = Its end is past, and it is none that a rule took: nothing would change.
page-signals-taken = Taken by the rule “{ $rule }” of { $plan }.
page-signals-event = Event
page-signals-joins = It joins the running incident of this kind.
page-signals-new = It reports a new incident.
page-signals-no-place = Not said
page-signals-facts = Facts
page-signals-no-facts = This rule reads no facts
page-signals-fact = { $fact } (label { $label })
page-signals-fact-absent = { $name }: no label { $label }, stays unknown
page-signals-fact-unread = { $name }: “{ $value }” of label { $label } cannot be read, stays unknown
page-signals-then = Then
page-signals-counts = { $duties ->
    [one] { $duties } duty
   *[other] { $duties } duties
    } in all, { $people ->
    [one] { $people } person is told
   *[other] { $people } people are told
    }
page-signals-not-taken = No rule takes it: it is counted and archived only.
page-signals-label-differs = { $name } should be “{ $wanted }”, here it is “{ $value }”
page-signals-label-absent = no label { $name }, it should be “{ $wanted }”
