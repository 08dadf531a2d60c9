# duty: keys start with page-duty-.
