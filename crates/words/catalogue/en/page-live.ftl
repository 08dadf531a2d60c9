# Pages that are kept live: keys start with page-live-.
page-live-lost = Not live since { $time }: the line to the server is lost; trying again by itself.
page-live-changed = This page has changed too much to update. Send or note down what you are typing, then reload it.
page-live-full = As many live pages are open as this server takes, so this one is not updated by itself; reload it by hand. Close pages that nobody needs; it tries again in 30 seconds.
