# The room of an incident: keys start with page-incident-.
page-incident-graded = { $colour }, since { $time }
page-incident-header = The incident in short
page-incident-elapsed = Elapsed (since { $time })
page-incident-ended = Ended
page-incident-phase = phase: { $phase }
page-incident-leader = Commander
page-incident-duties-done = Duties done
page-incident-next-answer = Next: { $time }, { $post } to answer
page-incident-next-done = Next: { $time }, { $post } to finish
page-incident-missed-answer = Missed: { $time }, { $post } to answer
page-incident-missed-done = Missed: { $time }, { $post } to finish
