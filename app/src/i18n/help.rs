//! Help, where the maker has no page of its own.

use crate::i18n::messages;

messages! {
    /// A question.
    how_does_it_know() {
        en "How does it know what is left?"
        de "Woher weiß es, wie viel noch da ist?"
        fr "Comment sait-on ce qu’il reste\u{a0}?"
        it "Come fa a sapere quanto resta?"
        es "¿Cómo sabe cuánto queda?"
        ja "残量はどのようにわかるのですか?"
    }
    /// Its answer.
    it_is_told() {
        en "Your machine tells it what it uses, or what its sensor reads. What you add by hand counts too. The journal of a supply lists every change, and each can be taken back."
        de "Ihr Gerät meldet, was es verbraucht oder was sein Sensor misst. Was Sie von Hand eintragen, zählt auch. Der Verlauf eines Vorrats zeigt jede Änderung, und jede lässt sich rückgängig machen."
        fr "Votre appareil transmet ce qu’il consomme, ou ce que mesure son capteur. Ce que vous ajoutez à la main compte aussi. L’historique d’un consommable montre chaque modification, et chacune peut être annulée."
        it "Il tuo apparecchio comunica ciò che consuma o ciò che legge il suo sensore. Conta anche ciò che aggiungi a mano. La cronologia di una scorta elenca ogni modifica, e ognuna si può annullare."
        es "Tu máquina informa de lo que consume o de lo que mide su sensor. También cuenta lo que añades a mano. El historial de un suministro muestra cada cambio, y todos se pueden deshacer."
        ja "機器が使用量またはセンサーの値を送信します。手動で入力した分も反映されます。消耗品の履歴にはすべての変更が表示され、それぞれ元に戻せます。"
    }
    /// A question.
    when_does_it_order() {
        en "When does it order?"
        de "Wann wird bestellt?"
        fr "Quand la commande est-elle passée\u{a0}?"
        it "Quando ordina?"
        es "¿Cuándo se hace un pedido?"
        ja "いつ注文されますか?"
    }
    /// Its answer.
    before_it_runs_out() {
        en "When what is at home would run out about when a delivery takes to come, at your own pace. The page of a supply says when that will be, and the page of an order says why it was made."
        de "Wenn das, was zu Hause ist, bei Ihrem Verbrauch etwa so lange reicht, wie eine Lieferung braucht. Die Seite eines Vorrats sagt, wann das sein wird, und die Seite einer Bestellung, warum sie aufgegeben wurde."
        fr "Quand ce qui reste chez vous, à votre rythme, suffit à peu près pour le temps d’une livraison. La page d’un consommable indique quand ce sera, et la page d’une commande pourquoi elle a été passée."
        it "Quando ciò che hai in casa, al tuo ritmo, basta all’incirca per il tempo di una consegna. La pagina di una scorta dice quando sarà, e la pagina di un ordine perché è stato fatto."
        es "Cuando lo que hay en casa, a tu ritmo, alcanza más o menos para lo que tarda una entrega. La página de un suministro dice cuándo será, y la página de un pedido, por qué se hizo."
        ja "使用ペースから見て、手元の分が配送にかかる日数でなくなりそうなときです。その時期は消耗品のページに、注文した理由は注文のページに表示されます。"
    }
    /// A question.
    how_to_stop() {
        en "How do I stop an order?"
        de "Wie stoppe ich eine Bestellung?"
        fr "Comment arrêter une commande\u{a0}?"
        it "Come fermo un ordine?"
        es "¿Cómo detengo un pedido?"
        ja "注文を止めるにはどうすればよいですか?"
    }
    /// Its answer.
    cancel_on_amazon() {
        en "On Amazon, under your orders, within about 24 hours. After a first cancellation the machine orders again in five days; after a second one not before you have restocked."
        de "Auf Amazon unter Ihren Bestellungen, innerhalb von etwa 24 Stunden. Nach einer ersten Stornierung bestellt das Gerät in fünf Tagen wieder, nach einer zweiten erst, wenn Sie aufgefüllt haben."
        fr "Sur Amazon, dans vos commandes, sous 24 heures environ. Après une première annulation, l’appareil commande de nouveau au bout de cinq jours\u{a0}; après une deuxième, pas avant que vous ayez refait le stock."
        it "Su Amazon, tra i tuoi ordini, entro circa 24 ore. Dopo un primo annullamento l’apparecchio ordina di nuovo dopo cinque giorni; dopo un secondo, non prima che tu abbia rifatto scorta."
        es "En Amazon, en tus pedidos, en unas 24 horas. Tras una primera cancelación, la máquina vuelve a pedir en cinco días; tras una segunda, no antes de que repongas existencias."
        ja "Amazonの注文履歴で、約24時間以内にキャンセルしてください。1回目のキャンセル後は5日後に再び注文されます。2回目のキャンセル後は、補充するまで注文されません。"
    }
    /// A question.
    how_to_pause() {
        en "How do I pause, or choose another product?"
        de "Wie pausiere ich oder wähle ein anderes Produkt?"
        fr "Comment mettre en pause ou choisir un autre produit\u{a0}?"
        it "Come metto in pausa o scelgo un altro prodotto?"
        es "¿Cómo pongo en pausa o elijo otro producto?"
        ja "一時停止や商品の変更はどうすればよいですか?"
    }
    /// Its answer, with the name of a link.
    press_change(link: &str) {
        en "Open the supply and press “{link}”. While a supply is paused its level is still kept, and nothing is ordered."
        de "Öffnen Sie den Vorrat und drücken Sie „{link}“. Solange ein Vorrat pausiert ist, wird sein Füllstand weitergeführt und nichts bestellt."
        fr "Ouvrez le consommable et appuyez sur «\u{a0}{link}\u{a0}». Tant qu’un consommable est en pause, son niveau reste suivi et rien n’est commandé."
        it "Apri la scorta e premi «{link}». Mentre una scorta è in pausa, il suo livello viene comunque aggiornato e non viene ordinato nulla."
        es "Abre el suministro y pulsa «{link}». Mientras un suministro está en pausa, su nivel se sigue llevando y no se pide nada."
        ja "消耗品を開いて「{link}」を押してください。一時停止中も残量は記録され、注文はされません。"
    }
    /// A question.
    level_is_wrong() {
        en "The level is wrong."
        de "Der Füllstand stimmt nicht."
        fr "Le niveau est faux."
        it "Il livello è sbagliato."
        es "El nivel no es correcto."
        ja "残量が正しくありません。"
    }
    /// Its answer.
    set_it() {
        en "Set it on the page of the supply. If the sensor of the machine reads something else, the page says how far the two have come apart."
        de "Stellen Sie ihn auf der Seite des Vorrats richtig. Wenn der Sensor des Geräts etwas anderes misst, sagt die Seite, wie weit beides auseinanderliegt."
        fr "Corrigez-le sur la page du consommable. Si le capteur de l’appareil mesure autre chose, la page indique l’écart entre les deux."
        it "Correggilo nella pagina della scorta. Se il sensore dell’apparecchio legge altro, la pagina dice di quanto i due valori differiscono."
        es "Corrígelo en la página del suministro. Si el sensor de la máquina mide otra cosa, la página dice cuánto se diferencian."
        ja "消耗品のページで修正してください。機器のセンサーの値と異なる場合は、その差がページに表示されます。"
    }
    /// A question.
    not_here() {
        en "A delivery is shown as arrived, and is not here."
        de "Eine Lieferung wird als angekommen angezeigt, ist aber nicht da."
        fr "Une livraison est indiquée comme arrivée, mais n’est pas là."
        it "Una consegna risulta arrivata, ma non è qui."
        es "Una entrega aparece como recibida y no está aquí."
        ja "届いたと表示されているのに、届いていません。"
    }
    /// Its answer, with the name of a button.
    press_not_arrived(button: &str) {
        en "It is added on the day it is expected. Press “{button}” on the page of the order: it is taken back, and expected two days later."
        de "Sie wird an dem Tag dazugezählt, an dem sie erwartet wird. Drücken Sie „{button}“ auf der Seite der Bestellung: Sie wird wieder abgezogen und zwei Tage später erwartet."
        fr "Elle est ajoutée le jour où elle est prévue. Appuyez sur «\u{a0}{button}\u{a0}» sur la page de la commande\u{a0}: elle est retirée, et attendue deux jours plus tard."
        it "Viene aggiunta il giorno in cui è prevista. Premi «{button}» nella pagina dell’ordine: viene tolta e attesa due giorni dopo."
        es "Se añade el día en que se espera. Pulsa «{button}» en la página del pedido: se descuenta y se espera dos días después."
        ja "到着予定日に加算されます。注文のページで「{button}」を押すと、取り消されて2日後の到着予定になります。"
    }
    /// A question.
    no_news() {
        en "There is no news from my machine."
        de "Von meinem Gerät kommt keine Nachricht."
        fr "Mon appareil ne donne plus de nouvelles."
        it "Non ci sono notizie dal mio apparecchio."
        es "No hay noticias de mi máquina."
        ja "機器から連絡がありません。"
    }
    /// Its answer.
    check_power() {
        en "It has not been heard for two days. Check its power and its Wi-Fi; what it used meanwhile is counted when it is back."
        de "Es hat sich seit zwei Tagen nicht gemeldet. Prüfen Sie Strom und WLAN; was es inzwischen verbraucht hat, wird gezählt, wenn es wieder da ist."
        fr "Il n’a rien transmis depuis deux jours. Vérifiez son alimentation et son Wi-Fi\u{a0}; ce qu’il a consommé entre-temps sera compté à son retour."
        it "Non si fa sentire da due giorni. Controlla l’alimentazione e il Wi-Fi; ciò che ha consumato nel frattempo viene contato quando torna."
        es "Lleva dos días sin informar. Comprueba la corriente y el wifi; lo que haya consumido mientras tanto se cuenta cuando vuelva."
        ja "2日間連絡がありません。電源とWi-Fiを確認してください。その間に使った分は、接続が戻ったときに反映されます。"
    }
    /// A question.
    bought_elsewhere() {
        en "I bought more elsewhere."
        de "Ich habe woanders nachgekauft."
        fr "J’en ai acheté ailleurs."
        it "Ne ho comprato altro altrove."
        es "He comprado más en otro sitio."
        ja "ほかの店で購入しました。"
    }
    /// Its answer, with the name of a button.
    press_add(button: &str) {
        en "Press “{button}”, in whatever unit is on the package. Nothing is ordered while there is enough."
        de "Drücken Sie „{button}“ und geben Sie die Menge in der Einheit ein, die auf der Packung steht. Solange genug da ist, wird nichts bestellt."
        fr "Appuyez sur «\u{a0}{button}\u{a0}», dans l’unité indiquée sur l’emballage. Rien n’est commandé tant qu’il y en a assez."
        it "Premi «{button}», nell’unità che trovi sulla confezione. Finché ce n’è abbastanza non viene ordinato nulla."
        es "Pulsa «{button}», en la unidad que figure en el envase. No se pide nada mientras haya suficiente."
        ja "「{button}」を押し、パッケージに書かれた単位で入力してください。十分にある間は注文されません。"
    }
    /// What we cannot answer.
    ask_amazon() {
        en "Questions about an order or a payment are answered by Amazon: it knows more of them than we do."
        de "Fragen zu einer Bestellung oder Zahlung beantwortet Amazon: Dort weiß man mehr darüber als wir."
        fr "Amazon répond aux questions sur une commande ou un paiement\u{a0}: il en sait plus que nous."
        it "Alle domande su un ordine o un pagamento risponde Amazon: ne sa più di noi."
        es "Amazon responde a las preguntas sobre un pedido o un pago: sabe más que nosotros."
        ja "注文や支払いについてのご質問はAmazonにお問い合わせください。Amazonのほうが詳しく把握しています。"
    }
}
