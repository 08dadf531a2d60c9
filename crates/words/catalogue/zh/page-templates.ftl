# Wording of notices: keys start with page-templates-.
page-templates-title = 通知措辞
page-templates-why = 留空就用系统默认的措辞。【演练】、【人身安全】、【可能重复】等标记和链接、短码总会自动加上。
page-templates-own = 用本单位的措辞
page-templates-usual = 用系统默认的措辞
page-templates-places = 可以填入：{ $places }
page-templates-zh = 中文
page-templates-en = 英文
page-templates-preview = 预览
