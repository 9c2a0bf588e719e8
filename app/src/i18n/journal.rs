//! A supply’s journal: what its entries did, and who made them.

use crate::i18n::messages;

messages! {
    /// A link: the whole journal as a file.
    as_table() {
        en "Download as a table (CSV)"
        de "Als Tabelle herunterladen (CSV)"
        fr "Télécharger sous forme de tableau (CSV)"
        it "Scarica come tabella (CSV)"
        es "Descargar como tabla (CSV)"
        ja "表としてダウンロード（CSV）"
    }
    /// A heading.
    journal() {
        en "Journal"
        de "Verlauf"
        fr "Historique"
        it "Cronologia"
        es "Historial"
        ja "履歴"
    }
    /// The title of a supply’s page of it.
    page_title(supply: &str) {
        en "Journal – {supply}"
        de "Verlauf – {supply}"
        fr "Historique – {supply}"
        it "Cronologia – {supply}"
        es "Historial – {supply}"
        ja "履歴 – {supply}"
    }
    /// The links to other pages, to those who do not see them.
    pages() {
        en "Pages"
        de "Seiten"
        fr "Pages"
        it "Pagine"
        es "Páginas"
        ja "ページ"
    }
    /// A link to the page of later entries.
    newer() {
        en "Newer"
        de "Neuere"
        fr "Plus récentes"
        it "Più recenti"
        es "Más recientes"
        ja "新しい履歴"
    }
    /// A link to the page of earlier entries.
    older() {
        en "Older"
        de "Ältere"
        fr "Plus anciennes"
        it "Meno recenti"
        es "Más antiguas"
        ja "古い履歴"
    }
    /// No entries.
    empty() {
        en "Nothing has changed it yet."
        de "Es hat sich noch nichts geändert."
        fr "Rien n’a encore changé."
        it "Non è ancora cambiato nulla."
        es "Aún no ha cambiado nada."
        ja "まだ変更はありません。"
    }
    /// Beside an entry that was taken back.
    undone() {
        en "(undone)"
        de "(rückgängig gemacht)"
        fr "(annulé)"
        it "(annullato)"
        es "(deshecho)"
        ja "(元に戻しました)"
    }
    /// A button; what the entry did is said after it to those who do not see the line.
    undo() {
        en "Undo"
        de "Rückgängig machen"
        fr "Annuler"
        it "Annulla"
        es "Deshacer"
        ja "元に戻す"
    }
    /// Who made an entry, and when.
    by_machine(moment: &str) {
        en "by the machine, {moment}"
        de "vom Gerät, {moment}"
        fr "par l’appareil, {moment}"
        it "dall’apparecchio, {moment}"
        es "por la máquina, {moment}"
        ja "機器 · {moment}"
    }
    /// Who made an entry, and when.
    by_household(moment: &str) {
        en "by your household, {moment}"
        de "von Ihrem Haushalt, {moment}"
        fr "par votre foyer, {moment}"
        it "dal tuo nucleo familiare, {moment}"
        es "por tu hogar, {moment}"
        ja "世帯 · {moment}"
    }
    /// Which company made an entry, and when.
    by_maker(maker: &str, moment: &str) {
        en "by {maker}, {moment}"
        de "von {maker}, {moment}"
        fr "par {maker}, {moment}"
        it "da {maker}, {moment}"
        es "por {maker}, {moment}"
        ja "{maker} · {moment}"
    }
    /// Of a delivery that was counted without anybody’s word, and when.
    on_expected_date(moment: &str) {
        en "on its expected date, {moment}"
        de "am erwarteten Tag, {moment}"
        fr "à la date prévue, {moment}"
        it "alla data prevista, {moment}"
        es "en la fecha prevista, {moment}"
        ja "到着予定日 · {moment}"
    }
    /// Of a reading that was believed without anybody’s word, and when.
    after_waiting(moment: &str) {
        en "because no other reading came, {moment}"
        de "weil kein anderer Messwert kam, {moment}"
        fr "faute d’autre mesure, {moment}"
        it "in assenza di altre letture, {moment}"
        es "porque no llegó otra lectura, {moment}"
        ja "ほかの測定値がないため · {moment}"
    }
    /// An entry.
    used(amount: &str) {
        en "Used {amount}"
        de "{amount} verbraucht"
        fr "Consommation : {amount}"
        it "Consumo: {amount}"
        es "Consumo: {amount}"
        ja "{amount}を使用"
    }
    /// An entry: what a sensor or a person read.
    machine_read(amount: &str) {
        en "Machine read {amount}"
        de "Messwert des Geräts: {amount}"
        fr "Relevé de l’appareil : {amount}"
        it "Lettura dell’apparecchio: {amount}"
        es "Lectura de la máquina: {amount}"
        ja "機器の読み取り値 {amount}"
    }
    /// An entry: a counter of all use.
    counter_at(amount: &str) {
        en "Machine's counter at {amount}"
        de "Zähler des Geräts bei {amount}"
        fr "Compteur de l’appareil à {amount}"
        it "Contatore dell’apparecchio a {amount}"
        es "Contador de la máquina en {amount}"
        ja "機器のカウンター {amount}"
    }
    /// An entry: a delivery that cannot be counted.
    delivery_of_unknown() {
        en "Delivery of an unknown amount"
        de "Lieferung, Menge unbekannt"
        fr "Livraison, quantité inconnue"
        it "Consegna, quantità sconosciuta"
        es "Entrega, cantidad desconocida"
        ja "配達（数量不明）"
    }
    /// An entry.
    delivery(amount: &str) {
        en "Delivery of {amount}"
        de "Lieferung: {amount}"
        fr "Livraison : {amount}"
        it "Consegna: {amount}"
        es "Entrega: {amount}"
        ja "配達 {amount}"
    }
    /// An entry.
    added(amount: &str) {
        en "Added {amount}"
        de "{amount} aufgefüllt"
        fr "Ajout : {amount}"
        it "Aggiunta: {amount}"
        es "Añadido: {amount}"
        ja "{amount}を補充"
    }
    /// An entry.
    set_to(amount: &str) {
        en "Set to {amount}"
        de "Auf {amount} gesetzt"
        fr "Niveau fixé à {amount}"
        it "Impostato a {amount}"
        es "Fijado en {amount}"
        ja "{amount}に設定"
    }
    /// An entry: a reading that waited counts after all.
    believed(amount: &str) {
        en "Reading of {amount} believed"
        de "Messwert {amount} gilt"
        fr "Mesure de {amount} acceptée"
        it "Lettura di {amount} accettata"
        es "Lectura de {amount} aceptada"
        ja "測定値{amount}を採用"
    }
    /// An entry: a reading that waited is wrong.
    dropped(amount: &str) {
        en "Reading of {amount} called wrong"
        de "Messwert {amount} als falsch gemeldet"
        fr "Mesure de {amount} signalée comme fausse"
        it "Lettura di {amount} segnalata come errata"
        es "Lectura de {amount} marcada como errónea"
        ja "測定値{amount}を誤りとして却下"
    }
    /// An entry: a new container.
    replaced() {
        en "Replaced"
        de "Ausgetauscht"
        fr "Remplacé"
        it "Sostituito"
        es "Sustituido"
        ja "交換"
    }
    /// An entry, and what is not plain from it.
    with_note(did: &str, note: &str) {
        en "{did}: {note}"
        de "{did} ({note})"
        fr "{did} ({note})"
        it "{did} ({note})"
        es "{did} ({note})"
        ja "{did}({note})"
    }
    /// In a note: more went than was counted.
    more_than_known(amount: &str) {
        en "{amount} more than was known to be there"
        de "{amount} mehr, als bekannt war"
        fr "{amount} de plus que le stock connu"
        it "{amount} in più di quanto risultava"
        es "{amount} más de lo que constaba"
        ja "把握していた量より{amount}多い"
    }
    /// In a note to a reading.
    less_than_before(amount: &str) {
        en "{amount} less than before"
        de "{amount} weniger als zuvor"
        fr "{amount} de moins qu’avant"
        it "{amount} in meno di prima"
        es "{amount} menos que antes"
        ja "前回より{amount}減少"
    }
    /// In a note to a reading.
    filled_from_spares() {
        en "filled up from the spares"
        de "aus der Reserve aufgefüllt"
        fr "rempli avec la réserve"
        it "riempito con le scorte di riserva"
        es "rellenado con el repuesto"
        ja "予備から補充"
    }
    /// In a note to a reading.
    counted_as_new(amount: &str) {
        en "{amount} more than was known of, counted as new"
        de "{amount} mehr als bekannt, als neu gezählt"
        fr "{amount} de plus que le stock connu, compté comme nouveau"
        it "{amount} in più di quanto risultava, contato come nuovo"
        es "{amount} más de lo que constaba, contado como nuevo"
        ja "把握していた量より{amount}多く、新しい分として加算"
    }
    /// In a note to a reading.
    waits_for_another() {
        en "waiting for a second reading"
        de "wartet auf einen zweiten Messwert"
        fr "en attente d’une deuxième mesure"
        it "in attesa di una seconda lettura"
        es "a la espera de una segunda lectura"
        ja "2回目の測定を待っています"
    }
    /// In a note to a counter.
    used_since(amount: &str) {
        en "{amount} used"
        de "{amount} verbraucht"
        fr "consommation : {amount}"
        it "consumo: {amount}"
        es "consumo: {amount}"
        ja "{amount}を使用"
    }
    /// An entry that took another one back.
    undone_entry(did: &str) {
        en "Undone: {did}"
        de "Rückgängig gemacht: „{did}“"
        fr "Annulé : « {did} »"
        it "Annullato: «{did}»"
        es "Deshecho: «{did}»"
        ja "元に戻した操作:「{did}」"
    }
    /// An entry that took another one back, which is not at hand.
    undone_earlier() {
        en "Undone: an earlier entry"
        de "Rückgängig gemacht: ein früherer Eintrag"
        fr "Annulé : une entrée antérieure"
        it "Annullato: una voce precedente"
        es "Deshecho: una entrada anterior"
        ja "元に戻した操作:以前の記録"
    }
}
