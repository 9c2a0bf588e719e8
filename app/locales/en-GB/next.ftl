wait_for_restock = Two orders were cancelled, so we wait until you have restocked.
noted_cancellation = We noted that the last order was cancelled. We order again from { $day }.
