let_order_go = { $maker }が保留中の注文を確認し、送信しました
withdrew_order = { $maker }が保留中の注文を取り下げました
