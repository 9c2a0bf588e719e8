//! What happens next to a supply.

use crate::i18n::messages;

messages! {
    /// No Amazon tokens.
    not_connected() {
        en "Not connected to Amazon, so nothing will be ordered."
        de "Nicht mit Amazon verbunden, es wird also nichts bestellt."
        fr "Non connecté à Amazon : rien ne sera commandé."
        it "Non connesso ad Amazon, quindi non verrà ordinato nulla."
        es "Sin conexión con Amazon, así que no se pedirá nada."
        ja "Amazonに接続されていないため、注文されません。"
    }
    /// The level is not known.
    level_unknown() {
        en "Nothing will be ordered until you say how much is in it."
        de "Es wird nichts bestellt, bis Sie sagen, wie viel darin ist."
        fr "Rien ne sera commandé tant que vous n’aurez pas indiqué la quantité restante."
        it "Non verrà ordinato nulla finché non indichi quanto ne contiene."
        es "No se pedirá nada hasta que indiques cuánto contiene."
        ja "残量を入力するまで注文されません。"
    }
    /// Out, with what comes of it.
    nothing_left(plan: &str) {
        en "Nothing is left. {plan}"
        de "Es ist nichts mehr da. {plan}"
        fr "Il ne reste rien. {plan}"
        it "Non è rimasto nulla. {plan}"
        es "No queda nada. {plan}"
        ja "残りがありません。{plan}"
    }
    /// A silent machine.
    no_news_since(day: &str) {
        en "No news since {day}. There may be less than shown. Check its Wi-Fi."
        de "Seit {day} keine Nachricht. Es kann weniger da sein als angezeigt. Prüfen Sie das WLAN des Geräts."
        fr "Aucune nouvelle depuis le {day}. Il peut rester moins qu’indiqué. Vérifiez son Wi-Fi."
        it "Nessuna notizia dal {day}. Potrebbe essercene meno di quanto mostrato. Controlla il Wi-Fi."
        es "Sin noticias desde el {day}. Puede haber menos de lo que se muestra. Comprueba su wifi."
        ja "{day}から連絡がありません。実際の残量は表示より少ない可能性があります。Wi-Fiを確認してください。"
    }
    /// A machine that never reported.
    never_reported() {
        en "The machine has not reported yet. Check its Wi-Fi."
        de "Das Gerät hat sich noch nicht gemeldet. Prüfen Sie sein WLAN."
        fr "L’appareil n’a encore rien transmis. Vérifiez son Wi-Fi."
        it "L’apparecchio non ha ancora inviato dati. Controlla il Wi-Fi."
        es "La máquina aún no ha informado. Comprueba su wifi."
        ja "機器からまだ報告がありません。Wi-Fiを確認してください。"
    }
    /// A product is missing.
    no_product() {
        en "No product is chosen on Amazon, so no order will be made."
        de "Auf Amazon ist kein Produkt gewählt, es wird also nichts bestellt."
        fr "Aucun produit n’est choisi sur Amazon : aucune commande ne sera passée."
        it "Nessun prodotto è scelto su Amazon, quindi non verrà fatto alcun ordine."
        es "No hay ningún producto elegido en Amazon, así que no se hará ningún pedido."
        ja "Amazonで商品が選ばれていないため、注文されません。"
    }
    /// When the reorder level will be reached.
    next_order(day: &str) {
        en "Next order about {day}."
        de "Nächste Bestellung etwa am {day}."
        fr "Prochaine commande vers le {day}."
        it "Prossimo ordine verso il {day}."
        es "Próximo pedido hacia el {day}."
        ja "次の注文は{day}頃です。"
    }
    /// The level is reached.
    order_now() {
        en "An order will be made now."
        de "Jetzt wird bestellt."
        fr "Une commande va être passée."
        it "Verrà fatto un ordine adesso."
        es "Se hará un pedido ahora."
        ja "これから注文します。"
    }
    /// A pace of a few days.
    learning_until(day: &str) {
        en "Still learning your pace. A date will appear around {day}."
        de "Wir lernen Ihren Verbrauch noch kennen. Ein Datum erscheint etwa am {day}."
        fr "Votre rythme n’est pas encore connu. Une date apparaîtra vers le {day}."
        it "Stiamo ancora imparando il tuo ritmo. Una data apparirà verso il {day}."
        es "Aún estamos aprendiendo tu ritmo. Aparecerá una fecha hacia el {day}."
        ja "使用ペースを学習中です。{day}頃に日付が表示されます。"
    }
    /// No pace yet.
    learning() {
        en "Still learning your pace. A date will appear with use."
        de "Wir lernen Ihren Verbrauch noch kennen. Mit der Nutzung erscheint ein Datum."
        fr "Votre rythme n’est pas encore connu. Une date apparaîtra avec l’usage."
        it "Stiamo ancora imparando il tuo ritmo. Con l’uso apparirà una data."
        es "Aún estamos aprendiendo tu ritmo. Con el uso aparecerá una fecha."
        ja "使用ペースを学習中です。使用が進むと日付が表示されます。"
    }
    /// Decided.
    asking() {
        en "We are asking Amazon for a new order."
        de "Wir bitten Amazon um eine neue Bestellung."
        fr "Nous demandons une nouvelle commande à Amazon."
        it "Stiamo chiedendo un nuovo ordine ad Amazon."
        es "Estamos solicitando un nuevo pedido a Amazon."
        ja "Amazonに新しい注文を依頼しています。"
    }
    /// Accepted long ago.
    not_placed_yet() {
        en "Amazon has not placed the order yet. If it needs something, it has written to you."
        de "Amazon hat die Bestellung noch nicht aufgegeben. Falls etwas fehlt, hat Amazon Ihnen geschrieben."
        fr "Amazon n’a pas encore passé la commande. S’il manque quelque chose, Amazon vous a écrit."
        it "Amazon non ha ancora effettuato l’ordine. Se manca qualcosa, ti ha scritto."
        es "Amazon aún no ha hecho el pedido. Si necesita algo, te ha escrito."
        ja "Amazonはまだ注文を確定していません。確認が必要な場合はAmazonから連絡が届いています。"
    }
    /// Accepted.
    accepted(sender: &str) {
        en "{sender} has accepted an order and will place it soon."
        de "{sender} hat eine Bestellung angenommen und gibt sie bald auf."
        fr "{sender} a accepté une commande et la passera bientôt."
        it "{sender} ha accettato un ordine e lo effettuerà presto."
        es "{sender} ha aceptado un pedido y lo hará pronto."
        ja "{sender}が注文を受け付けました。まもなく確定します。"
    }
    /// Placed.
    placed(sender: &str) {
        en "{sender} has placed an order."
        de "{sender} hat eine Bestellung aufgegeben."
        fr "{sender} a passé une commande."
        it "{sender} ha effettuato un ordine."
        es "{sender} ha hecho un pedido."
        ja "{sender}が注文を確定しました。"
    }
    /// Placed, how much.
    placed_of(sender: &str, amount: &str) {
        en "{sender} has placed an order of {amount}."
        de "{sender} hat {amount} bestellt."
        fr "{sender} a passé une commande ({amount})."
        it "{sender} ha effettuato un ordine ({amount})."
        es "{sender} ha hecho un pedido ({amount})."
        ja "{sender}が注文を確定しました（{amount}）。"
    }
    /// Placed, for when.
    placed_for(sender: &str, day: &str) {
        en "{sender} has placed an order, expected {day}."
        de "{sender} hat eine Bestellung aufgegeben, erwartet am {day}."
        fr "{sender} a passé une commande, attendue le {day}."
        it "{sender} ha effettuato un ordine, previsto per il {day}."
        es "{sender} ha hecho un pedido, previsto para el {day}."
        ja "{sender}が注文を確定しました。{day}に届く予定です。"
    }
    /// Placed, how much and for when.
    placed_of_for(sender: &str, amount: &str, day: &str) {
        en "{sender} has placed an order of {amount}, expected {day}."
        de "{sender} hat {amount} bestellt, erwartet am {day}."
        fr "{sender} a passé une commande ({amount}), attendue le {day}."
        it "{sender} ha effettuato un ordine ({amount}), previsto per il {day}."
        es "{sender} ha hecho un pedido ({amount}), previsto para el {day}."
        ja "{sender}が注文を確定しました（{amount}）。{day}に届く予定です。"
    }
    /// Shipped.
    on_the_way() {
        en "An order is on the way. We add it then."
        de "Eine Bestellung ist unterwegs. Wir zählen sie dann dazu."
        fr "Une commande est en route. Nous l’ajouterons à ce moment-là."
        it "Un ordine è in arrivo. Lo aggiungeremo allora."
        es "Hay un pedido en camino. Lo añadiremos entonces."
        ja "注文品を配送中です。到着予定日に加算します。"
    }
    /// Shipped, how much.
    on_the_way_of(amount: &str) {
        en "An order of {amount} is on the way. We add it then."
        de "Eine Bestellung ({amount}) ist unterwegs. Wir zählen sie dann dazu."
        fr "Une commande ({amount}) est en route. Nous l’ajouterons à ce moment-là."
        it "Un ordine ({amount}) è in arrivo. Lo aggiungeremo allora."
        es "Hay un pedido ({amount}) en camino. Lo añadiremos entonces."
        ja "注文品（{amount}）を配送中です。到着予定日に加算します。"
    }
    /// Shipped, for when.
    on_the_way_for(day: &str) {
        en "An order is on the way, expected {day}. We add it then."
        de "Eine Bestellung ist unterwegs, erwartet am {day}. Wir zählen sie dann dazu."
        fr "Une commande est en route, attendue le {day}. Nous l’ajouterons ce jour-là."
        it "Un ordine è in arrivo, previsto per il {day}. Lo aggiungeremo quel giorno."
        es "Hay un pedido en camino, previsto para el {day}. Lo añadiremos ese día."
        ja "注文品を配送中です。{day}に届く予定で、その日に加算します。"
    }
    /// Shipped, how much and for when.
    on_the_way_of_for(amount: &str, day: &str) {
        en "An order of {amount} is on the way, expected {day}. We add it then."
        de "Eine Bestellung ({amount}) ist unterwegs, erwartet am {day}. Wir zählen sie dann dazu."
        fr "Une commande ({amount}) est en route, attendue le {day}. Nous l’ajouterons ce jour-là."
        it "Un ordine ({amount}) è in arrivo, previsto per il {day}. Lo aggiungeremo quel giorno."
        es "Hay un pedido ({amount}) en camino, previsto para el {day}. Lo añadiremos ese día."
        ja "注文品（{amount}）を配送中です。{day}に届く予定で、その日に加算します。"
    }
    /// Auto-reorder is off.
    paused() {
        en "Auto-reorder is off on Amazon, so no order will be made."
        de "Das automatische Nachbestellen ist auf Amazon aus, es wird also nichts bestellt."
        fr "Le réapprovisionnement automatique est désactivé sur Amazon : aucune commande ne sera passée."
        it "Il riordino automatico è disattivato su Amazon, quindi non verrà fatto alcun ordine."
        es "La reposición automática está desactivada en Amazon, así que no se hará ningún pedido."
        ja "Amazonで自動注文がオフになっているため、注文されません。"
    }
    /// Auto-reorder is off, and what is left ends.
    paused_until(day: &str) {
        en "Auto-reorder is off on Amazon, so no order will be made. What is left lasts until about {day}."
        de "Das automatische Nachbestellen ist auf Amazon aus, es wird also nichts bestellt. Was da ist, reicht etwa bis {day}."
        fr "Le réapprovisionnement automatique est désactivé sur Amazon : aucune commande ne sera passée. Ce qui reste suffira jusqu’au {day} environ."
        it "Il riordino automatico è disattivato su Amazon, quindi non verrà fatto alcun ordine. Quanto resta basta fino al {day} circa."
        es "La reposición automática está desactivada en Amazon, así que no se hará ningún pedido. Lo que queda dura hasta el {day} aproximadamente."
        ja "Amazonで自動注文がオフになっているため、注文されません。残りは{day}頃までもちます。"
    }
    /// Cancelled twice.
    wait_for_restock() {
        en "Two orders were canceled, so we wait until you have restocked."
        gb "Two orders were cancelled, so we wait until you have restocked."
        de "Zwei Bestellungen wurden storniert; wir warten, bis Sie aufgefüllt haben."
        fr "Deux commandes ont été annulées : nous attendons que vous ayez refait le stock."
        it "Due ordini sono stati annullati, quindi aspettiamo che tu abbia rifatto scorta."
        es "Se cancelaron dos pedidos, así que esperamos a que repongas existencias."
        ja "注文が2回取り消されたため、補充されるまで待ちます。"
    }
    /// Cancelled once.
    noted_cancellation(day: &str) {
        en "We noted that the last order was canceled. We order again from {day}."
        gb "We noted that the last order was cancelled. We order again from {day}."
        de "Die letzte Bestellung wurde storniert. Wir bestellen wieder ab {day}."
        fr "La dernière commande a été annulée. Nous commanderons de nouveau à partir du {day}."
        it "L’ultimo ordine è stato annullato. Ordineremo di nuovo dal {day}."
        es "El último pedido se canceló. Volveremos a pedir a partir del {day}."
        ja "前回の注文は取り消されました。{day}から再び注文します。"
    }
    /// Failed, and when again.
    did_not_come_through_until(day: &str) {
        en "The last order did not come through. We may order again from {day}."
        de "Die letzte Bestellung kam nicht zustande. Wir können ab {day} wieder bestellen."
        fr "La dernière commande n’a pas abouti. Nous pourrons recommander à partir du {day}."
        it "L’ultimo ordine non è andato a buon fine. Potremo ordinare di nuovo dal {day}."
        es "El último pedido no se completó. Podremos volver a pedir a partir del {day}."
        ja "前回の注文は成立しませんでした。{day}から再び注文できます。"
    }
    /// Failed.
    did_not_come_through() {
        en "The last order did not come through."
        de "Die letzte Bestellung kam nicht zustande."
        fr "La dernière commande n’a pas abouti."
        it "L’ultimo ordine non è andato a buon fine."
        es "El último pedido no se completó."
        ja "前回の注文は成立しませんでした。"
    }
    /// Failed: payment or address.
    unresolved() {
        en "Amazon could not place the last order. Check payment and address on Amazon."
        de "Amazon konnte die letzte Bestellung nicht aufgeben. Prüfen Sie Zahlung und Adresse auf Amazon."
        fr "Amazon n’a pas pu passer la dernière commande. Vérifiez paiement et adresse sur Amazon."
        it "Amazon non ha potuto effettuare l’ultimo ordine. Controlla pagamento e indirizzo su Amazon."
        es "Amazon no pudo hacer el último pedido. Comprueba el pago y la dirección en Amazon."
        ja "Amazonは前回の注文を確定できませんでした。Amazonで支払い方法と住所を確認してください。"
    }
    /// Failed: refused.
    refused() {
        en "Amazon refused the last order. Check the product on Amazon."
        de "Amazon hat die letzte Bestellung abgelehnt. Prüfen Sie das Produkt auf Amazon."
        fr "Amazon a refusé la dernière commande. Vérifiez le produit sur Amazon."
        it "Amazon ha rifiutato l’ultimo ordine. Controlla il prodotto su Amazon."
        es "Amazon rechazó el último pedido. Comprueba el producto en Amazon."
        ja "Amazonが前回の注文を受け付けませんでした。Amazonで商品を確認してください。"
    }
    /// Failed: an older one is open.
    in_progress() {
        en "Amazon says that an older order is still open. Check your orders on Amazon."
        de "Laut Amazon ist noch eine ältere Bestellung offen. Prüfen Sie Ihre Bestellungen auf Amazon."
        fr "Selon Amazon, une commande plus ancienne est encore ouverte. Vérifiez vos commandes sur Amazon."
        it "Secondo Amazon un ordine precedente è ancora aperto. Controlla i tuoi ordini su Amazon."
        es "Amazon indica que un pedido anterior sigue abierto. Comprueba tus pedidos en Amazon."
        ja "以前の注文がまだ処理中です。Amazonの注文履歴を確認してください。"
    }
    /// Failed: late.
    overdue() {
        en "The last order is two weeks late. Check your orders on Amazon."
        de "Die letzte Bestellung ist zwei Wochen verspätet. Prüfen Sie Ihre Bestellungen auf Amazon."
        fr "La dernière commande a deux semaines de retard. Vérifiez vos commandes sur Amazon."
        it "L’ultimo ordine è in ritardo di due settimane. Controlla i tuoi ordini su Amazon."
        es "El último pedido lleva dos semanas de retraso. Comprueba tus pedidos en Amazon."
        ja "前回の注文は2週間遅れています。Amazonの注文履歴を確認してください。"
    }
    /// Failed: no word.
    unconfirmed() {
        en "Amazon did not confirm the last order. Check your orders on Amazon."
        de "Amazon hat die letzte Bestellung nicht bestätigt. Prüfen Sie Ihre Bestellungen auf Amazon."
        fr "Amazon n’a pas confirmé la dernière commande. Vérifiez vos commandes sur Amazon."
        it "Amazon non ha confermato l’ultimo ordine. Controlla i tuoi ordini su Amazon."
        es "Amazon no confirmó el último pedido. Comprueba tus pedidos en Amazon."
        ja "Amazonは前回の注文を確認していません。Amazonの注文履歴を確認してください。"
    }
    /// Failed, with the next try.
    try_again(cause: &str, day: &str) {
        en "{cause} We try again from {day}."
        de "{cause} Wir versuchen es wieder ab {day}."
        fr "{cause} Nous réessaierons à partir du {day}."
        it "{cause} Riproveremo dal {day}."
        es "{cause} Lo intentaremos de nuevo a partir del {day}."
        ja "{cause}{day}から再度試します。"
    }
    /// Very much.
    over_a_year() {
        en "More than a year’s worth is at home: pause auto-reorder?"
        de "Zu Hause ist genug für mehr als ein Jahr: das automatische Nachbestellen pausieren?"
        fr "Il y a chez vous de quoi tenir plus d’un an : mettre le réapprovisionnement en pause ?"
        it "In casa ce n’è per più di un anno: mettere in pausa il riordino?"
        es "En casa hay para más de un año: ¿pausar la reposición?"
        ja "手元に1年分以上あります。自動注文を一時停止しますか？"
    }
    /// Much.
    overstock(weeks: &str, day: &str) {
        en "About {weeks} weeks’ worth is at home: pause auto-reorder until {day}?"
        de "Zu Hause ist genug für etwa {weeks} Wochen: das automatische Nachbestellen bis {day} pausieren?"
        fr "Il y a chez vous de quoi tenir environ {weeks} semaines : mettre le réapprovisionnement en pause jusqu’au {day} ?"
        it "In casa ce n’è per circa {weeks} settimane: mettere in pausa il riordino fino al {day}?"
        es "En casa hay para unas {weeks} semanas: ¿pausar la reposición hasta el {day}?"
        ja "手元に約{weeks}週間分あります。{day}まで自動注文を一時停止しますか？"
    }
    /// The sensor and the reports have come apart.
    drift(days: &str, reported: &str, seen: &str) {
        en "In {days} days the machine reported {reported} used; its sensor saw {seen} go. What is shown goes by the sensor."
        de "In {days} Tagen hat das Gerät {reported} Verbrauch gemeldet; sein Sensor sah {seen} verschwinden. Angezeigt wird, was der Sensor sagt."
        fr "En {days} jours, l’appareil a déclaré {reported} consommés ; son capteur en a vu partir {seen}. L’affichage suit le capteur."
        it "In {days} giorni l’apparecchio ha segnalato un consumo di {reported}; il sensore ne ha visti sparire {seen}. Si mostra quanto dice il sensore."
        es "En {days} días la máquina informó de {reported} gastados; su sensor vio desaparecer {seen}. Se muestra lo que dice el sensor."
        ja "{days}日間に機器が報告した使用量は{reported}、センサーの測定では{seen}です。表示はセンサーに従います。"
    }
}
