# command-line: keys start with command-line-.
command-line-about = changbei: reads emergency plans, runs them when something happens, and proves afterwards what was done
command-line-serve = start the server of one organisation
command-line-verify = check that the journal is whole; needs no network
command-line-data = data folder
command-line-listen = address to listen on
command-line-public-url = address at which others reach this machine; the address listened on where absent
command-line-sample = use a sample organisation: school
command-line-files = files or folders to look at
command-line-format = print for people (text) or for programs (json)
command-line-serving = changbei is running: { $url }
command-line-sign-in = Sign-in link (once, within 12 hours): { $url }
command-line-unknown-sample = There is no sample organisation called “{ $id }”; there is: school
command-line-not-sample = Sample settings (CHANGBEI_SAMPLE_…) go with --sample in a data folder made by it; choose another --data folder
command-line-no-organisation = The data folder holds no organisation yet; try --sample school, or publish a plan first
command-line-trouble = Cannot go on: { $detail }
command-line-io = { $doing }: { $detail }
