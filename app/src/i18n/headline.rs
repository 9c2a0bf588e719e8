//! The one state a supply is in: alone, as on a pill, and counted, as in `3 good · 1 low`.

use crate::i18n::messages;

messages! {
    /// No Amazon tokens.
    not_connected() {
        en "Not connected" de "Nicht verbunden" fr "Non connecté" it "Non connesso" es "Sin conexión" ja "未接続"
    }
    /// Nobody has said how much there is.
    level_unknown() {
        en "Level unknown"
        de "Stand unbekannt"
        fr "Niveau inconnu"
        it "Livello sconosciuto"
        es "Nivel desconocido"
        ja "残量不明"
    }
    /// The last order failed, and its customer can put that right.
    needs_you() {
        en "Needs you" de "Bitte prüfen" fr "À vérifier" it "Da controllare" es "Por revisar" ja "要確認"
    }
    /// Nothing is left.
    out() {
        en "Out" de "Leer" fr "Épuisé" it "Esaurito" es "Agotado" ja "残りなし"
    }
    /// Auto-reorder is off.
    paused() {
        en "Paused" de "Pausiert" fr "En pause" it "In pausa" es "En pausa" ja "一時停止中"
    }
    /// Auto-reorder is on without a product.
    no_product() {
        en "No product chosen"
        de "Kein Produkt gewählt"
        fr "Aucun produit choisi"
        it "Nessun prodotto scelto"
        es "Sin producto elegido"
        ja "商品未選択"
    }
    /// A silent machine.
    no_news() {
        en "No news from machine"
        de "Keine Nachricht vom Gerät"
        fr "Aucune nouvelle de l’appareil"
        it "Nessuna notizia dall’apparecchio"
        es "Sin noticias de la máquina"
        ja "機器から連絡なし"
    }
    /// Decided or accepted.
    reordering() {
        en "Reordering"
        de "Wird nachbestellt"
        fr "Commande en cours"
        it "Ordine in corso"
        es "Pedido en curso"
        ja "注文手続き中"
    }
    /// Placed or shipped.
    on_the_way() {
        en "On the way" de "Unterwegs" fr "En route" it "In arrivo" es "En camino" ja "到着待ち"
    }
    /// The reorder level is reached.
    low() {
        en "Low" de "Knapp" fr "Presque épuisé" it "In esaurimento" es "Nivel bajo" ja "残りわずか"
    }
    /// Nothing to say.
    good() {
        en "Good" de "Gut" fr "Suffisant" it "Sufficiente" es "Suficiente" ja "十分"
    }
    /// Counted.
    count_not_connected(number: &str, count: i64) by count {
        en "{number} not connected"
        de "{number} nicht verbunden"
        fr "{number} non connecté" | "{number} non connectés"
        it "{number} non connessa" | "{number} non connesse"
        es "{number} sin conexión"
        ja "未接続 {number}件"
    }
    /// Counted.
    count_level_unknown(number: &str) {
        en "{number} level unknown"
        de "{number} mit unbekanntem Stand"
        fr "{number} de niveau inconnu"
        it "{number} di livello sconosciuto"
        es "{number} con nivel desconocido"
        ja "残量不明 {number}件"
    }
    /// Counted.
    count_needs_you(number: &str, count: i64) by count {
        en "{number} needs you" | "{number} need you"
        de "{number} zu prüfen"
        fr "{number} à vérifier"
        it "{number} da controllare"
        es "{number} por revisar"
        ja "要確認 {number}件"
    }
    /// Counted.
    count_out(number: &str, count: i64) by count {
        en "{number} out"
        de "{number} leer"
        fr "{number} épuisé" | "{number} épuisés"
        it "{number} esaurita" | "{number} esaurite"
        es "{number} agotado" | "{number} agotados"
        ja "残りなし {number}件"
    }
    /// Counted.
    count_paused(number: &str) {
        en "{number} paused"
        de "{number} pausiert"
        fr "{number} en pause"
        it "{number} in pausa"
        es "{number} en pausa"
        ja "一時停止中 {number}件"
    }
    /// Counted.
    count_no_product(number: &str) {
        en "{number} no product chosen"
        de "{number} ohne Produkt"
        fr "{number} sans produit choisi"
        it "{number} senza prodotto scelto"
        es "{number} sin producto elegido"
        ja "商品未選択 {number}件"
    }
    /// Counted.
    count_no_news(number: &str) {
        en "{number} no news from machine"
        de "{number} ohne Nachricht vom Gerät"
        fr "{number} sans nouvelle de l’appareil"
        it "{number} senza notizie dall’apparecchio"
        es "{number} sin noticias de la máquina"
        ja "機器から連絡なし {number}件"
    }
    /// Counted.
    count_reordering(number: &str, count: i64) by count {
        en "{number} reordering"
        de "{number} wird nachbestellt" | "{number} werden nachbestellt"
        fr "{number} en cours de commande"
        it "{number} con ordine in corso"
        es "{number} con pedido en curso"
        ja "注文手続き中 {number}件"
    }
    /// Counted.
    count_on_the_way(number: &str) {
        en "{number} on the way"
        de "{number} unterwegs"
        fr "{number} en route"
        it "{number} in arrivo"
        es "{number} en camino"
        ja "到着待ち {number}件"
    }
    /// Counted.
    count_low(number: &str, count: i64) by count {
        en "{number} low"
        de "{number} knapp"
        fr "{number} presque épuisé" | "{number} presque épuisés"
        it "{number} in esaurimento"
        es "{number} con nivel bajo"
        ja "残りわずか {number}件"
    }
    /// Counted.
    count_good(number: &str, count: i64) by count {
        en "{number} good"
        de "{number} gut"
        fr "{number} suffisant" | "{number} suffisants"
        it "{number} sufficiente" | "{number} sufficienti"
        es "{number} suficiente" | "{number} suficientes"
        ja "十分 {number}件"
    }
}
