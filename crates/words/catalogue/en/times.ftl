# Times and lengths of time.
time-day = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
time-full = { $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    } { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }, { $time }
time-left = { $length } left
time-over = { $length } over
time-hour-and-minutes = { $hours } h { $minutes } min
time-hours = { $hours } h
time-days = { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
time-days-and-hours = { $days ->
        [one] { $days } day
       *[other] { $days } days
    } { $hours } h

span-at-once = at once
span-days = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
span-hours = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
span-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
span-only-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
span-seconds = { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
between-spans = {" "}
