# Words that many pages and messages share.
erased = [erased]
somebody = somebody
this-incident = this incident
yes = yes
no = no
quoted = “{ $text }”
sentence = { $said }.
people-why = { $people } ({ $why })
person-of-post = { $person } ({ $post })

# What stands between parts that are put together.
between-items = ,{" "}
between-parts = ,{" "}
between-clauses = ;{" "}
between-sentences = {" "}

# Who acts.
by-token = Interface “{ $name }”
by-sender = Signal source “{ $name }”
by-claimed = { $person } (as claimed through a group's link)
by-anyone = A reporter without sign-in
by-courier = The courier
by-clock = The clock
by-node = The system

# What an organisation is, and organisations of that kind.
kind-school = school
kind-factory = producing or trading unit
kind-hospital = hospital
kind-town = township
kinds-school = schools
kinds-factory = producing and trading units
kinds-hospital = hospitals
kinds-town = townships
kind-this = this organisation
role-administrator = administrator
role-officer = duty officer
role-commander = commander
role-member = member
role-auditor = auditor
destroyed-on = [destroyed on { $day }]
hold-organisation = the personal content of the whole organisation
hold-person = the personal content of { $person }
hold-incident = the personal content of all who took part in “{ $event }”
hold-incident-over = the personal content of all who took part in an archived incident
ground-term-over = the term for keeping it is over
ground-purpose-met = its purpose is met and it is needed no more
ground-asked = the person asked for it or withdrew consent
ground-unlawful = it should not have been collected or kept
