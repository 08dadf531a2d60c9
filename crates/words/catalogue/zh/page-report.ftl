# report: keys start with page-report-.
