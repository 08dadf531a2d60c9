# people: keys start with page-people-.
