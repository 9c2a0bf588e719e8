//! Orders: their states, the steps of their way, and how they end.

use crate::i18n::messages;

messages! {
    /// A state: decided, not answered.
    asking() {
        en "Asked for"
        de "Angefragt"
        fr "Demandée"
        it "Richiesto"
        es "Solicitado"
        ja "依頼中"
    }
    /// A state: accepted, not placed.
    accepted() {
        en "Accepted"
        de "Angenommen"
        fr "Acceptée"
        it "Accettato"
        es "Aceptado"
        ja "受付済み"
    }
    /// A state, and a step.
    placed() {
        en "Order placed"
        de "Bestellung aufgegeben"
        fr "Commande passée"
        it "Ordine effettuato"
        es "Pedido realizado"
        ja "注文確定"
    }
    /// A state: shipped.
    on_the_way() {
        en "On the way"
        de "Unterwegs"
        fr "En route"
        it "In arrivo"
        es "En camino"
        ja "配送中"
    }
    /// A state.
    arrived() {
        en "Arrived"
        de "Angekommen"
        fr "Arrivée"
        it "Arrivato"
        es "Entregado"
        ja "到着"
    }
    /// A state, and a step.
    cancelled() {
        en "Canceled"
        gb "Cancelled"
        de "Storniert"
        fr "Annulée"
        it "Annullato"
        es "Cancelado"
        ja "取り消し"
    }
    /// A state, and a step: failed.
    failed() {
        en "Did not go through"
        de "Nicht zustande gekommen"
        fr "Non aboutie"
        it "Non andato a buon fine"
        es "No completado"
        ja "不成立"
    }
    /// A step: not decided here, found in one of Amazon’s messages.
    seen_at_amazon() {
        en "Order seen at Amazon"
        de "Bestellung bei Amazon gesehen"
        fr "Commande vue chez Amazon"
        it "Ordine visto su Amazon"
        es "Pedido visto en Amazon"
        ja "Amazonで注文を確認"
    }
    /// A step.
    level_reached() {
        en "Reorder level reached"
        de "Bestellgrenze erreicht"
        fr "Seuil de commande atteint"
        it "Soglia di riordino raggiunta"
        es "Nivel de pedido alcanzado"
        ja "発注点に到達"
    }
    /// A step.
    shipped() {
        en "Shipped"
        de "Versandt"
        fr "Expédiée"
        it "Spedito"
        es "Enviado"
        ja "発送"
    }
    /// A step.
    expected() {
        en "Expected"
        de "Erwartet"
        fr "Attendue"
        it "Previsto"
        es "Previsto"
        ja "到着予定"
    }
    /// A step.
    added() {
        en "Added to your supply"
        de "Zu Ihrem Vorrat gezählt"
        fr "Ajoutée à votre stock"
        it "Aggiunto alle tue scorte"
        es "Añadido a tus existencias"
        ja "残量に加算"
    }
    /// Beside the step of placing.
    asking_for_it() {
        en "It was asked for."
        de "Sie ist angefragt."
        fr "Elle est demandée."
        it "È stato richiesto."
        es "Está solicitado."
        ja "依頼しました。"
    }
    /// Beside the step of placing, while the maker of the machine looks at it.
    waits_for_maker() {
        en "The maker of the machine is checking it before it goes out."
        de "Der Hersteller des Geräts prüft sie, bevor sie hinausgeht."
        fr "Le fabricant de l’appareil la vérifie avant de la transmettre."
        it "Il produttore dell’apparecchio lo controlla prima di inviarlo."
        es "El fabricante de la máquina lo revisa antes de enviarlo."
        ja "送信する前に、機器のメーカーが確認しています。"
    }
    /// Beside the step of placing, a day after it was accepted.
    may_need_you() {
        en "Amazon has not placed it yet. If it needs your address or payment, it has written to you and waits three days."
        de "Amazon hat sie noch nicht aufgegeben. Falls Adresse oder Zahlung fehlen, hat Amazon Ihnen geschrieben und wartet drei Tage."
        fr "Amazon ne l’a pas encore passée. S’il manque votre adresse ou un paiement, Amazon vous a écrit et attend trois jours."
        it "Amazon non lo ha ancora effettuato. Se mancano indirizzo o pagamento, ti ha scritto e aspetta tre giorni."
        es "Amazon aún no lo ha hecho. Si necesita tu dirección o un pago, te ha escrito y espera tres días."
        ja "Amazonはまだ注文を確定していません。住所や支払い方法の確認が必要な場合はAmazonから連絡が届いており、3日間待ちます。"
    }
    /// Beside the step of placing.
    placing_takes() {
        en "Amazon has accepted it. Placing it takes about six hours."
        de "Amazon hat sie angenommen. Bis sie aufgegeben ist, dauert es etwa sechs Stunden."
        fr "Amazon l’a acceptée. Il lui faut environ six heures pour la passer."
        it "Amazon lo ha accettato. Per effettuarlo servono circa sei ore."
        es "Amazon lo ha aceptado. Tarda unas seis horas en hacerlo."
        ja "Amazonが受け付けました。確定までに約6時間かかります。"
    }
    /// Beside the step of shipping.
    cancellable_until(until: &str) {
        en "You can cancel or change it in your orders on Amazon until {until}."
        de "Bis {until} können Sie sie in Ihren Bestellungen auf Amazon stornieren oder ändern."
        fr "Vous pouvez l’annuler ou la modifier dans vos commandes sur Amazon jusqu’au {until}."
        it "Puoi annullarlo o modificarlo tra i tuoi ordini su Amazon fino al {until}."
        es "Puedes cancelarlo o cambiarlo en tus pedidos en Amazon hasta el {until}."
        ja "{until}まで、Amazonの注文履歴で取り消しや変更ができます。"
    }
    /// Beside the end: the customer’s word.
    said_not_arrived() {
        en "You said that it has not arrived."
        de "Sie haben gesagt, dass sie nicht angekommen ist."
        fr "Vous avez indiqué qu’elle n’est pas arrivée."
        it "Hai indicato che non è arrivato."
        es "Has indicado que no ha llegado."
        ja "届いていないと連絡がありました。"
    }
    /// Beside the end.
    really_arrived() {
        en "It has really arrived."
        de "Sie ist wirklich angekommen."
        fr "Elle est bien arrivée."
        it "È arrivato davvero."
        es "Ha llegado de verdad."
        ja "到着が確認されました。"
    }
    /// Beside the end.
    unconfirmed() {
        en "Nobody has confirmed that it is here."
        de "Niemand hat bestätigt, dass sie da ist."
        fr "Personne n’a confirmé qu’elle est là."
        it "Nessuno ha confermato che sia qui."
        es "Nadie ha confirmado que esté aquí."
        ja "到着はまだ確認されていません。"
    }
    /// Beside the last step.
    added_on_expected_day() {
        en "We add it on the expected day."
        de "Wir zählen sie am erwarteten Tag dazu."
        fr "Nous l’ajoutons le jour prévu."
        it "Lo aggiungiamo il giorno previsto."
        es "Lo añadimos el día previsto."
        ja "到着予定日に加算します。"
    }
    /// Beside the expected day.
    no_day_yet() {
        en "Amazon has not named a day yet."
        de "Amazon hat noch keinen Tag genannt."
        fr "Amazon n’a pas encore indiqué de date."
        it "Amazon non ha ancora indicato un giorno."
        es "Amazon aún no ha indicado un día."
        ja "Amazonはまだ到着予定日を示していません。"
    }
    /// Beside the expected day.
    late() {
        en "It is late. We ask Amazon each day."
        de "Sie ist verspätet. Wir fragen täglich bei Amazon nach."
        fr "Elle est en retard. Nous interrogeons Amazon chaque jour."
        it "È in ritardo. Chiediamo ad Amazon ogni giorno."
        es "Va con retraso. Preguntamos a Amazon cada día."
        ja "遅れています。毎日Amazonに確認しています。"
    }
    /// An end.
    ended_by_customer() {
        en "It was canceled."
        gb "It was cancelled."
        de "Sie wurde storniert."
        fr "Elle a été annulée."
        it "È stato annullato."
        es "Se canceló."
        ja "取り消されました。"
    }
    /// An end.
    ended_unresolved() {
        en "Amazon could not place it. Check payment and address on Amazon."
        de "Amazon konnte sie nicht aufgeben. Prüfen Sie Zahlung und Adresse auf Amazon."
        fr "Amazon n’a pas pu la passer. Vérifiez paiement et adresse sur Amazon."
        it "Amazon non ha potuto effettuarlo. Controlla pagamento e indirizzo su Amazon."
        es "Amazon no pudo hacerlo. Comprueba el pago y la dirección en Amazon."
        ja "Amazonは確定できませんでした。Amazonで支払い方法と住所を確認してください。"
    }
    /// An end.
    ended_paused() {
        en "Auto-reorder was turned off before it was placed."
        de "Das automatische Nachbestellen wurde ausgeschaltet, bevor sie aufgegeben war."
        fr "Le réapprovisionnement automatique a été désactivé avant qu’elle ne soit passée."
        it "Il riordino automatico è stato disattivato prima che fosse effettuato."
        es "La reposición automática se desactivó antes de hacerlo."
        ja "確定前に自動注文がオフになりました。"
    }
    /// An end.
    ended_disconnected() {
        en "The machine was disconnected. An order already placed on Amazon is not canceled by that."
        gb "The machine was disconnected. An order already placed on Amazon is not cancelled by that."
        de "Das Gerät wurde getrennt. Eine auf Amazon schon aufgegebene Bestellung wird dadurch nicht storniert."
        fr "L’appareil a été déconnecté. Une commande déjà passée sur Amazon n’est pas annulée pour autant."
        it "L’apparecchio è stato disconnesso. Un ordine già effettuato su Amazon non viene annullato per questo."
        es "La máquina se desconectó. Eso no cancela un pedido ya hecho en Amazon."
        ja "機器の接続が解除されました。Amazonで確定済みの注文は取り消されません。"
    }
    /// An end.
    ended_no_answer() {
        en "Amazon did not confirm it. Check your orders on Amazon."
        de "Amazon hat sie nicht bestätigt. Prüfen Sie Ihre Bestellungen auf Amazon."
        fr "Amazon ne l’a pas confirmée. Vérifiez vos commandes sur Amazon."
        it "Amazon non lo ha confermato. Controlla i tuoi ordini su Amazon."
        es "Amazon no lo confirmó. Comprueba tus pedidos en Amazon."
        ja "Amazonは確認していません。Amazonの注文履歴を確認してください。"
    }
    /// An end.
    ended_in_progress() {
        en "Amazon says that an older order is still open. Check your orders on Amazon."
        de "Laut Amazon ist noch eine ältere Bestellung offen. Prüfen Sie Ihre Bestellungen auf Amazon."
        fr "Selon Amazon, une commande plus ancienne est encore ouverte. Vérifiez vos commandes sur Amazon."
        it "Secondo Amazon un ordine precedente è ancora aperto. Controlla i tuoi ordini su Amazon."
        es "Amazon indica que un pedido anterior sigue abierto. Comprueba tus pedidos en Amazon."
        ja "以前の注文がまだ処理中です。Amazonの注文履歴を確認してください。"
    }
    /// An end.
    ended_refused() {
        en "Amazon refused it. Check the product on Amazon."
        de "Amazon hat sie abgelehnt. Prüfen Sie das Produkt auf Amazon."
        fr "Amazon l’a refusée. Vérifiez le produit sur Amazon."
        it "Amazon lo ha rifiutato. Controlla il prodotto su Amazon."
        es "Amazon lo rechazó. Comprueba el producto en Amazon."
        ja "Amazonが受け付けませんでした。Amazonで商品を確認してください。"
    }
    /// An end.
    ended_test() {
        en "It was a test, and the maker of the machine has taken it back."
        de "Es war ein Test; der Hersteller des Geräts hat sie zurückgenommen."
        fr "C’était un test, et le fabricant de l’appareil l’a retirée."
        it "Era una prova, e il produttore dell’apparecchio lo ha ritirato."
        es "Era una prueba, y el fabricante de la máquina lo ha retirado."
        ja "テスト注文のため、機器のメーカーが取り下げました。"
    }
    /// An end.
    ended_no_longer_due() {
        en "There is enough after all, so it was not ordered."
        de "Es ist doch genug da, darum wurde nicht bestellt."
        fr "Il y en a finalement assez : rien n’a été commandé."
        it "Ce n’è comunque abbastanza, quindi non è stato ordinato."
        es "Al final hay suficiente, así que no se ha pedido."
        ja "十分に残っていたため、注文しませんでした。"
    }
    /// An end.
    ended_withdrawn() {
        en "The maker of the machine took it back before it went out. If you need it, order it yourself."
        de "Der Hersteller des Geräts hat sie zurückgenommen, bevor sie hinausging. Wenn Sie Nachschub brauchen, bestellen Sie ihn selbst."
        fr "Le fabricant de l’appareil l’a retirée avant qu’elle ne soit transmise. Si vous en avez besoin, commandez vous-même."
        it "Il produttore dell’apparecchio lo ha ritirato prima dell’invio. Se ti serve, ordinalo tu."
        es "El fabricante de la máquina lo retiró antes de enviarlo. Si lo necesitas, pídelo tú."
        ja "送信する前に、機器のメーカーが取り下げました。必要な場合はご自身で注文してください。"
    }
    /// An end.
    ended_overdue() {
        en "It is two weeks late. Check your orders on Amazon."
        de "Sie ist zwei Wochen verspätet. Prüfen Sie Ihre Bestellungen auf Amazon."
        fr "Elle a deux semaines de retard. Vérifiez vos commandes sur Amazon."
        it "È in ritardo di due settimane. Controlla i tuoi ordini su Amazon."
        es "Lleva dos semanas de retraso. Comprueba tus pedidos en Amazon."
        ja "2週間遅れています。Amazonの注文履歴を確認してください。"
    }
    /// In the list of orders, of one that has arrived.
    added_at(moment: &str) {
        en "added {moment}"
        de "dazugezählt am {moment}"
        fr "ajoutée le {moment}"
        it "aggiunto il {moment}"
        es "añadido el {moment}"
        ja "{moment}に加算"
    }
    /// In the list of orders.
    ended_at(moment: &str) {
        en "ended {moment}"
        de "beendet am {moment}"
        fr "terminée le {moment}"
        it "concluso il {moment}"
        es "terminado el {moment}"
        ja "{moment}に終了"
    }
    /// In the list of orders.
    expected_at(moment: &str) {
        en "expected {moment}"
        de "erwartet am {moment}"
        fr "attendue le {moment}"
        it "previsto per il {moment}"
        es "previsto para el {moment}"
        ja "{moment}に到着予定"
    }
    /// In the list of orders, of one that has no day yet.
    decided_at(moment: &str) {
        en "decided {moment}"
        de "beschlossen am {moment}"
        fr "décidée le {moment}"
        it "deciso il {moment}"
        es "decidido el {moment}"
        ja "{moment}に決定"
    }
    /// The heading of the list.
    orders() {
        en "Orders"
        de "Bestellungen"
        fr "Commandes"
        it "Ordini"
        es "Pedidos"
        ja "注文"
    }
    /// The list, empty.
    none_yet() {
        en "Nothing has been ordered yet. An order is made when a supply reaches its reorder level."
        de "Es wurde noch nichts bestellt. Bestellt wird, sobald ein Vorrat seine Bestellgrenze erreicht."
        fr "Rien n’a encore été commandé. Une commande est passée quand un consommable atteint son seuil de commande."
        it "Non è ancora stato ordinato nulla. Un ordine viene fatto quando una scorta raggiunge la sua soglia di riordino."
        es "Aún no se ha pedido nada. Se hace un pedido cuando un suministro llega a su nivel de pedido."
        ja "まだ何も注文されていません。消耗品が発注点に達すると注文されます。"
    }
    /// The title of an order’s page.
    page_title(state: &str, supply: &str) {
        en "{state} – order of {supply}"
        de "{state} – Bestellung: {supply}"
        fr "{state} – commande : {supply}"
        it "{state} – ordine: {supply}"
        es "{state} – pedido: {supply}"
        ja "{state} – {supply}の注文"
    }
    /// A heading, for those who do not see the steps below it.
    its_way() {
        en "Its way"
        de "Ihr Weg"
        fr "Son parcours"
        it "Il suo percorso"
        es "Su recorrido"
        ja "注文の経過"
    }
    /// A heading; the reason is below it.
    why() {
        en "Why it was ordered"
        de "Warum bestellt wurde"
        fr "Pourquoi elle a été passée"
        it "Perché è stato ordinato"
        es "Por qué se pidió"
        ja "注文の理由"
    }
    /// A heading.
    details() {
        en "Details"
        de "Einzelheiten"
        fr "Détails"
        it "Dettagli"
        es "Detalles"
        ja "詳細"
    }
    /// A detail’s name.
    supply() {
        en "Supply"
        de "Vorrat"
        fr "Consommable"
        it "Scorta"
        es "Suministro"
        ja "消耗品"
    }
    /// A detail’s name.
    machine() {
        en "Machine"
        de "Gerät"
        fr "Appareil"
        it "Apparecchio"
        es "Máquina"
        ja "機器"
    }
    /// A detail’s name.
    amount() {
        en "Amount"
        de "Menge"
        fr "Quantité"
        it "Quantità"
        es "Cantidad"
        ja "数量"
    }
    /// A detail’s name: Amazon’s catalogue id.
    product() {
        en "Amazon product"
        de "Amazon-Produkt"
        fr "Produit Amazon"
        it "Prodotto Amazon"
        es "Producto de Amazon"
        ja "Amazonの商品"
    }
    /// Below the details.
    to_cancel() {
        en "To cancel or return an order, go to your orders on Amazon."
        de "Um eine Bestellung zu stornieren oder zurückzugeben, gehen Sie zu Ihren Bestellungen auf Amazon."
        fr "Pour annuler ou renvoyer une commande, allez dans vos commandes sur Amazon."
        it "Per annullare o restituire un ordine, vai ai tuoi ordini su Amazon."
        es "Para cancelar o devolver un pedido, ve a tus pedidos en Amazon."
        ja "注文の取り消しや返品は、Amazonの注文履歴で行ってください。"
    }
    /// A button.
    arrived_early() {
        en "It arrived early"
        de "Sie kam früher an"
        fr "Elle est arrivée en avance"
        it "È arrivato in anticipo"
        es "Ha llegado antes"
        ja "予定より早く届きました"
    }
    /// A question.
    has_it_arrived() {
        en "Has it arrived?"
        de "Ist sie angekommen?"
        fr "Est-elle arrivée ?"
        it "È arrivato?"
        es "¿Ha llegado?"
        ja "届きましたか?"
    }
    /// Below the question.
    not_heard() {
        en "We added it on its expected day, and have not heard that it is here."
        de "Wir haben sie am erwarteten Tag dazugezählt und nicht gehört, dass sie da ist."
        fr "Nous l’avons ajoutée le jour prévu, sans confirmation qu’elle est là."
        it "Lo abbiamo aggiunto il giorno previsto, ma non sappiamo se è qui."
        es "Lo añadimos el día previsto y no hemos sabido si está aquí."
        ja "到着予定日に加算しましたが、届いたという連絡がありません。"
    }
    /// A button.
    yes_here() {
        en "Yes, it is here"
        de "Ja, sie ist da"
        fr "Oui, elle est là"
        it "Sì, è qui"
        es "Sí, está aquí"
        ja "はい、届きました"
    }
    /// A button.
    not_arrived() {
        en "It has not arrived"
        de "Sie ist nicht angekommen"
        fr "Elle n’est pas arrivée"
        it "Non è arrivato"
        es "No ha llegado"
        ja "届いていません"
    }
}
