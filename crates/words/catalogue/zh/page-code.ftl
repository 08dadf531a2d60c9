# Answering by short code: keys start with page-code-.
page-code-title = 用短码答复
page-code-how = 填通知里的短码和你手机号的后四位，就能打开你的任务。
page-code-code = 短码（6位，不分大小写）
page-code-number = 手机号后四位
page-code-button = 打开任务
page-code-unknown = 没有这个短码的待办任务，或手机号后四位不符。请核对通知；任务办结后短码失效。
page-code-too-many = 试的次数太多，请稍等一分钟再试，或打值班电话报短码。
page-code-else = 打不开时，打值班电话报短码，由值班员代为登记。
