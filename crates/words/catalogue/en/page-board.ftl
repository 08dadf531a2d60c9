# board: keys start with page-board-.
