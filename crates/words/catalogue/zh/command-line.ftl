# command-line: keys start with command-line-.
