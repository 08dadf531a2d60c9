# Addresses of people.
page-addresses-how-sms = A text message goes to a phone number: 5 to 15 digits, with or without a “+” before them
page-addresses-how-mail = Mail goes to a whole address such as name@example.org
page-addresses-how-wecom = WeCom takes the id from its address book or the mobile number, without blanks
page-addresses-how-dingtalk = DingTalk takes the mobile number or the id, without blanks
page-addresses-how-feishu = Feishu takes the open_id of the member, without blanks
page-addresses-how-ntfy = ntfy takes a topic: at most 64 letters, digits, “-” and “_”
page-addresses-how-none = There is no such channel; sms, mail, wecom, dingtalk, feishu and ntfy are
