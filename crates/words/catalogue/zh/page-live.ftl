# Pages that are kept live: keys start with page-live-.
page-live-lost = 自{ $time }起本页未再更新：与服务器的连接断开，正在自动重连。
page-live-changed = 本页内容已有较大变动。请先提交或记下正在填写的内容，再刷新本页。
page-live-full = 同时打开的实时页面已达上限，本页暂不自动更新；可手动刷新。请关闭不用的页面，30秒后会自动重试。
