//! Supplies that the maker's own shop sends.

use crate::i18n::messages;

messages! {
    /// A heading: who sends.
    sends(maker: &str) {
        en "{maker} sends your supplies"
        de "{maker} schickt Ihnen Nachschub"
        fr "{maker} vous envoie vos fournitures"
        it "{maker} ti invia le scorte"
        es "{maker} te envía tus suministros"
        ja "{maker}から消耗品が届きます"
    }
    /// What that means.
    orders_by_itself(maker: &str) {
        en "When something runs low, this machine orders it from {maker}. You can pause that for each supply at any time."
        de "Wenn etwas knapp wird, bestellt dieses Gerät es bei {maker}. Sie können das für jeden Vorrat jederzeit pausieren."
        fr "Quand quelque chose vient à manquer, cet appareil le commande chez {maker}. Vous pouvez mettre cela en pause à tout moment pour chaque fourniture."
        it "Quando qualcosa sta per finire, questo apparecchio lo ordina da {maker}. Puoi sospenderlo in qualsiasi momento per ogni scorta."
        es "Cuando algo se está acabando, esta máquina lo pide a {maker}. Puedes pausarlo en cualquier momento para cada suministro."
        ja "残りが少なくなると、この機器が{maker}に注文します。消耗品ごとにいつでも一時停止できます。"
    }
    /// A machine's standing, two words.
    active() {
        en "Reorders"
        de "Bestellt nach"
        fr "Commande seul"
        it "Riordina"
        es "Repone"
        ja "自動注文"
    }
    /// Whether it orders, one sentence.
    on() {
        en "Auto-reorder is on."
        de "Das automatische Nachbestellen ist an."
        fr "Le réapprovisionnement automatique est activé."
        it "Il riordino automatico è attivo."
        es "La reposición automática está activada."
        ja "自動注文はオンです。"
    }
    /// The same.
    off() {
        en "Auto-reorder is paused. We keep measuring, we do not order."
        de "Das automatische Nachbestellen ist pausiert. Wir messen weiter, bestellen aber nichts."
        fr "Le réapprovisionnement automatique est en pause. Nous continuons de mesurer, nous ne commandons pas."
        it "Il riordino automatico è sospeso. Continuiamo a misurare, ma non ordiniamo."
        es "La reposición automática está en pausa. Seguimos midiendo, pero no pedimos nada."
        ja "自動注文は一時停止中です。計測は続けますが、注文はしません。"
    }
    /// A button.
    pause() {
        en "Pause auto-reorder"
        de "Nachbestellen pausieren"
        fr "Mettre en pause"
        it "Sospendi il riordino"
        es "Pausar la reposición"
        ja "自動注文を一時停止"
    }
    /// A button.
    resume() {
        en "Resume auto-reorder"
        de "Wieder nachbestellen"
        fr "Reprendre"
        it "Riprendi il riordino"
        es "Reanudar la reposición"
        ja "自動注文を再開"
    }
    /// What happens next: nothing.
    paused() {
        en "Auto-reorder is paused, so no order will be made."
        de "Das automatische Nachbestellen ist pausiert, es wird also nichts bestellt."
        fr "Le réapprovisionnement automatique est en pause : aucune commande ne sera passée."
        it "Il riordino automatico è sospeso, quindi non verrà fatto alcun ordine."
        es "La reposición automática está en pausa, así que no se hará ningún pedido."
        ja "自動注文が一時停止中のため、注文されません。"
    }
    /// The same, and how long what is left lasts.
    paused_until(day: &str) {
        en "Auto-reorder is paused, so no order will be made. What is left lasts until about {day}."
        de "Das automatische Nachbestellen ist pausiert, es wird also nichts bestellt. Was da ist, reicht etwa bis {day}."
        fr "Le réapprovisionnement automatique est en pause : aucune commande ne sera passée. Ce qui reste suffira jusqu’au {day} environ."
        it "Il riordino automatico è sospeso, quindi non verrà fatto alcun ordine. Quanto resta basta fino al {day} circa."
        es "La reposición automática está en pausa, así que no se hará ningún pedido. Lo que queda dura hasta el {day} aproximadamente."
        ja "自動注文が一時停止中のため、注文されません。残りは{day}頃までもちます。"
    }
    /// An order was asked for.
    asking(maker: &str) {
        en "We have asked {maker} for a new order."
        de "Wir haben bei {maker} eine neue Bestellung angefragt."
        fr "Nous avons demandé une nouvelle commande à {maker}."
        it "Abbiamo chiesto un nuovo ordine a {maker}."
        es "Hemos solicitado un nuevo pedido a {maker}."
        ja "{maker}に新しい注文を依頼しました。"
    }
    /// An order ended: no word came.
    no_answer(maker: &str) {
        en "{maker} did not confirm the order."
        de "{maker} hat die Bestellung nicht bestätigt."
        fr "{maker} n’a pas confirmé la commande."
        it "{maker} non ha confermato l’ordine."
        es "{maker} no confirmó el pedido."
        ja "{maker}は注文を確認していません。"
    }
    /// An order ended: the shop cannot send it.
    refused(maker: &str) {
        en "{maker} could not send the order."
        de "{maker} konnte die Bestellung nicht ausführen."
        fr "{maker} n’a pas pu honorer la commande."
        it "{maker} non ha potuto evadere l’ordine."
        es "{maker} no pudo enviar el pedido."
        ja "{maker}は注文をお届けできませんでした。"
    }
    /// An order ended: it never came.
    overdue(maker: &str) {
        en "The order is two weeks late. Ask {maker} about it."
        de "Die Bestellung ist zwei Wochen verspätet. Fragen Sie bei {maker} nach."
        fr "La commande a deux semaines de retard. Renseignez-vous auprès de {maker}."
        it "L’ordine è in ritardo di due settimane. Chiedi a {maker}."
        es "El pedido lleva dos semanas de retraso. Pregunta a {maker}."
        ja "注文は2週間遅れています。{maker}にお問い合わせください。"
    }
    /// It is late, and not here.
    late() {
        en "It is late."
        de "Sie ist verspätet."
        fr "Elle est en retard."
        it "È in ritardo."
        es "Llega tarde."
        ja "遅れています。"
    }
    /// An order’s foot.
    to_cancel(maker: &str) {
        en "To cancel or return an order, ask {maker}."
        de "Wenn Sie eine Bestellung stornieren oder zurückgeben möchten, wenden Sie sich an {maker}."
        fr "Pour annuler ou retourner une commande, adressez-vous à {maker}."
        it "Per annullare o restituire un ordine, rivolgiti a {maker}."
        es "Para cancelar o devolver un pedido, ponte en contacto con {maker}."
        ja "注文の取り消しや返品については、{maker}にお問い合わせください。"
    }
}
