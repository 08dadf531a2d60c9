# The organisation's own wording of notices: keys start with template-.
template-asked = Notice of a duty
template-chased = Notice that a duty is not answered or not done
template-released = Notice of the end
template-unknown = Nothing called “{ $name }” is put into such a notice.
template-brace = A brace is not closed, or was not opened.
template-lacks = It must have “{ $name }”, or nobody knows what to do.
template-long = It may have { $most } characters.
template-example-event = Gas leak
template-example-grade = Grade III
template-example-place = second canteen
template-example-post = Logistics
template-example-task = close the main gas valve outdoors
template-example-why = Nobody has answered yet; please see to it or send somebody else
template-example-deadline = answer by 02:34, finish by 02:39
template-example-leader = so-and-so
template-example-ended = 04:10
