let_order_go = { $maker } ha controllato un ordine in attesa e lo ha lasciato partire
withdrew_order = { $maker } ha ritirato un ordine in attesa
