let_order_go = { $maker } a vérifié une commande en attente et l’a laissée partir
withdrew_order = { $maker } a retiré une commande en attente
