# The desk: keys start with page-desk-.
page-desk-title = Desk
page-desk-running = Running incidents
page-desk-counts = { $running } running, { $late } late
page-desk-off-hours = off hours
page-desk-report = Report an incident
page-desk-late = Late: { $count }
page-desk-late-count = { $count } late
page-desk-late-why = Stays here until answered or done
page-desk-next = Due next
page-desk-next-range = Within 24 hours
page-desk-next-none = Nothing is due within 24 hours.
page-desk-limit = Due
page-desk-task = Duty
page-desk-who = Who
page-desk-state = State
page-desk-then = If not
page-desk-red = Red line: nobody answered
page-desk-red-why = Nobody is left to tell; ring or go there now
page-desk-open = Open
page-desk-told-in-vain = { $post }: told without an answer, { $people }
page-desk-calls = Call list: { $count }
page-desk-calls-why = Ring now, one person a row
page-desk-calls-tried = Tried { $count ->
    [one] once
   *[other] { $count } times
  }
page-desk-no-number = no number known
page-desk-to-say = Say:{" "}
page-desk-answer-for = Answer for them
page-desk-reached = Reached
page-desk-no-answer = No answer
page-desk-on-duty = Who is on duty now
page-desk-call = Call
page-desk-signals = Last signals
page-desk-signals-none = No signal so far.
page-desk-over = Ended lately
page-desk-self = Self-check
page-desk-outbox = Notices waiting to go out: { $count }
page-desk-inside-only = { $count ->
    [one] 1 person cannot be reached from outside: no phone number and no address that works there
   *[other] { $count } people cannot be reached from outside: no phone number and no address that works there
    }
page-desk-position = Records in the log: { $count }
page-desk-untaken = { $count ->
    [one] { $count } signal today that no rule took
   *[other] { $count } signals today that no rule took
    }
