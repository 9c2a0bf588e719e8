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
    /// It does not order, one sentence.
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
    /// Help, how to stop an order.
    cancel_at_maker(maker: &str) {
        en "Ask {maker}, as long as it is not sent. After a first cancellation the machine orders again in five days; after a second one not before you have restocked."
        gb "Ask {maker}, as long as it is not sent. After a first cancellation the machine orders again in five days; after a second one not before you have restocked."
        de "Wenden Sie sich an {maker}, solange sie nicht verschickt ist. Nach einer ersten Stornierung bestellt das Gerät in fünf Tagen wieder, nach einer zweiten erst, wenn Sie aufgefüllt haben."
        fr "Adressez-vous à {maker} tant qu’elle n’est pas expédiée. Après une première annulation, l’appareil commande à nouveau au bout de cinq jours ; après une deuxième, pas avant que vous ayez réapprovisionné."
        it "Rivolgiti a {maker} finché non è stato spedito. Dopo un primo annullamento l’apparecchio ordina di nuovo dopo cinque giorni; dopo un secondo, non prima che tu abbia rifornito."
        es "Pregunta a {maker} mientras no se haya enviado. Tras una primera cancelación, la máquina vuelve a pedir en cinco días; tras una segunda, no antes de que repongas existencias."
        ja "発送前であれば{maker}にお問い合わせください。1回目の取り消しの後は5日後に再び注文し、2回目の後は補充されるまで注文しません。"
    }
    /// Help, who answers more.
    ask_maker(maker: &str) {
        en "Questions about an order or a payment are answered by {maker}."
        de "Fragen zu einer Bestellung oder Zahlung beantwortet {maker}."
        fr "{maker} répond aux questions sur une commande ou un paiement."
        it "Alle domande su un ordine o un pagamento risponde {maker}."
        es "Las preguntas sobre un pedido o un pago las responde {maker}."
        ja "注文やお支払いについては{maker}にお問い合わせください。"
    }
    /// The privacy page, what an account is.
    account_is(maker: &str) {
        en "A number by which {maker} knows you here. No name, no e-mail, no password."
        de "Eine Nummer, unter der {maker} Sie hier kennt. Kein Name, keine E-Mail, kein Passwort."
        fr "Un numéro par lequel {maker} vous connaît ici. Ni nom, ni e-mail, ni mot de passe."
        it "Un numero con cui {maker} ti conosce qui. Nessun nome, nessuna e-mail, nessuna password."
        es "Un número por el que {maker} te conoce aquí. Ni nombre, ni correo, ni contraseña."
        ja "{maker}がここであなたを識別するための番号です。名前、メールアドレス、パスワードはありません。"
    }
    /// The privacy page, what orders are kept for.
    orders_until() {
        en "Kept while the machine is yours."
        de "Bleibt, solange das Gerät Ihnen gehört."
        fr "Conservées tant que l’appareil est à vous."
        it "Conservati finché l’apparecchio è tuo."
        es "Se guardan mientras la máquina sea tuya."
        ja "機器があなたのものである間、保管します。"
    }
    /// The privacy page, its end.
    for_nothing_else(maker: &str) {
        en "It is used to order for you and for nothing else. {maker}’s shop is told which machine needs what."
        de "Das alles dient dazu, für Sie zu bestellen, und nichts anderem. Der Shop von {maker} erfährt, welches Gerät was braucht."
        fr "Tout cela sert à commander pour vous, et à rien d’autre. La boutique de {maker} apprend quel appareil a besoin de quoi."
        it "Tutto serve a ordinare per te e a nient’altro. Il negozio di {maker} sa quale apparecchio ha bisogno di che cosa."
        es "Todo se usa para pedir por ti y para nada más. La tienda de {maker} sabe qué máquina necesita qué."
        ja "これらはあなたのための注文にのみ使われます。{maker}のショップには、どの機器に何が必要かが伝わります。"
    }
}
