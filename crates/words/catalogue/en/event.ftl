# One sentence of the timeline for every event. Times stand in the gutter beside it.
event-founded = Organisation “{ $name }” was set up ({ $kind })
event-founded-sample = Sample organisation “{ $name }” was set up ({ $kind })
event-started = The system started; notices still owed go out again and may be repeats
event-working-hours-set = Working hours are known up to { $day }
event-working-hours-low = The known working hours run low; extend the calendar
event-watch-set = Who is on duty next changes at { $at }
event-watch-over = No incident is running; changes of the watch are not awaited
event-clock-ahead = The clock of the machine leapt from { $stood } to { $wall }, and that much time had not passed; somebody is asked, and timers go on at { $until } at the latest
event-clock-back = The clock of the machine went back from { $stood } to { $wall }; somebody is asked, and timers go on at { $until } at the latest
event-clock-right = { $who } confirmed that the new time is right; timers go on
event-clock-wrong = { $who } said that the new time is wrong; time goes on from before
event-clock-unanswered = Nobody answered about the clock within 10 minutes; timers go on
event-clock-moved = time was set back, and with it the limits of open duties ({ $count })
event-already-so = { $who } asked for what was so already; nothing changed
event-person-set = Person entered or updated: { $person }
event-addresses-set = Addresses of { $person }: { $channels }
event-addresses-none = Addresses of { $person } removed
event-template-set = Worded by the organisation: { $kind }
event-template-dropped = Worded by the catalogue again: { $kind }
event-holders-set = { $post } is held by { $people }
event-right-set = The account { $account } has the right of { $role }
event-right-set-for = The account { $account } has the right of { $role }, used by { $person }
event-right-taken = The account { $account } has no rights any more
event-holders-none = Nobody holds { $post }
event-absence-set = { $person } is away from { $from } to { $to }
event-absence-set-for = { $person } is away from { $from } to { $to } ({ $reason })
event-person-left = { $person } has left the organisation
event-roster-set = Roster of { $post } changed: { $weekly } weekly shifts, { $dated } single ones
event-roster-none = Roster of { $post } emptied
event-substitutes-set = Substitutes of { $post }, in order: { $order }
event-substitutes-none = { $post } has no substitutes any more
event-substitutes-plan = Substitutes of { $post } are again as the plan says
event-calendar-set = Calendar changed: { $off } more days off, { $work } more workdays, working hours { $opens }–{ $closes }
event-absence-ended = { $person } is back
event-published = { $who } published “{ $title }”, version { $version }
event-signal-taken = Signal received: { $rule }
event-signal-resolved = A signal is over
event-reported = { $who } reported: { $event }; the plan’s version { $version } applies
event-reported-place = place: { $place }
event-happened = happened at { $at }
event-facts-stated = { $who } stated: { $facts }
event-graded = { $grade }
event-because = because { $reason }
event-leader-named = Commander: { $leader }
event-leader-none = No commander: { $leader }
event-head-told = The head of the organisation knew at { $at }; report limits run from here
event-opened = Duty given: { $task } ({ $post })
event-opened-due = Duty given: { $task } ({ $post }, by { $due })
event-passed = Not needed, its condition does not hold: { $task }
event-climbed = { $people } told ({ $whom }): { $task }
event-climbed-call-list = Onto the call list, ring { $people }: { $task }
event-climbed-nobody = Nobody could be told ({ $whom }): { $task }
event-late-for = planned for { $planned }, told late
event-red-line = Red line: nobody answered and nobody is left to tell. { $task }
event-answered-got-it = { $person } has taken it on: { $task }
event-answered-cannot = { $person } cannot: { $task }
event-answered-done = { $person } finished: { $task }
event-for-somebody = { $who }, for { $person },
event-took = took { $length }
event-done-late = after the deadline
event-photos = { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }
event-with-text = { $said } (“{ $text }”)
event-lapsed = Overdue: { $task } (due { $due })
event-reassigned = { $who } gave “{ $task }” to { $to }
event-told = told { $people }
event-told-nobody = nobody was told
event-waived = { $who } decided that “{ $task }” need not be done
event-waived-gone = the new version of the plan has no “{ $task }”; it need not be done
event-not-reported = { $who } decided that “{ $task }” is not to be made
event-by-clause = by: { $clause }
event-commented = { $who } on “{ $task }”: { $text }
event-grade-set = { $who } set { $grade }
event-grade-computed = by the facts it is { $grade }
event-grade-computed-none = by the facts no grade is certain
event-moved = { $who } moved the incident from version { $from } of the plan to version { $version }
event-moved-kept = { $count ->
        [one] one open duty is worded or timed as the new version has it
       *[other] { $count } open duties are worded or timed as the new version has it
    }
event-oral = told { $receiver } ({ $post }) by word of mouth at { $at }
event-oral-number = told { $receiver } ({ $post }, { $number }) by word of mouth at { $at }
event-delivered = Delivered to { $person } ({ $channel })
event-not-delivered = Not delivered to { $person } ({ $channel }): { $detail }
event-call-reached = { $person } was told by phone
event-call-no-answer = No answer by phone: { $person }
event-noted = { $who } noted: { $text }
event-end-proposed = { $who } proposed the end; its conditions hold, the signature is asked for
event-ended = The response ended; { $count ->
        [one] { $count } person is told
       *[other] { $count } people are told
    }
event-archived = What was left to do is done; the incident is archived
event-hold-set = { $who } set a hold: { $scope } must not be destroyed
event-hold-set-until = { $who } set a hold: { $scope } must not be destroyed before { $until }
event-hold-released = { $who } released a hold
event-erased = { $who } destroyed the personal content of a person ({ $ground }): { $values ->
        [one] one text or value
       *[other] { $values } texts and values
    }, { $files ->
        [one] one file
       *[other] { $files } files
    }
