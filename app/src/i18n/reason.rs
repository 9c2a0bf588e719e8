//! Why a decision came out as it did: sentences, or clauses of one.

use crate::i18n::messages;

messages! {
    /// A sentence.
    not_connected() {
        en "Not connected, so nothing is ordered."
        de "Nicht verbunden, es wird also nichts bestellt."
        fr "Non connecté : rien n’est commandé."
        it "Non connesso, quindi non viene ordinato nulla."
        es "Sin conexión, así que no se pide nada."
        ja "接続されていないため、注文しません。"
    }
    /// A sentence.
    paused() {
        en "Auto-reorder is off, so nothing is ordered."
        de "Das automatische Nachbestellen ist aus, es wird also nichts bestellt."
        fr "Le réapprovisionnement automatique est désactivé : rien n’est commandé."
        it "Il riordino automatico è disattivato, quindi non viene ordinato nulla."
        es "La reposición automática está desactivada, así que no se pide nada."
        ja "自動注文がオフになっているため、注文しません。"
    }
    /// A sentence.
    no_level() {
        en "Nobody has said how much is in the machine."
        de "Niemand hat gesagt, wie viel im Gerät ist."
        fr "Personne n’a indiqué la quantité dans l’appareil."
        it "Nessuno ha indicato quanto c’è nell’apparecchio."
        es "Nadie ha indicado cuánto hay en la máquina."
        ja "機器内の残量が入力されていません。"
    }
    /// A sentence.
    no_pace() {
        en "No use has been reported yet, so there is no pace."
        de "Es wurde noch kein Verbrauch gemeldet."
        fr "Aucune consommation n’a encore été signalée : le rythme est inconnu."
        it "Non è ancora stato segnalato alcun consumo, quindi il ritmo non è noto."
        es "Aún no se ha informado de ningún consumo, así que no hay un ritmo."
        ja "まだ使用の報告がないため、使用ペースがわかりません。"
    }
    /// The first clause; `lasts` is “about 7 days”.
    left_lasting(left: &str, lasts: &str, pace: &str) {
        en "{left} left, {lasts} at {pace} a day"
        de "{left} übrig, das reicht {lasts} bei {pace} am Tag"
        fr "Il reste {left}, soit {lasts} à {pace} par jour"
        it "Restano {left}, cioè {lasts} a {pace} al giorno"
        es "Quedan {left}, {lasts} a {pace} al día"
        ja "残り{left}、1日{pace}の使用で{lasts}もちます"
    }
    /// The first clause.
    left_unused(left: &str) {
        en "{left} left, nothing used lately"
        de "{left} übrig, zuletzt nichts verbraucht"
        fr "Il reste {left}, rien n’a été consommé récemment"
        it "Restano {left}, di recente non è stato usato nulla"
        es "Quedan {left}, sin consumo reciente"
        ja "残り{left}、最近の使用はありません"
    }
    /// A clause.
    delivery_takes(from: &str, to: &str) {
        en "a delivery takes {from} to {to} days"
        de "eine Lieferung dauert {from} bis {to} Tage"
        fr "une livraison prend {from} à {to} jours"
        it "una consegna richiede da {from} a {to} giorni"
        es "una entrega tarda de {from} a {to} días"
        ja "配達には{from}〜{to}日かかります"
    }
    /// A clause.
    level(amount: &str) {
        en "the reorder level is {amount}"
        de "die Bestellgrenze ist {amount}"
        fr "le seuil de commande est de {amount}"
        it "la soglia di riordino è {amount}"
        es "el nivel de pedido es {amount}"
        ja "発注点は{amount}です"
    }
    /// The last clause.
    ordering() {
        en "ordering now"
        de "jetzt wird bestellt"
        fr "commande en cours d’envoi"
        it "si ordina ora"
        es "se pide ahora"
        ja "これから注文します"
    }
    /// The last clause.
    enough() {
        en "enough for now"
        de "vorerst genug"
        fr "c’est suffisant pour l’instant"
        it "per ora basta"
        es "por ahora es suficiente"
        ja "今のところ足りています"
    }
    /// The last clause.
    order_live() {
        en "an order is under way"
        de "eine Bestellung läuft bereits"
        fr "une commande est en cours"
        it "un ordine è in corso"
        es "hay un pedido en curso"
        ja "注文が進行中です"
    }
    /// The last clause.
    held() {
        en "waiting after an order that did not come through"
        de "wir warten, weil eine Bestellung nicht zustande kam"
        fr "nous attendons, car une commande n’a pas abouti"
        it "aspettiamo, perché un ordine non è andato a buon fine"
        es "esperamos, porque un pedido no se completó"
        ja "成立しなかった注文があるため、待っています"
    }
    /// A clause: the manufacturer said so.
    held_by_maker() {
        en "the manufacturer has put reordering on hold"
        de "der Hersteller hat das Nachbestellen angehalten"
        fr "le fabricant a suspendu les commandes automatiques"
        it "il produttore ha sospeso il riordino"
        es "el fabricante ha suspendido los pedidos automáticos"
        ja "メーカーが自動注文を一時停止しています"
    }
    /// A clause: what would decide it is not sure.
    unconfirmed() {
        en "waiting for a second reading"
        de "wir warten auf einen zweiten Messwert"
        fr "nous attendons une deuxième mesure"
        it "aspettiamo una seconda lettura"
        es "esperamos una segunda lectura"
        ja "2回目の測定を待っています"
    }
    /// A clause: in an owner’s first days.
    new_here() {
        en "the machine is new here and has a full container"
        de "das Gerät ist neu hier und hat einen vollen Behälter"
        fr "l’appareil est nouveau ici et son réservoir est plein"
        it "l’apparecchio è nuovo qui e ha un contenitore pieno"
        es "la máquina es nueva aquí y tiene un recipiente lleno"
        ja "この機器は使い始めたばかりで、容器は満杯です"
    }
    /// The last clause, after the database was put back: what is known may be old.
    uncounted() {
        en "waiting until it is counted, or for a day"
        de "wir warten, bis gezählt wird, oder einen Tag"
        fr "nous attendons un comptage, ou une journée"
        it "aspettiamo un conteggio, oppure un giorno"
        es "esperamos a que se cuente, o un día"
        ja "数量が確認されるか、1日経つまで待っています"
    }
    /// The last clause.
    left_to_alexa() {
        en "Alexa decides when to reorder"
        de "Alexa entscheidet, wann nachbestellt wird"
        fr "c’est Alexa qui décide quand commander"
        it "è Alexa a decidere quando riordinare"
        es "Alexa decide cuándo reponer"
        ja "いつ注文するかはAlexaが決めます"
    }
    /// The last clause.
    is_paused() {
        en "auto-reorder is off"
        de "das automatische Nachbestellen ist aus"
        fr "le réapprovisionnement automatique est désactivé"
        it "il riordino automatico è disattivato"
        es "la reposición automática está desactivada"
        ja "自動注文がオフになっています"
    }
    /// The last clause.
    is_not_connected() {
        en "not connected"
        de "nicht verbunden"
        fr "non connecté"
        it "non connesso"
        es "sin conexión"
        ja "接続されていません"
    }
    /// Between two clauses.
    between() {
        en "; "
        de "; "
        fr " ; "
        it "; "
        es "; "
        ja "。"
    }
    /// After the last clause.
    end() {
        en "."
        de "."
        fr "."
        it "."
        es "."
        ja "。"
    }
}
