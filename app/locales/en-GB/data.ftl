not_canceled = An order that Amazon has already placed is not cancelled.
