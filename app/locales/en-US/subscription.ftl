### What Amazon says of a supply: whether it reorders it, and which product.

# Auto-reorder.
on = Auto-reorder is on.

# A product is missing.
off_without_product = Auto-reorder is off: no product is chosen on Amazon.

# Turned off by the customer.
off = Auto-reorder is off. It was turned off on Amazon.

# Not known yet.
unknown = Amazon has not said yet whether auto-reorder is on.

# No connection.
not_connected = This machine is not connected, so auto-reorder is off.

# A product without a name, by Amazon's number.
# $asin (String)
numbered = Amazon product { $asin }

# A product of which nothing is known.
some = A product chosen on Amazon

# A product with what one pack holds.
# $name (String)
# $content (String)
pack = { $name }, pack of { $content }
