# Signing in: keys start with page-signin-.
page-signin-title = Sign in
page-signin-officer = Duty officer
page-signin-by-link = If you received a notice, open the link in it; no sign-in is needed.
page-signin-how = Open changbei with the one-time link that the terminal printed. Once it is used or has expired, start the program again for a new one.
page-signin-offer = This is a one-time sign-in link; the button uses it up.
page-signin-button = Sign in to the desk
page-signin-used-up = This sign-in link was used, has expired or is incomplete.
page-signin-report = Report an incident without signing in
