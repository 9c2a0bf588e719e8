let_order_go = { $maker } revisó un pedido en espera y lo dejó salir
withdrew_order = { $maker } retiró un pedido en espera
