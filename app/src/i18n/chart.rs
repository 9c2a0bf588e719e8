//! The picture of a supply’s level: its labels, its caption and its tables.

use crate::i18n::messages;

messages! {
    /// Instead of the picture.
    unknown() {
        en "A chart appears when the level is known."
        de "Ein Diagramm erscheint, sobald der Stand bekannt ist."
        fr "Un graphique apparaîtra quand le niveau sera connu."
        it "Un grafico apparirà quando il livello sarà noto."
        es "Aparecerá un gráfico cuando se conozca el nivel."
        ja "残量がわかるとグラフが表示されます。"
    }
    /// The caption’s first sentence.
    at_home(amount: &str) {
        en "{amount} at home."
        de "{amount} zu Hause."
        fr "{amount} chez vous."
        it "{amount} in casa."
        es "{amount} en casa."
        ja "手元に{amount}。"
    }
    /// In the caption.
    lasts_until(day: &str) {
        en "At the present pace that lasts until about {day}."
        de "Beim jetzigen Verbrauch reicht das etwa bis {day}."
        fr "Au rythme actuel, cela suffira jusqu’au {day} environ."
        it "Al ritmo attuale basta fino al {day} circa."
        es "Al ritmo actual dura hasta el {day} aproximadamente."
        ja "現在の使用ペースで{day}頃までもちます。"
    }
    /// In the caption.
    learning() {
        en "Still learning your pace, so nothing is drawn ahead."
        de "Wir lernen Ihren Verbrauch noch kennen, daher ist nichts vorausgezeichnet."
        fr "Votre rythme n’est pas encore connu : rien n’est tracé pour la suite."
        it "Stiamo ancora imparando il tuo ritmo, quindi non si traccia nulla per il futuro."
        es "Aún estamos aprendiendo tu ritmo, así que no se dibuja nada a futuro."
        ja "使用ペースを学習中のため、今後の予測は表示されません。"
    }
    /// In the caption, after that the pace is being learned.
    learned_at(day: &str) {
        en "A date will appear around {day}."
        de "Ein Datum erscheint etwa am {day}."
        fr "Une date apparaîtra vers le {day}."
        it "Una data apparirà verso il {day}."
        es "Aparecerá una fecha hacia el {day}."
        ja "{day}頃に日付が表示されます。"
    }
    /// In the caption.
    level_is(amount: &str) {
        en "The reorder level is about {amount}."
        de "Die Bestellgrenze liegt bei etwa {amount}."
        fr "Le seuil de commande est d’environ {amount}."
        it "La soglia di riordino è circa {amount}."
        es "El nivel de pedido es de aproximadamente {amount}."
        ja "発注点は約{amount}です。"
    }
    /// In the caption.
    delivery(day: &str) {
        en "A delivery is expected on {day}."
        de "Eine Lieferung wird am {day} erwartet."
        fr "Une livraison est attendue le {day}."
        it "Una consegna è prevista per il {day}."
        es "Se espera una entrega el {day}."
        ja "{day}に配達される予定です。"
    }
    /// In the caption.
    delivery_of(amount: &str, day: &str) {
        en "A delivery of {amount} is expected on {day}."
        de "Eine Lieferung ({amount}) wird am {day} erwartet."
        fr "Une livraison ({amount}) est attendue le {day}."
        it "Una consegna ({amount}) è prevista per il {day}."
        es "Se espera una entrega ({amount}) el {day}."
        ja "{day}に{amount}が配達される予定です。"
    }
    /// In the caption, of the area around the line ahead.
    shaded() {
        en "On any day the level is in the shaded area eight times out of ten."
        de "An jedem Tag liegt der Stand in acht von zehn Fällen in der schattierten Fläche."
        fr "Chaque jour, le niveau se trouve huit fois sur dix dans la zone ombrée."
        it "Ogni giorno il livello è otto volte su dieci nell’area ombreggiata."
        es "Cada día el nivel está ocho de cada diez veces en la zona sombreada."
        ja "どの日の残量も、10回中8回は色の付いた範囲に入ります。"
    }
    /// Between two of the caption’s sentences.
    between() {
        en " "
        de " "
        fr " "
        it " "
        es " "
        ja ""
    }
    /// The picture’s name.
    title(name: &str) {
        en "{name}: the level of the last 30 days and the next 3 weeks"
        de "{name}: der Stand der letzten 30 Tage und der nächsten 3 Wochen"
        fr "{name} : le niveau des 30 derniers jours et des 3 prochaines semaines"
        it "{name}: il livello degli ultimi 30 giorni e delle prossime 3 settimane"
        es "{name}: el nivel de los últimos 30 días y de las próximas 3 semanas"
        ja "{name}: 過去30日間と今後3週間の残量"
    }
    /// The picture’s description.
    description() {
        en "The caption says what it shows, and a table below has every day."
        de "Die Bildunterschrift sagt, was es zeigt; eine Tabelle darunter enthält jeden Tag."
        fr "La légende dit ce qu’il montre, et un tableau au-dessous reprend chaque jour."
        it "La didascalia dice che cosa mostra, e una tabella sotto riporta ogni giorno."
        es "La leyenda dice qué muestra, y una tabla debajo recoge cada día."
        ja "内容は説明文にあり、下の表にすべての日が載っています。"
    }
    /// Below the axis.
    today() {
        en "Today"
        de "Heute"
        fr "Aujourd’hui"
        it "Oggi"
        es "Hoy"
        ja "今日"
    }
    /// A label.
    reorder_at(amount: &str) {
        en "Reorder at about {amount}"
        de "Nachbestellen bei etwa {amount}"
        fr "Commande vers {amount}"
        it "Riordino a circa {amount}"
        es "Pedido hacia {amount}"
        ja "約{amount}で注文"
    }
    /// A label.
    may_run_out(day: &str) {
        en "May run out {day}"
        de "Evtl. leer am {day}"
        fr "Peut manquer le {day}"
        it "Può finire il {day}"
        es "Puede agotarse el {day}"
        ja "{day}になくなる見込み"
    }
    /// A label.
    expected(day: &str) {
        en "Expected {day}"
        de "Erwartet {day}"
        fr "Attendue le {day}"
        it "Previsto {day}"
        es "Previsto: {day}"
        ja "{day} 到着予定"
    }
    /// A day’s level, as it is read.
    point(day: &str, amount: &str) {
        en "{day}: {amount}"
        de "{day}: {amount}"
        fr "{day} : {amount}"
        it "{day}: {amount}"
        es "{day}: {amount}"
        ja "{day}: {amount}"
    }
    /// What is moved from day to day, to those who do not see it.
    by_day() {
        en "Level by day"
        de "Stand je Tag"
        fr "Niveau par jour"
        it "Livello per giorno"
        es "Nivel por día"
        ja "日ごとの残量"
    }
    /// How to read the picture.
    hint() {
        en "Point at a day, or use the arrow keys."
        de "Zeigen Sie auf einen Tag oder nutzen Sie die Pfeiltasten."
        fr "Pointez un jour ou utilisez les touches fléchées."
        it "Punta un giorno o usa i tasti freccia."
        es "Señala un día o usa las teclas de flecha."
        ja "日を指すか、矢印キーを使ってください。"
    }
    /// Opens the tables.
    show_table() {
        en "Show as table"
        de "Als Tabelle anzeigen"
        fr "Afficher sous forme de tableau"
        it "Mostra come tabella"
        es "Mostrar como tabla"
        ja "表で表示"
    }
    /// The caption of what was.
    past(name: &str) {
        en "{name} at home, by day (UTC)"
        de "{name} zu Hause, je Tag (UTC)"
        fr "{name} chez vous, par jour (UTC)"
        it "{name} in casa, per giorno (UTC)"
        es "{name} en casa, por día (UTC)"
        ja "手元の{name}、日別 (UTC)"
    }
    /// A column.
    day() {
        en "Day"
        de "Tag"
        fr "Jour"
        it "Giorno"
        es "Día"
        ja "日"
    }
    /// A column.
    lowest() {
        en "Lowest"
        de "Niedrigster Stand"
        fr "Minimum"
        it "Minimo"
        es "Mínimo"
        ja "最小"
    }
    /// A column.
    at_its_end() {
        en "At its end"
        de "Am Ende"
        fr "En fin de journée"
        it "A fine giornata"
        es "Al final del día"
        ja "終了時"
    }
    /// The caption of what is foreseen.
    ahead(name: &str) {
        en "{name} at home in the weeks to come, without a delivery. Eight times out of ten it is between low and high."
        de "{name} zu Hause in den nächsten Wochen, ohne Lieferung. In acht von zehn Fällen liegt der Stand zwischen niedrig und hoch."
        fr "{name} chez vous dans les semaines à venir, sans livraison. Huit fois sur dix, le niveau est entre bas et haut."
        it "{name} in casa nelle prossime settimane, senza consegne. Otto volte su dieci il livello è tra basso e alto."
        es "{name} en casa en las próximas semanas, sin entregas. Ocho de cada diez veces el nivel está entre bajo y alto."
        ja "今後数週間の手元の{name}(配達がない場合)。10回中8回は「少なめ」と「多め」の間です。"
    }
    /// A column.
    low() {
        en "Low"
        de "Niedrig"
        fr "Bas"
        it "Basso"
        es "Bajo"
        ja "少なめ"
    }
    /// A column.
    middle() {
        en "Middle"
        de "Mittel"
        fr "Moyen"
        it "Medio"
        es "Medio"
        ja "中間"
    }
    /// A column.
    high() {
        en "High"
        de "Hoch"
        fr "Haut"
        it "Alto"
        es "Alto"
        ja "多め"
    }
}
