//! Narrowing the list of supplies: what is shown of them, and that nothing is there.

use crate::i18n::messages;

messages! {
    /// What the filters are, to those who do not see them.
    show() {
        en "Show" de "Anzeigen" fr "Afficher" it "Mostra" es "Mostrar" ja "表示する消耗品"
    }
    /// A filter.
    all() {
        en "All" de "Alle" fr "Tous" it "Tutte" es "Todos" ja "すべて"
    }
    /// A filter.
    attention() {
        en "Needs attention"
        de "Braucht Aufmerksamkeit"
        fr "À surveiller"
        it "Richiede attenzione"
        es "Requiere atención"
        ja "要対応"
    }
    /// Nothing is under a filter.
    nothing_needs_attention() {
        en "Nothing needs attention."
        de "Nichts braucht Aufmerksamkeit."
        fr "Rien ne demande votre attention."
        it "Niente richiede attenzione."
        es "Nada requiere atención."
        ja "対応が必要な消耗品はありません。"
    }
    /// Nothing is under a filter.
    nothing_low() {
        en "Nothing is low."
        de "Nichts ist knapp."
        fr "Rien n’est presque épuisé."
        it "Niente è in esaurimento."
        es "Nada tiene el nivel bajo."
        ja "残りわずかな消耗品はありません。"
    }
    /// Nothing is under a filter.
    nothing_reordering() {
        en "Nothing is being reordered."
        de "Nichts wird gerade nachbestellt."
        fr "Aucune commande n’est en cours."
        it "Nessun ordine è in corso."
        es "No hay ningún pedido en curso."
        ja "注文手続き中の消耗品はありません。"
    }
    /// Nothing is under a filter.
    nothing_on_the_way() {
        en "Nothing is on the way."
        de "Nichts ist unterwegs."
        fr "Rien n’est en route."
        it "Niente è in arrivo."
        es "No hay nada en camino."
        ja "到着待ちの消耗品はありません。"
    }
    /// Nothing is under a filter.
    nothing_paused() {
        en "Nothing is paused."
        de "Nichts ist pausiert."
        fr "Rien n’est en pause."
        it "Niente è in pausa."
        es "No hay nada en pausa."
        ja "一時停止中の消耗品はありません。"
    }
    /// The way back from a filter.
    show_all(number: &str, count: i64) by count {
        en "Show the only supply" | "Show all {number} supplies"
        de "Den einzigen Vorrat anzeigen" | "Alle {number} Vorräte anzeigen"
        fr "Afficher le seul consommable" | "Afficher les {number} consommables"
        it "Mostra l’unica scorta" | "Mostra tutte le {number} scorte"
        es "Mostrar el único suministro" | "Mostrar los {number} suministros"
        ja "{number}件の消耗品をすべて表示"
    }
    /// What to look for.
    find() {
        en "Find by name"
        de "Nach Namen suchen"
        fr "Chercher par nom"
        it "Cerca per nome"
        es "Buscar por nombre"
        ja "名前で探す"
    }
    /// How many have what was typed in their name.
    shown(number: &str, all: &str) {
        en "{number} of {all} shown"
        de "{number} von {all} angezeigt"
        fr "{number} sur {all} affichés"
        it "{number} di {all} mostrate"
        es "{number} de {all} mostrados"
        ja "{all}件中{number}件を表示"
    }
}
