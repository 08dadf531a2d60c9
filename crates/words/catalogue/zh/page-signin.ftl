# signin: keys start with page-signin-.
