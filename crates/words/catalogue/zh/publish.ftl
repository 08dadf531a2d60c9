# publish: keys start with publish-.
publish-done = 已发布：{ $title }，第{ $version }版（单位 { $organisation }）
publish-gaps = 还不能发布，有{ $count }处要补或要改：
publish-server-unreachable = 这个数据文件夹的服务正在运行，但没能把预案交给它：{ $detail }
publish-too-large = 预案文件超过{ $limit }字节
publish-which-organisation = 数据文件夹里还没有单位或有几个单位：请用 --organisation 指明是哪个（字母、数字和连字符，例如 my-school）
