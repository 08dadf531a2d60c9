# Times and lengths of time.
time-day = { $year }年{ $month }月{ $day }日
time-full = { $year }年{ $month }月{ $day }日 { $weekday ->
        [1] 周一
        [2] 周二
        [3] 周三
        [4] 周四
        [5] 周五
        [6] 周六
       *[7] 周日
    } { $time }
time-left = 还有 { $length }
time-over = 超 { $length }
time-hour-and-minutes = { $hours } 小时 { $minutes } 分
time-hours = { $hours } 小时
time-days = { $days } 天
time-days-and-hours = { $days } 天 { $hours } 小时

span-at-once = 立即
span-days = { $count }天
span-hours = { $count }小时
span-minutes = { $count }分
span-only-minutes = { $count }分钟
span-seconds = { $count }秒
between-spans = {""}
