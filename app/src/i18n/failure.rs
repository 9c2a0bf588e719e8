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
    /// 404 of a supply, heading.
    no_supply() {
        en "This supply does not exist any more"
        de "Diesen Vorrat gibt es nicht mehr"
        fr "Ce consommable n’existe plus"
        it "Questa scorta non esiste più"
        es "Este suministro ya no existe"
        ja "この消耗品はもうありません"
    }
    /// 404 of a machine, heading.
    no_machine() {
        en "This machine does not exist any more"
        de "Dieses Gerät gibt es nicht mehr"
        fr "Cet appareil n’existe plus"
        it "Questo apparecchio non esiste più"
        es "Esta máquina ya no existe"
        ja "この機器はもうありません"
    }
    /// 404 of an order, heading.
    no_order() {
        en "This order does not exist any more"
        de "Diese Bestellung gibt es nicht mehr"
        fr "Cette commande n’existe plus"
        it "Questo ordine non esiste più"
        es "Este pedido ya no existe"
        ja "この注文はもうありません"
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
    /// 403 of a form, why.
    another_site() {
        en "This form was sent from another site and was not taken. Nothing was changed."
        de "Dieses Formular wurde von einer anderen Website gesendet und nicht angenommen. Es wurde nichts geändert."
        fr "Ce formulaire a été envoyé depuis un autre site et n’a pas été accepté. Rien n’a été modifié."
        it "Questo modulo è stato inviato da un altro sito e non è stato accettato. Non è stato modificato nulla."
        es "Este formulario se envió desde otro sitio y no se aceptó. No se ha cambiado nada."
        ja "このフォームは別のサイトから送信されたため、受け付けられませんでした。何も変更されていません。"
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
    /// 410 of an invitation, title and heading.
    invitation_over() {
        en "This invitation is over"
        de "Diese Einladung ist abgelaufen"
        fr "Cette invitation a expiré"
        it "Questo invito è scaduto"
        es "Esta invitación ha caducado"
        ja "この招待は期限切れです"
    }
    /// 410 of an invitation, what to do.
    ask_for_another() {
        en "An invitation works for one week. Ask for a new link."
        de "Eine Einladung gilt eine Woche. Bitten Sie um einen neuen Link."
        fr "Une invitation est valable une semaine. Demandez un nouveau lien."
        it "Un invito vale una settimana. Chiedi un nuovo link."
        es "Una invitación vale una semana. Pide un enlace nuevo."
        ja "招待の有効期間は1週間です。新しいリンクを送ってもらってください。"
    }
    /// 429, title and heading.
    too_many() {
        en "Too many tries"
        de "Zu viele Versuche"
        fr "Trop de tentatives"
        it "Troppi tentativi"
        es "Demasiados intentos"
        ja "試行回数が多すぎます"
    }
    /// 429, what to do.
    wait_a_while() {
        en "Wait a while, then try again. Nothing was changed."
        de "Warten Sie eine Weile und versuchen Sie es dann erneut. Es wurde nichts geändert."
        fr "Attendez un moment, puis réessayez. Rien n’a été modifié."
        it "Aspetta un po’, poi riprova. Non è stato modificato nulla."
        es "Espera un rato y vuelve a intentarlo. No se ha cambiado nada."
        ja "しばらく待ってからもう一度お試しください。何も変更されていません。"
    }
    /// 400 and the like, title and heading.
    unreadable() {
        en "We could not read that"
        de "Das konnten wir nicht lesen"
        fr "Nous n’avons pas pu lire cela"
        it "Non siamo riusciti a leggerlo"
        es "No hemos podido leerlo"
        ja "内容を読み取れませんでした"
    }
    /// 400 and the like, what to do.
    go_back() {
        en "Go back, load the page again and try once more. Nothing was changed."
        de "Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal. Es wurde nichts geändert."
        fr "Revenez en arrière, rechargez la page et réessayez. Rien n’a été modifié."
        it "Torna indietro, ricarica la pagina e riprova. Non è stato modificato nulla."
        es "Vuelve atrás, carga la página de nuevo e inténtalo otra vez. No se ha cambiado nada."
        ja "前の画面に戻り、ページを再読み込みしてもう一度お試しください。何も変更されていません。"
    }
    /// 500, title and heading.
    broken() {
        en "Something broke on our side"
        de "Bei uns ist etwas schiefgegangen"
        fr "Un problème est survenu chez nous"
        it "Qualcosa è andato storto da parte nostra"
        es "Algo ha fallado por nuestra parte"
        ja "こちら側で問題が発生しました"
    }
    /// 500, what still works and what to do.
    go_on() {
        en "Your machines go on as before. Load the page again in a minute."
        de "Ihre Geräte arbeiten weiter wie bisher. Laden Sie die Seite in einer Minute neu."
        fr "Vos appareils continuent comme avant. Rechargez la page dans une minute."
        it "I tuoi apparecchi continuano come prima. Ricarica la pagina tra un minuto."
        es "Tus máquinas siguen como antes. Vuelve a cargar la página en un minuto."
        ja "機器は通常どおり動作しています。1分ほど待ってからページを再読み込みしてください。"
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
