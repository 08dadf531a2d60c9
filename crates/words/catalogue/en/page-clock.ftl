# A leap of the machine's clock: keys start with page-clock-.
page-clock-title = The system’s clock needs a look
page-clock-ahead = The clock of the machine leapt from { $stood } to { $wall }, and that much time had not passed.
page-clock-back = The clock of the machine went back from { $stood } to { $wall }.
page-clock-start-ahead = The last record is of { $stood }; at the start the clock read { $wall }, more than 30 days later.
page-clock-start-back = The last record is of { $stood }; at the start the clock read { $wall }, which is before it.
page-clock-wait = Until somebody says which is right, earlier timers wait; new incidents, answers and first notices go on. Unanswered at { $until }, the timers go on, and what is late is marked so.
page-clock-right = The new time is right
page-clock-wrong = The new time is wrong
page-clock-right-ahead = Time goes on from { $wall }; what is due is told at once.
page-clock-wrong-ahead = Time is set back to { $stood } and goes on from there.
page-clock-right-back = Time is set back to { $wall }, and with it the limits of open duties.
page-clock-wrong-back = Time goes on from { $stood }.
