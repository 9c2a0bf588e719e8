let_order_go = { $maker } hat eine wartende Bestellung geprüft und freigegeben
withdrew_order = { $maker } hat eine wartende Bestellung zurückgezogen
