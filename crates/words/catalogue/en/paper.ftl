# Documents out: the quick report and the closing report. What a form asks stands in the form.
paper-title = { $organisation }: { $kind } on { $event }
paper-closing = Closing report
paper-drill = [Drill] Not a real incident
paper-sample = Sample organisation; not a real document
paper-as-of = Filled by the system from its record, as it stood on { $at }.
paper-opening = { $event } at { $place }, { $at }. What is known is reported below.
paper-opening-without-place = { $event }, { $at }. What is known is reported below.
paper-addressee = To: { $to }
paper-day-open = Date: ____________
paper-head = { $number }. { $head }
paper-item = { $label }: { $text }
paper-blank = ____ not in the record, to be filled ____
paper-at = { $time }, { $said }
paper-measure = { $time }, { $who }: { $task }
paper-grade-because = { $grade } ({ $facts })
paper-nobody-missing = 0
paper-under-way = Under way: { $tasks }
paper-post-who = { $who }, { $post }

# Heads of the closing report.
paper-basic = Basic facts
paper-course = What happened
paper-command = Grade and command
paper-tasks = Duties
paper-reports = Reports made
paper-unheard = People not reached, and red lines
paper-casualties = Casualties and loss
paper-limits = Limits kept and missed
paper-end = End of the response
paper-open-matters = Open matters

# What it says under them.
paper-organisation = Organisation
paper-event = Event
paper-place = Place
paper-happened = Time of the event
paper-reported = Time it was reported
paper-reported-by = Reported by
paper-run-by = Plan
paper-plan = “{ $title }”, version { $version }
paper-grade = Grade
paper-leader = Commander
paper-course-none = The record has no course of events.
paper-command-none = The record has no change of grade or command.
paper-tasks-none = No duty was opened.
paper-passed = Steps whose condition did not hold and that were not taken: { $tasks }.
paper-reports-none = Nothing that had to be reported came up.
paper-report-limit = Limit of “{ $report }”: { $limit }.
paper-unheard-none = The record has nobody who was not reached, and no red line.
paper-no-receipt = No receipt, and no answer of their own: { $people } ({ $task })
paper-no-receipt-release = No receipt for the notice of release: { $people }
paper-limits-counted = { $all } duties in all: { $within } done within their limit, { $late } done late, { $lapsed } past their limit and not done, { $open } otherwise not done, { $without } done without a limit.
paper-limits-waived = { $count ->
        [one] Besides, one duty need not be done.
       *[other] Besides, { $count } duties need not be done.
    }
paper-limits-all-kept = No duty passed its limit.
paper-end-proposed = End proposed
paper-end-signed = Signed
paper-signed = { $who }, { $post }, { $at }
paper-ended = Ended
paper-released = Notice of release
paper-open-none = Every duty is done.
paper-missing = Not in the record, to be added: { $labels }.
paper-more-rows = { $count } more in the log

# Columns, and what stands in them.
paper-time = Time
paper-what = What
paper-task = Duty
paper-post = Post
paper-opened = Opened
paper-answered = Answered
paper-done = Done
paper-outcome = Outcome
paper-report = Report
paper-to = To
paper-due-head = Due
paper-sent = Sent
paper-nobody = nobody answered
paper-done-at-once = done at once
paper-done-without-answer = finished without answering first; { $rungs } rungs were told
paper-cannot = answered: cannot
paper-cannot-because = answered: cannot ({ $why })
paper-not-done = not done
paper-not-sent = not sent
paper-not-recorded = not recorded
paper-within = within the limit
paper-late = done late
paper-lapsed = past its limit, not done
paper-open = not done
paper-no-limit = no limit
paper-waived = need not be done
paper-with-limit = { $said } (limit { $due })
