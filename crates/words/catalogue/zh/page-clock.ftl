# A leap of the machine's clock: keys start with page-clock-.
page-clock-title = 系统时钟需要确认
page-clock-ahead = 机器时钟由{ $stood }跳到{ $wall }，其间没有过这么久。
page-clock-back = 机器时钟由{ $stood }退到{ $wall }。
page-clock-start-ahead = 上一条记录是{ $stood }，启动时机器时钟是{ $wall }，相隔30天以上。
page-clock-start-back = 上一条记录是{ $stood }，启动时机器时钟却是{ $wall }，在它之前。
page-clock-wait = 确认之前，此前的计时暂停；新事件、答复和首次告知照常。{ $until }前无人确认则恢复计时，迟到的标注延迟。
page-clock-right = 新时间正确
page-clock-wrong = 新时间有误
page-clock-right-ahead = 按{ $wall }计时，已到期的立即告知。
page-clock-wrong-ahead = 退回{ $stood }，接着计时。
page-clock-right-back = 退回{ $wall }计时，未办结任务的时限随之回拨。
page-clock-wrong-back = 从{ $stood }接着计时。
