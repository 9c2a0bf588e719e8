cancelled = Cancelled
ended_by_customer = It was cancelled.
ended_disconnected = The machine was disconnected. An order already placed on Amazon is not cancelled by that.
