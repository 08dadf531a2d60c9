# Tables that cannot be read.
sheet-kind = { $file }: only .xlsx or .csv files can be imported.
sheet-old-excel = { $file } is in the old Excel format; save it as .xlsx and try again.
sheet-too-large = { $file } is too large, packed or unpacked; split it into several files.
sheet-too-many-rows = { $file } has more than { $rows } rows; split it into several files.
sheet-damaged = { $file } cannot be read: it is damaged, locked by a password, or no table.
sheet-no-text = The encoding of { $file } cannot be read; save it as UTF-8 or GBK.
