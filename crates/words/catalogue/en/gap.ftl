# What a plan lacks before it can be published.
gap = { $element }: { $lack }
gap-element = { $section } “{ $name }”
gap-title = no title
gap-posts = no post at all
gap-events = no event type, so nothing can be reported
gap-notices = no notice rule, so nobody is told when nobody answers
gap-procedure = no procedure
gap-event = does not say which event it answers
gap-steps = no step
gap-post = does not say who does it
gap-limit = no limit of time
gap-recipient = does not say who receives it
gap-head = the post that heads the organisation is not named, so the clock of a report cannot start
gap-sign-off = does not say how it ends, or who signs
gap-unknown = names { $section } “{ $id }”, which does not exist
gap-twice = the id “{ $id }” stands twice
gap-circle = steps wait for each other and can never start
gap-condition = condition “{ $source }” does not fit event “{ $event }”: { $errors }

# Sections of a plan.
section-meta = about the plan
section-posts = posts
section-events = event types
section-notices = notice rules
section-post = post
section-group = group
section-event = event type
section-grade = grade
section-procedure = procedure
section-step = step
section-report = report
section-notice = notice rule
section-signal = signal rule
section-fact = fact
section-closing = closing
