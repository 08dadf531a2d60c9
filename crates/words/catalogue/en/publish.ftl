# publish: keys start with publish-.
publish-done = Published: { $title }, version { $version } (organisation { $organisation })
publish-gaps = It cannot be published yet; { $count } things must be filled or mended:
publish-server-unreachable = The server of this data folder is running, but the plan could not be handed to it: { $detail }
publish-too-large = The plan file is over { $limit } bytes
publish-which-organisation = The data folder holds no organisation yet, or several: say which with --organisation (letters, digits, hyphens, such as my-school)
