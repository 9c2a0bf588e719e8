//! Supplies: the page of all, the page of one, and what needs attention.

use crate::i18n::messages;

messages! {
    /// How many supplies, in the browser's title.
    need_attention(number: &str, count: i64) by count {
        en "{number} needs attention" | "{number} need attention"
        de "{number} braucht Aufmerksamkeit" | "{number} brauchen Aufmerksamkeit"
        fr "{number} demande votre attention" | "{number} demandent votre attention"
        it "{number} richiede attenzione" | "{number} richiedono attenzione"
        es "{number} requiere atención" | "{number} requieren atención"
        ja "要対応 {number}件"
    }
    /// The heading of what to look at.
    needs_attention() {
        en "Needs attention"
        de "Braucht Aufmerksamkeit"
        fr "Demande votre attention"
        it "Richiede attenzione"
        es "Requiere atención"
        ja "対応が必要です"
    }
    /// A reading that is not believed yet.
    machine_says(amount: &str) {
        en "The machine says {amount}. Waiting for a second reading."
        de "Das Gerät meldet {amount}. Wir warten auf einen zweiten Messwert."
        fr "L’appareil indique {amount}. Nous attendons une deuxième mesure."
        it "L’apparecchio indica {amount}. Aspettiamo una seconda lettura."
        es "La máquina indica {amount}. Esperamos una segunda lectura."
        ja "機器は{amount}と示しています。2回目の測定を待っています。"
    }
    /// Use that is not believed yet.
    machine_used(amount: &str) {
        en "The machine reported a use of {amount}, far more than usual. Waiting for another report."
        de "Das Gerät meldet {amount} Verbrauch, viel mehr als sonst. Wir warten auf eine weitere Meldung."
        fr "L’appareil signale une consommation de {amount}, bien plus que d’habitude. Nous attendons un autre relevé."
        it "L’apparecchio segnala un consumo di {amount}, molto più del solito. Aspettiamo un’altra segnalazione."
        es "La máquina informa de un consumo de {amount}, mucho más de lo habitual. Esperamos otro informe."
        ja "機器から{amount}の使用が報告されました。普段よりかなり多いため、次の報告を待っています。"
    }
    /// A counter that is not believed yet.
    counter_says(amount: &str) {
        en "The machine’s counter reads {amount}, which does not follow from before. Waiting for the next reading."
        de "Der Zähler des Geräts steht auf {amount}, was nicht zum letzten Stand passt. Wir warten auf den nächsten Wert."
        fr "Le compteur de l’appareil indique {amount}, ce qui ne suit pas la valeur précédente. Nous attendons le prochain relevé."
        it "Il contatore dell’apparecchio segna {amount}, che non segue dal valore precedente. Aspettiamo la prossima lettura."
        es "El contador de la máquina marca {amount}, lo que no concuerda con lo anterior. Esperamos la próxima lectura."
        ja "機器のカウンターは{amount}ですが、前回の値とつながりません。次の測定を待っています。"
    }
    /// A button.
    reading_right() {
        en "Yes, that is right"
        de "Ja, das stimmt"
        fr "Oui, c’est juste"
        it "Sì, è giusto"
        es "Sí, es correcto"
        ja "はい、合っています"
    }
    /// A button.
    reading_wrong() {
        en "No, that is wrong"
        de "Nein, das ist falsch"
        fr "Non, c’est faux"
        it "No, è sbagliato"
        es "No, es incorrecto"
        ja "いいえ、違います"
    }
    /// More was used, or came, than could be counted.
    level_is_lost() {
        en "More was used or came than could be counted. Set how much is there now."
        de "Es wurde mehr verbraucht oder geliefert, als sich zählen ließ. Geben Sie an, wie viel jetzt da ist."
        fr "Il a été consommé ou livré plus que ce qui pouvait être compté. Indiquez combien il reste maintenant."
        it "È stato consumato o consegnato più di quanto si potesse contare. Indica quanto c’è adesso."
        es "Se consumió o llegó más de lo que se podía contar. Indica cuánto hay ahora."
        ja "数えられる量を超えて使用または配達されました。現在の残量を設定してください。"
    }
    /// A rise by hand was taken for the order.
    taken_for_order() {
        en "Taken for your order: nothing is added on its date."
        de "Als Ihre Bestellung gezählt: Am Liefertag kommt nichts dazu."
        fr "Compté comme votre commande : rien ne sera ajouté à sa date."
        it "Contato come il tuo ordine: alla data prevista non si aggiunge nulla."
        es "Contado como tu pedido: no se añade nada en su fecha."
        ja "ご注文の到着分として数えました。到着予定日には加算されません。"
    }
    /// A button.
    bought_these() {
        en "No, I bought these"
        de "Nein, die habe ich gekauft"
        fr "Non, je les ai achetés"
        it "No, li ho comprati"
        es "No, los compré yo"
        ja "いいえ、自分で買いました"
    }
    /// A button.
    is_delivery() {
        en "This is the delivery"
        de "Das ist die Lieferung"
        fr "C’est la livraison"
        it "Questa è la consegna"
        es "Esta es la entrega"
        ja "これは配達分です"
    }
    /// A household without machines.
    no_machine() {
        en "No machine yet. Add yours with the code printed on it."
        de "Noch kein Gerät. Fügen Sie Ihres mit dem aufgedruckten Code hinzu."
        fr "Aucun appareil pour l’instant. Ajoutez le vôtre avec le code imprimé dessus."
        it "Ancora nessun apparecchio. Aggiungi il tuo con il codice stampato sopra."
        es "Aún no hay ninguna máquina. Añade la tuya con el código impreso en ella."
        ja "まだ機器がありません。機器に印刷されたコードで追加してください。"
    }
    /// What is left at home, large.
    left(amount: &str) {
        en "{amount} left"
        de "Noch {amount}"
        fr "Il reste {amount}"
        it "In casa: {amount}"
        es "En casa: {amount}"
        ja "残り{amount}"
    }
    /// What is left and the state, in the browser's title.
    left_and(amount: &str, state: &str) {
        en "{amount} left, {state}"
        de "Noch {amount}, {state}"
        fr "Il reste {amount}, {state}"
        it "In casa: {amount}, {state}"
        es "En casa: {amount}, {state}"
        ja "残り{amount}、{state}"
    }
    /// The text of a meter.
    at_home(amount: &str) {
        en "{amount} at home"
        de "{amount} zu Hause"
        fr "{amount} chez vous"
        it "{amount} in casa"
        es "{amount} en casa"
        ja "手元に{amount}"
    }
    /// The name of a meter.
    level_of(name: &str) {
        en "Level of {name}"
        de "Stand: {name}"
        fr "Niveau : {name}"
        it "Livello: {name}"
        es "Nivel: {name}"
        ja "{name}の残量"
    }
    /// A hidden heading.
    level() {
        en "Level" de "Stand" fr "Niveau" it "Livello" es "Nivel" ja "残量"
    }
    /// A fact's name.
    in_the_machine() {
        en "In the machine"
        de "Im Gerät"
        fr "Dans l’appareil"
        it "Nell’apparecchio"
        es "En la máquina"
        ja "機器内"
    }
    /// A fact's name: what is beside the machine.
    spares() {
        en "Spares" de "Reserve" fr "En réserve" it "Di riserva" es "De repuesto" ja "予備"
    }
    /// A fact's name.
    home() {
        en "At home" de "Zu Hause" fr "Chez vous" it "In casa" es "En casa" ja "手元"
    }
    /// A fact's name.
    pace() {
        en "Pace" de "Verbrauch" fr "Rythme" it "Ritmo" es "Ritmo" ja "使用ペース"
    }
    /// A pace.
    a_day(amount: &str) {
        en "about {amount} a day"
        de "etwa {amount} pro Tag"
        fr "environ {amount} par jour"
        it "circa {amount} al giorno"
        es "aproximadamente {amount} al día"
        ja "1日あたり約{amount}"
    }
    /// A fact's name.
    reorder_level() {
        en "Reorder level"
        de "Bestellgrenze"
        fr "Seuil de commande"
        it "Soglia di riordino"
        es "Nivel de pedido"
        ja "発注点"
    }
    /// An estimate.
    about(amount: &str) {
        en "about {amount}"
        de "etwa {amount}"
        fr "environ {amount}"
        it "circa {amount}"
        es "aproximadamente {amount}"
        ja "約{amount}"
    }
    /// Before a moment.
    heard_from_machine() {
        en "Heard from the machine"
        de "Letzte Meldung des Geräts:"
        fr "Dernières nouvelles de l’appareil :"
        it "Ultime notizie dall’apparecchio:"
        es "Últimas noticias de la máquina:"
        ja "機器からの最終報告:"
    }
    /// A hidden heading of the forms.
    change_level() {
        en "Change the level"
        de "Stand ändern"
        fr "Modifier le niveau"
        it "Modifica il livello"
        es "Cambiar el nivel"
        ja "残量を変更する"
    }
    /// A hidden heading of the chart.
    history() {
        en "History" de "Entwicklung" fr "Évolution" it "Andamento" es "Evolución" ja "推移"
    }
    /// A heading.
    order_under_way() {
        en "Order under way"
        de "Laufende Bestellung"
        fr "Commande en cours"
        it "Ordine in corso"
        es "Pedido en curso"
        ja "進行中の注文"
    }
    /// A heading.
    last_order() {
        en "Last order"
        de "Letzte Bestellung"
        fr "Dernière commande"
        it "Ultimo ordine"
        es "Último pedido"
        ja "前回の注文"
    }
    /// A link to the whole journal.
    every_change() {
        en "Every change"
        de "Alle Änderungen"
        fr "Toutes les modifications"
        it "Tutte le modifiche"
        es "Todos los cambios"
        ja "すべての変更"
    }
    /// A heading: why a decision came out as it did.
    why() {
        en "Why" de "Warum" fr "Pourquoi" it "Perché" es "Por qué" ja "理由"
    }
    /// Before a moment.
    decided() {
        en "Decided" de "Entschieden:" fr "Décidé :" it "Deciso:" es "Decidido:" ja "判断日時:"
    }
    /// A button: product and pause.
    change_on_amazon() {
        en "Change on Amazon"
        de "Auf Amazon ändern"
        fr "Modifier sur Amazon"
        it "Modifica su Amazon"
        es "Cambiar en Amazon"
        ja "Amazonで変更する"
    }
    /// What was just done, a line of the journal.
    done(what: &str) {
        en "{what}." de "{what}." fr "{what}." it "{what}." es "{what}." ja "{what}。"
    }
    /// What was just done, and what is at home since.
    done_and(what: &str, amount: &str) {
        en "{what}. Now {amount} at home."
        de "{what}. Jetzt {amount} zu Hause."
        fr "{what}. Il y a maintenant {amount} chez vous."
        it "{what}. Ora in casa: {amount}."
        es "{what}. Ahora en casa: {amount}."
        ja "{what}。現在、手元に{amount}あります。"
    }
    /// A button where the level is not known.
    say_how_much() {
        en "Say how much"
        de "Menge angeben"
        fr "Indiquer la quantité"
        it "Indica la quantità"
        es "Indicar la cantidad"
        ja "残量を入力する"
    }
    /// A button where an order failed or a product is missing.
    open_settings() {
        en "Open Amazon settings"
        de "Amazon-Einstellungen öffnen"
        fr "Ouvrir les paramètres Amazon"
        it "Apri le impostazioni Amazon"
        es "Abrir los ajustes de Amazon"
        ja "Amazonの設定を開く"
    }
    /// A button where a machine is silent.
    see_machine() {
        en "See machine"
        de "Gerät ansehen"
        fr "Voir l’appareil"
        it "Vedi l’apparecchio"
        es "Ver la máquina"
        ja "機器を見る"
    }
    /// A supply of which a change of long ago is being worked in.
    counting() {
        en "Being counted again, because something from long ago has changed. You see what was before; nothing is ordered until it is done."
        de "Wird neu gezählt, weil sich etwas von vor langer Zeit geändert hat. Sie sehen den Stand davor; bis das fertig ist, wird nichts bestellt."
        fr "Recomptage en cours, car une donnée ancienne a changé. Vous voyez l’état d’avant ; rien n’est commandé d’ici la fin."
        it "Ricalcolo in corso, perché è cambiato un dato di molto tempo fa. Vedi lo stato di prima; fino alla fine non si ordina nulla."
        es "Se está volviendo a contar, porque ha cambiado un dato de hace mucho. Ves el estado anterior; hasta que termine no se pide nada."
        ja "かなり前の記録が変わったため、再計算中です。表示は以前の状態で、終わるまで注文は行われません。"
    }
}
