# Reasons and values of facts.
reason-open = 取决于：{ $claims }
reason-not = 未出现：{ $name }
reason-one-of = { $name }为{ $texts }
reason-none-of = { $name }不是{ $texts }
reason-question = { $name }：现在是什么情况？
known-unknown = 不明
known-at-least = 至少{ $value }
known-at-most = 至多{ $value }
