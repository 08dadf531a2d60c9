# Words that many pages and messages share.
erased = [erased]
somebody = somebody
this-incident = this incident
yes = yes
no = no
quoted = “{ $text }”
sentence = { $said }.
people-why = { $people } ({ $why })

# Who acts.
by-token = interface “{ $name }”
by-sender = signal source “{ $name }”
by-anyone = a reporter without sign-in
by-courier = the courier
by-clock = the clock
by-node = the system

# What an organisation is.
kind-school = schools
kind-factory = producing and trading units
kind-hospital = hospitals
kind-town = townships
kind-this = this organisation
