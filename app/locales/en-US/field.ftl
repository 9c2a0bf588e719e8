### Fields of forms.

# The name of a list of units beside an amount.
unit = Unit
