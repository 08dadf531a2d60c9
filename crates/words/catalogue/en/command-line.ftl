# command-line: keys start with command-line-.
command-line-about = changbei: reads emergency plans, runs them when something happens, and proves afterwards what was done
command-line-serve = start the server of one organisation
command-line-verify = check that the journal is whole; needs no network
command-line-data = data folder
command-line-backup = back the data folder up into one file, beside a running server
command-line-backup-file = the backup
command-line-backed-up = Backed up: { $organisations ->
        [one] one organisation
       *[other] { $organisations } organisations
    }, { $records ->
        [one] one record
       *[other] { $records } records
    }, { $sealed ->
        [one] one personal value
       *[other] { $sealed } personal values
    }, { $blobs ->
        [one] one file
       *[other] { $blobs } files
    }. The backup holds keys and personal values: keep it as carefully as the data folder.
command-line-restore = make a new data folder from a backup
command-line-restored = Restored and verified: { $organisations ->
        [one] one organisation
       *[other] { $organisations } organisations
    }, { $records ->
        [one] one record
       *[other] { $records } records
    }, { $sealed ->
        [one] one personal value
       *[other] { $sealed } personal values
    }, { $blobs ->
        [one] one file
       *[other] { $blobs } files
    }
command-line-head = heads kept elsewhere: a mail, the journal.head of another folder, text typed in from paper
command-line-database = the PostgreSQL database of the records (postgres://…); without it they are in the data folder
command-line-listen = address to listen on
command-line-config = configuration of the channels; changbei.toml in the data folder where absent
command-line-public-url = address at which others reach this machine; the address listened on where absent
command-line-sample = use a sample organisation: { $known }
command-line-files = files or folders to look at
command-line-findings-format = print for people (text), for programs (json) or for editors and code hosts (sarif)
command-line-format = print for people (text) or for programs (json)
command-line-serving = changbei is running: { $url }
command-line-sign-in = Sign-in link (once, within 12 hours): { $url }
command-line-unknown-sample = There is no sample organisation called “{ $id }”; there are: { $known }
command-line-not-sample = Sample settings (CHANGBEI_SAMPLE_…) go with --sample in a data folder made by it; choose another --data folder
command-line-no-organisation = The data folder holds no organisation yet; try --sample school, or publish a plan first
command-line-trouble = Cannot go on: { $detail }
command-line-io = { $doing }: { $detail }
command-line-publish = publish a checked plan as the next version
command-line-plan = plan file (YAML)
command-line-organisation = id of the organisation; it is made where there is none yet
command-line-check = check plans, written or in YAML; a folder stands for the plans in it
command-line-rule = show the page of a rule
command-line-code = code or name of a rule, such as P005
command-line-schema = print the JSON Schema of the plan language
command-line-drill = play a plan in simulated time
command-line-event = what happens; drawn by the seed where absent
command-line-grade = how severe; drawn by the seed where absent
command-line-runs = how many runs
command-line-seed = from which all chance comes
command-line-require = exit with 1 when a limit is kept in fewer runs of a hundred
command-line-select = apply only these rules (codes or names, with commas)
command-line-ignore = leave these rules out
command-line-severity = the least severity shown: critical, major or minor
command-line-check-config = settings of the check; otherwise changbei-check.toml beside the file
