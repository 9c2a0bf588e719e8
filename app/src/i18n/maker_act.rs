//! What the manufacturer did at a machine for its customer, and why.

use crate::i18n::messages;

messages! {
    /// A heading.
    acts(maker: &str) {
        en "What {maker} did for you"
        de "Was {maker} für Sie getan hat"
        fr "Ce que {maker} a fait pour vous"
        it "Cosa ha fatto {maker} per te"
        es "Lo que {maker} ha hecho por ti"
        ja "{maker}が行った対応"
    }
    /// Behind what was done: why, in the maker’s words.
    because(reason: &str) {
        en "Reason: {reason}"
        de "Grund: {reason}"
        fr "Motif : {reason}"
        it "Motivo: {reason}"
        es "Motivo: {reason}"
        ja "理由: {reason}"
    }
    /// What was done.
    restocked(maker: &str) {
        en "{maker} changed what is at home"
        de "{maker} hat den Vorrat geändert"
        fr "{maker} a modifié le stock"
        it "{maker} ha modificato la scorta"
        es "{maker} cambió las existencias"
        ja "{maker}が在庫を変更しました"
    }
    /// What was done.
    undid(maker: &str) {
        en "{maker} took an entry back"
        de "{maker} hat einen Eintrag zurückgenommen"
        fr "{maker} a annulé une entrée"
        it "{maker} ha annullato una voce"
        es "{maker} deshizo una entrada"
        ja "{maker}が記録を取り消しました"
    }
    /// What was done.
    new_code(maker: &str) {
        en "{maker} made a new code for the machine"
        de "{maker} hat einen neuen Code für das Gerät erstellt"
        fr "{maker} a créé un nouveau code pour l’appareil"
        it "{maker} ha creato un nuovo codice per l’apparecchio"
        es "{maker} creó un código nuevo para la máquina"
        ja "{maker}が機器の新しいコードを作成しました"
    }
    /// What was done.
    new_token(maker: &str) {
        en "{maker} gave the machine a new key"
        de "{maker} hat dem Gerät einen neuen Schlüssel gegeben"
        fr "{maker} a donné une nouvelle clé à l’appareil"
        it "{maker} ha dato una nuova chiave all’apparecchio"
        es "{maker} dio una clave nueva a la máquina"
        ja "{maker}が機器に新しいキーを発行しました"
    }
    /// What was done.
    disconnected(maker: &str) {
        en "{maker} disconnected the machine"
        de "{maker} hat das Gerät getrennt"
        fr "{maker} a déconnecté l’appareil"
        it "{maker} ha scollegato l’apparecchio"
        es "{maker} desconectó la máquina"
        ja "{maker}が機器の接続を解除しました"
    }
    /// What was done.
    ordered(maker: &str) {
        en "{maker} ordered this for you"
        de "{maker} hat das für Sie bestellt"
        fr "{maker} a passé cette commande pour vous"
        it "{maker} ha fatto questo ordine per te"
        es "{maker} hizo este pedido por ti"
        ja "{maker}が代わりに注文しました"
    }
    /// What was done.
    held(maker: &str) {
        en "{maker} put reordering on hold"
        de "{maker} hat das Nachbestellen angehalten"
        fr "{maker} a suspendu les commandes automatiques"
        it "{maker} ha sospeso il riordino"
        es "{maker} suspendió los pedidos automáticos"
        ja "{maker}が自動注文を一時停止しました"
    }
    /// What was done.
    let_go(maker: &str) {
        en "{maker} let reordering go on"
        de "{maker} hat das Nachbestellen wieder freigegeben"
        fr "{maker} a repris les commandes automatiques"
        it "{maker} ha riattivato il riordino"
        es "{maker} reanudó los pedidos automáticos"
        ja "{maker}が自動注文を再開しました"
    }
    /// What happens next: nothing, for the maker said so.
    on_hold(maker: &str) {
        en "{maker} has put reordering on hold."
        de "{maker} hat das Nachbestellen angehalten."
        fr "{maker} a suspendu les commandes automatiques."
        it "{maker} ha sospeso il riordino."
        es "{maker} ha suspendido los pedidos automáticos."
        ja "{maker}が自動注文を一時停止しています。"
    }
}
