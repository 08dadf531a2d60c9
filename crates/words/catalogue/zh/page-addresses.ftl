# 联系方式。
page-addresses-how-sms = 短信填电话号码：5到15位数字，可以带开头的“+”
page-addresses-how-mail = 邮件填完整的邮箱地址，例如name@example.org
page-addresses-how-wecom = 企业微信填通讯录里的账号或手机号，不带空格
page-addresses-how-dingtalk = 钉钉填手机号或账号，不带空格
page-addresses-how-feishu = 飞书填成员的open_id，不带空格
page-addresses-how-ntfy = ntfy填主题名：最多64个字母、数字、“-”和“_”
page-addresses-how-none = 没有这个渠道；可选sms、mail、wecom、dingtalk、feishu、ntfy
