disconnecting = Disconnecting stops all new orders for this machine at once. What Amazon told us about it is deleted. Its levels and journal stay, and the machine goes on working. An order that Amazon has already placed is not cancelled.
placed_order_stays = An order that Amazon has already placed is not cancelled.
