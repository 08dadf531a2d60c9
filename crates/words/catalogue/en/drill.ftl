# drill: keys start with drill-.
drill-title = Drill: { $title } ({ $runs } runs, seed { $seed })
drill-story = Run { $run }, { $moment }:
drill-working = working hours
drill-off-hours = night or day off
drill-holder = holder of { $post }
drill-limits = Share of runs that kept each limit:
drill-limit = { $percent } %  { $task } (limit { $limit }, median { $median })
drill-bottlenecks = Posts that hold things up: { $posts }
drill-unknown-event = The plan has no event “{ $event }”; it has: { $known }
drill-out-of-reach = No facts were found by which the event has { $grade }
drill-bad-runs = Runs must be from 1 to 100000, not { $runs }
drill-text = invented for the drill
drill-desk = the desk
