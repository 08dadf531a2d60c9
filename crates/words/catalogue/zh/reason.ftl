# Reasons and values of facts.
reason-open = 取决于：{ $claims }
reason-not = 未出现：{ $name }
reason-one-of = { $name }为{ $texts }
reason-none-of = { $name }不是{ $texts }
reason-question = { $name }：现在是什么情况？
known-unknown = 不明
known-at-least = 至少{ $value }
known-at-most = 至多{ $value }
reason-and = {" "}且{" "}

# Units that plans write in Chinese.
unit-people = 人
unit-yuan = 元
unit-ten-thousand-yuan = 万元
unit-hundred-million-yuan = 亿元
unit-metres = 米
unit-centimetres = 厘米
unit-kilometres = 千米
unit-square-metres = 平方米
unit-square-kilometres = 平方千米
unit-hectares = 公顷
unit-cubic-metres = 立方米
unit-kilograms = 千克
unit-tonnes = 吨
unit-celsius = 摄氏度
unit-metres-a-second = 米/秒
unit-millimetres-an-hour = 毫米/小时
unit-times = 次
unit-households = 户
unit-vehicles = 辆
