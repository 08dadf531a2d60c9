# Signing in: keys start with page-signin-.
page-signin-title = 登录
page-signin-by-link = 收到任务通知的，直接点通知里的链接，不用登录。
page-signin-how = 忘了密码、丢了手机或要等待：请管理员给一个一次性登录链接；管理员自己进不来时，在服务器的终端里重新启动程序，会打印新的链接。
page-signin-offer = 这是一次性登录链接，按下按钮后失效。
page-signin-button = 登录值守台
page-signin-used-up = 这个登录链接已用过、过期或不完整。
page-signin-report = 报告事件，不用登录
page-signin-login = 登录名
page-signin-password = 密码
page-signin-code = 动态验证码或备用码（启用了才填）
page-signin-send = 登录
page-signin-wrong = 登录名、密码或验证码不对，请核对后再试。
page-signin-needs-code = 这个账号还要动态验证码，请连同密码一起填写。
page-signin-wait = 试错次数太多，请 { $seconds } 秒后再试。用过的浏览器、一次性登录链接和任务链接不受影响。
