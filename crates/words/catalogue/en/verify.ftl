# What is wrong with a journal, and why it could not be used.
verify-database-missing = the database is missing (where the records lie in PostgreSQL, back up, restore into an empty folder, and verify that)
verify-database-unreadable = the database cannot be read: { $detail }
verify-database-not-ours = the database is not a changbei journal
verify-database-corrupt = the database file is broken: { $detail }
verify-schema-changed = the definition of table “{ $name }” was changed
verify-id-gap = row { $expected } was expected, row { $found } follows
verify-row-unreadable = row { $id } holds values that no record can have
verify-position-gap = { $organisation }: record { $expected } was expected, { $found } follows
verify-record-altered = { $organisation }: record { $position } was altered
verify-body-not-json = { $organisation }: the body of record { $position } is not JSON
verify-reference-unreadable = { $organisation }: record { $position } has a reference that cannot be read
verify-head-file-missing = the file of signed heads is missing
verify-head-file-forged = the file of signed heads does not hold: { $detail }
verify-head-key-missing = the key of the signed heads is missing
verify-head-keys-differ = the two halves of the key of the signed heads differ
verify-cut-at-end-inside = { $organisation }: cut at the end. The head file says { $head }, the database ends at { $ends }
verify-cut-at-end-outside = { $organisation }: cut at the end. A head kept elsewhere says { $head }, the database ends at { $ends }
verify-head-differs-inside = { $organisation }: record { $position } is not the one that the head file signed
verify-head-differs-outside = { $organisation }: record { $position } is not the one that a head kept elsewhere signed
verify-witness-forged = { $organisation }: the head kept elsewhere for { $position } is not signed by this journal
verify-sealed-missing = { $organisation }: record { $position } names sealed value { $id }, which is missing
verify-sealed-altered = { $organisation }: sealed value { $id } is not the one that record { $position } names
verify-sealed-unnamed = { $organisation }: no record names sealed value { $id }
verify-blob-missing = { $organisation }: record { $position } names file { $digest }, which is missing
verify-blob-altered = file { $digest } was altered
journal-in-use = another process is using the data folder
journal-full = the disk is full; nothing of this was recorded
journal-read-only = the data folder cannot be written
journal-not-ours = { $file } is not a changbei journal
journal-newer = the journal has format { $found }, this build knows { $known }; use a newer build
journal-damaged = the journal is damaged: { $finding }. Keep the data folder as it is, see all findings with changbei verify, then go on from a backup (changbei restore)
journal-unexpected-position = position { $expected } was expected, the journal stands at { $found }; read it again
journal-no-folder = { $path } is not a folder; name the data folder with --data
journal-already-there = { $path } is there already; nothing is written over it, choose another
journal-bad-backup = this is not a whole backup: { $what } cannot be read; take another one
journal-too-large = the file has { $bytes } bytes, over the limit of { $limit }
journal-other = { $detail }
verify-organisation = { $organisation }: { $last } records, signed up to record { $signed }
verify-witnessed = { $organisation }: a head kept elsewhere proves it up to record { $witnessed }; nothing outside proves what came after
verify-bad-head = { $file } has no head, or one that cannot be read; a head starts with changbei-head-1, compare it letter by letter
verify-left-out = { $count } more are not listed
verify-whole = The journal is whole: every record fits its chain
verify-proves-nothing-after = The signature proves it up to the signed head; a head kept on this machine alone has no outside witness
verify-not-whole = The journal is not whole: { $count ->
        [one] one finding
       *[other] { $count } findings
    }
