### What customers call units and packs when they type them, beside the names that machines and Amazon use. Each
### message is a list of words; no blank is within one.

# Litres.
litres = liter liters litre litres

# Millilitres.
millilitres = milliliter milliliters millilitre millilitres

# Kilograms.
kilograms = kilo kilos kilogram kilograms

# Grams.
grams = gram grams gr

# Ounces, of a weight or of a volume.
ounces = ounce ounces

# Pounds, as in the United States; what Germans and French call one is half a kilogram.
pounds = pound pounds

# Counted things.
pieces = piece pieces pc pcs capsule capsules tab tabs

# Percent.
percent = percent

# Packs as Amazon sends them.
packs = pack packs package packages packet packets box boxes
