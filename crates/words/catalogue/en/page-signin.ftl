# Signing in: keys start with page-signin-.
page-signin-title = Sign in
page-signin-by-link = If you received a notice, open the link in it; no sign-in is needed.
page-signin-how = Forgotten password, lost phone, or told to wait: ask an administrator for a one-time sign-in link. An administrator who cannot get in starts the program again in the server’s terminal, which prints a new one.
page-signin-offer = This is a one-time sign-in link; the button uses it up.
page-signin-button = Sign in to the desk
page-signin-used-up = This sign-in link was used, has expired or is incomplete.
page-signin-report = Report an incident without signing in
page-signin-login = Name
page-signin-password = Password
page-signin-code = One-time or recovery code (if turned on)
page-signin-send = Sign in
page-signin-wrong = Name, password or code are not right. Check them and try again.
page-signin-needs-code = This account asks for a one-time code too. Fill it in with the password.
page-signin-wait = Too many wrong tries. Try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
    }. A browser used before, one-time links and the links of duties are not held back.
