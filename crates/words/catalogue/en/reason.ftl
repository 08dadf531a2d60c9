# Reasons and values of facts.
reason-open = depends on: { $claims }
reason-not = not: { $name }
reason-one-of = { $name } is { $texts }
reason-none-of = { $name } is not { $texts }
reason-question = { $name }: how is it at present?
known-unknown = unknown
known-at-least = at least { $value }
known-at-most = at most { $value }
reason-and = {" "}and{" "}

# Units that plans write in Chinese.
unit-people = people
unit-yuan = yuan
unit-ten-thousand-yuan = × 10,000 yuan
unit-hundred-million-yuan = × 100,000,000 yuan
unit-metres = m
unit-centimetres = cm
unit-kilometres = km
unit-square-metres = m²
unit-square-kilometres = km²
unit-hectares = ha
unit-cubic-metres = m³
unit-kilograms = kg
unit-tonnes = t
unit-celsius = °C
unit-metres-a-second = m/s
unit-millimetres-an-hour = mm/h
unit-times = times
unit-households = households
unit-vehicles = vehicles
