# Signing in: keys start with page-signin-.
page-signin-title = 登录
page-signin-officer = 值班员
page-signin-by-link = 收到任务通知的，直接点通知里的链接，不用登录。
page-signin-how = 用终端里打印的一次性登录链接打开本系统。链接用过或过期后，重新启动程序会打印新的。
page-signin-offer = 这是一次性登录链接，按下按钮后失效。
page-signin-button = 登录值守台
page-signin-used-up = 这个登录链接已用过、过期或不完整。
page-signin-report = 报告事件，不用登录
