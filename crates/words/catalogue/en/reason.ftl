# Reasons and values of facts.
reason-open = depends on: { $claims }
reason-not = not: { $name }
reason-one-of = { $name } is { $texts }
reason-none-of = { $name } is not { $texts }
reason-question = { $name }: how is it at present?
known-unknown = unknown
known-at-least = at least { $value }
known-at-most = at most { $value }
