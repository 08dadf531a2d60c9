# command-line: keys start with command-line-.
command-line-about = 常备：读懂应急预案，出事时照它运行，事后证明做过什么
command-line-serve = 启动一个单位的服务
command-line-verify = 检查日志是否完整，不需要网络
command-line-data = 数据文件夹
command-line-listen = 监听地址
command-line-public-url = 别人访问本机用的网址；不写则用监听地址
command-line-sample = 使用示例单位：school
command-line-files = 要看的文件或文件夹
command-line-format = 输出给人看（text）还是给程序看（json）
command-line-serving = 常备已启动：{ $url }
command-line-sign-in = 登录链接（只能用一次，12小时内有效）：{ $url }
command-line-unknown-sample = 没有叫“{ $id }”的示例单位；现有：school
command-line-not-sample = 示例设置（CHANGBEI_SAMPLE_…）只能与 --sample 一起用在由它建立的数据文件夹里；请另选 --data 文件夹
command-line-no-organisation = 数据文件夹里还没有单位；请用 --sample school 试用，或先用 publish 发布一份预案
command-line-trouble = 无法继续：{ $detail }
command-line-io = { $doing }：{ $detail }
