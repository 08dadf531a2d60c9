# desk: keys start with page-desk-.
