# Duties: where they stand, answers, evidence, whom a rung tells.
duty-open = unanswered
duty-acknowledged = taken on
duty-discharged = done
duty-refused = cannot
duty-lapsed = overdue
duty-answer-got-it = Got it, going now
duty-answer-cannot = I cannot
duty-answer-done = Done
duty-evidence-text = a sentence
duty-evidence-photo = a photo
tell-holder = the duty’s post
tell-substitute = the substitute
tell-commander = the commander
tell-call-list = onto the call list, the duty officer rings
tell-red-line = red line
tell-at = { $time } tell { $whom }
tell-at-last = { $time } { $what }
