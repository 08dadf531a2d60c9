# incident: keys start with page-incident-.
