//! What the manufacturer decided about orders that waited for it.

use crate::i18n::messages;

messages! {
    /// What was done.
    let_order_go(maker: &str) {
        en "{maker} checked an order that waited, and let it go"
        de "{maker} hat eine wartende Bestellung geprüft und freigegeben"
        fr "{maker} a vérifié une commande en attente et l’a laissée partir"
        it "{maker} ha controllato un ordine in attesa e lo ha lasciato partire"
        es "{maker} revisó un pedido en espera y lo dejó salir"
        ja "{maker}が保留中の注文を確認し、送信しました"
    }
    /// What was done.
    withdrew_order(maker: &str) {
        en "{maker} withdrew an order that waited"
        de "{maker} hat eine wartende Bestellung zurückgezogen"
        fr "{maker} a retiré une commande en attente"
        it "{maker} ha ritirato un ordine in attesa"
        es "{maker} retiró un pedido en espera"
        ja "{maker}が保留中の注文を取り下げました"
    }
}
