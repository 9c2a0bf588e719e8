//! The pages of what cannot be shown.

use crate::i18n::messages;

messages! {
    /// 404, title.
    missing() {
        en "Page not found"
        de "Seite nicht gefunden"
        fr "Page introuvable"
        it "Pagina non trovata"
        es "Página no encontrada"
        ja "ページが見つかりません"
    }
    /// 404, heading.
    does_not_exist() {
        en "This page does not exist"
        de "Diese Seite gibt es nicht"
        fr "Cette page n’existe pas"
        it "Questa pagina non esiste"
        es "Esta página no existe"
        ja "このページはありません"
    }
    /// 404, why.
    removed_or_mistaken() {
        en "It may have been removed, or the address has a mistake."
        de "Vielleicht wurde sie entfernt, oder die Adresse enthält einen Fehler."
        fr "Elle a peut-être été supprimée, ou l’adresse contient une erreur."
        it "Forse è stata rimossa, oppure l’indirizzo contiene un errore."
        es "Puede que se haya eliminado o que la dirección tenga un error."
        ja "削除されたか、アドレスに誤りがある可能性があります。"
    }
    /// 503, title.
    unavailable() {
        en "Not available right now"
        de "Gerade nicht verfügbar"
        fr "Indisponible pour le moment"
        it "Al momento non disponibile"
        es "No disponible en este momento"
        ja "現在ご利用いただけません"
    }
    /// 503, heading.
    cannot_show() {
        en "We cannot show this right now"
        de "Wir können dies gerade nicht anzeigen"
        fr "Nous ne pouvons pas afficher cette page pour le moment"
        it "Al momento non possiamo mostrare questa pagina"
        es "Ahora mismo no podemos mostrar esto"
        ja "現在このページを表示できません"
    }
    /// 503, what still works.
    nothing_is_lost() {
        en "Nothing is lost, and your machines go on as before. Load the page again in a minute."
        de "Nichts ist verloren, und Ihre Geräte arbeiten weiter wie bisher. Laden Sie die Seite in einer Minute neu."
        fr "Rien n’est perdu et vos appareils continuent comme avant. Rechargez la page dans une minute."
        it "Nulla è andato perso e i tuoi apparecchi continuano come prima. Ricarica la pagina tra un minuto."
        es "No se ha perdido nada y tus máquinas siguen como antes. Vuelve a cargar la página en un minuto."
        ja "何も失われておらず、機器は通常どおり動作しています。1分ほど待ってからページを再読み込みしてください。"
    }
    /// 503; the number of the request follows.
    tell_us() {
        en "If it goes on, tell us this number:"
        de "Wenn es anhält, nennen Sie uns diese Nummer:"
        fr "Si cela continue, indiquez-nous ce numéro :"
        it "Se continua, comunicaci questo numero:"
        es "Si continúa, indícanos este número:"
        ja "続く場合は、次の番号をお知らせください："
    }
    /// 403, title.
    not_allowed() {
        en "Not allowed"
        de "Nicht erlaubt"
        fr "Non autorisé"
        it "Non consentito"
        es "No permitido"
        ja "許可されていません"
    }
    /// 403, heading.
    may_not() {
        en "You may not do this"
        de "Das dürfen Sie nicht tun"
        fr "Vous n’êtes pas autorisé à faire cela"
        it "Non puoi farlo"
        es "No puedes hacer esto"
        ja "この操作はできません"
    }
    /// 403, why.
    sign_in_does_not_allow() {
        en "Your sign-in does not allow it. Nothing was changed."
        de "Ihre Anmeldung erlaubt es nicht. Es wurde nichts geändert."
        fr "Votre compte ne le permet pas. Rien n’a été modifié."
        it "Il tuo accesso non lo consente. Non è stato modificato nulla."
        es "Tu cuenta no lo permite. No se ha cambiado nada."
        ja "お使いのアカウントでは許可されていません。何も変更されていません。"
    }
    /// Without a connection, title and heading.
    offline() {
        en "You are offline"
        de "Sie sind offline"
        fr "Vous êtes hors ligne"
        it "Sei offline"
        es "Estás sin conexión"
        ja "オフラインです"
    }
    /// On every page with supplies or orders, while Amazon does not answer.
    amazon_is_silent(since: &str) {
        en "Amazon is not answering right now. Your levels are up to date. What we say of orders is from {since}."
        de "Amazon antwortet gerade nicht. Ihre Füllstände sind aktuell. Was hier über Bestellungen steht, ist von {since}."
        fr "Amazon ne répond pas pour le moment. Vos niveaux sont à jour. Ce que nous disons des commandes date de {since}."
        it "Amazon al momento non risponde. I tuoi livelli sono aggiornati. Quanto diciamo sugli ordini risale a {since}."
        es "Amazon no responde en este momento. Tus niveles están al día. Lo que decimos de los pedidos es de {since}."
        ja "現在Amazonから応答がありません。残量は最新です。注文の状況は{since}時点のものです。"
    }
    /// Without a connection, why there is no more.
    not_kept() {
        en "This page was not kept, so it cannot be shown without a connection."
        de "Diese Seite wurde nicht aufbewahrt und kann ohne Verbindung nicht angezeigt werden."
        fr "Cette page n’a pas été conservée : elle ne peut pas s’afficher sans connexion."
        it "Questa pagina non è stata conservata, quindi non può essere mostrata senza connessione."
        es "Esta página no se guardó, así que no se puede mostrar sin conexión."
        ja "このページは保存されていないため、接続がないと表示できません。"
    }
    /// Without a connection, a link.
    supplies_as_last_seen() {
        en "Your supplies, as last seen"
        de "Ihre Vorräte, wie zuletzt gesehen"
        fr "Vos consommables, tels que vus en dernier"
        it "Le tue scorte, come viste l’ultima volta"
        es "Tus suministros, como se vieron por última vez"
        ja "最後に表示した消耗品の一覧"
    }
}
