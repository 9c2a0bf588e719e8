//! Notices: what a mail and a push say, the pages where they are chosen, confirmed and ended, and what is kept for them.

use crate::i18n::messages;

messages! {
    /// Title and heading.
    notices() {
        en "Notices"
        de "Benachrichtigungen"
        fr "Notifications"
        it "Notifiche"
        es "Avisos"
        ja "お知らせ"
    }
    /// What they are for.
    what_for() {
        en "Hear when a machine needs you. News of orders still comes from Amazon or the maker."
        de "Erfahren Sie, wenn ein Gerät Sie braucht. Nachrichten zu Bestellungen kommen weiterhin von Amazon oder vom Hersteller."
        fr "Soyez prévenu quand un appareil a besoin de vous. Les nouvelles des commandes viennent toujours d’Amazon ou du fabricant."
        it "Scopri quando un apparecchio ha bisogno di te. Le notizie sugli ordini arrivano sempre da Amazon o dal produttore."
        es "Entérate cuando una máquina te necesite. Las noticias de los pedidos siguen llegando de Amazon o del fabricante."
        ja "機器に対応が必要なときにお知らせします。注文に関する連絡は、これまでどおり Amazon またはメーカーから届きます。"
    }
    /// A kind to choose.
    silent() {
        en "A machine is silent"
        de "Ein Gerät meldet sich nicht"
        fr "Un appareil ne donne plus de nouvelles"
        it "Un apparecchio non dà più notizie"
        es "Una máquina no da señales"
        ja "機器から報告が届かない"
    }
    /// A kind to choose.
    disconnected() {
        en "A machine is no longer connected"
        de "Ein Gerät ist nicht mehr verbunden"
        fr "Un appareil n’est plus connecté"
        it "Un apparecchio non è più collegato"
        es "Una máquina ya no está conectada"
        ja "機器の接続が切れた"
    }
    /// A kind to choose.
    low_unconnected() {
        en "A supply is low and its machine is not connected"
        de "Ein Vorrat geht zur Neige, und das Gerät ist nicht verbunden"
        fr "Un consommable est bas et son appareil n’est pas connecté"
        it "Una scorta sta finendo e l’apparecchio non è collegato"
        es "Queda poco de un suministro y su máquina no está conectada"
        ja "消耗品が残り少なく、機器が接続されていない"
    }
    /// A kind to choose.
    provisional() {
        en "A level has been uncertain for a day"
        de "Ein Füllstand ist seit einem Tag unsicher"
        fr "Un niveau est incertain depuis un jour"
        it "Un livello è incerto da un giorno"
        es "Un nivel es incierto desde hace un día"
        ja "残量が 1 日以上不確かなまま"
    }
    /// A kind to choose.
    clock_wrong() {
        en "A machine’s clock is wrong"
        de "Die Uhr eines Geräts geht falsch"
        fr "L’horloge d’un appareil est déréglée"
        it "L’orologio di un apparecchio è sbagliato"
        es "El reloj de una máquina va mal"
        ja "機器の時計がずれている"
    }
    /// What a notice says.
    is_silent(machine: &str) {
        en "{machine} has not been heard for two days"
        de "{machine} hat sich seit zwei Tagen nicht gemeldet"
        fr "{machine} n’a pas donné de nouvelles depuis deux jours"
        it "{machine} non dà notizie da due giorni"
        es "{machine} no da señales desde hace dos días"
        ja "{machine}から 2 日間報告が届いていません"
    }
    /// What a notice says.
    is_disconnected(machine: &str) {
        en "{machine} is no longer connected"
        de "{machine} ist nicht mehr verbunden"
        fr "{machine} n’est plus connecté"
        it "{machine} non è più collegato"
        es "{machine} ya no está conectada"
        ja "{machine}の接続が切れました"
    }
    /// What a notice says.
    is_low(supply: &str, machine: &str) {
        en "{supply} in {machine} is low, and nobody reorders it"
        de "{supply} in {machine} geht zur Neige, und niemand bestellt nach"
        fr "{supply} dans {machine}\u{a0}: le niveau est bas et rien n’est recommandé"
        it "{supply} in {machine} sta finendo e nessuno lo riordina"
        es "Queda poco de {supply} en {machine}, y nadie lo repone"
        ja "{machine}の{supply}が残り少なく、自動で再注文されません"
    }
    /// What a notice says.
    is_uncertain(supply: &str, machine: &str) {
        en "The level of {supply} in {machine} is uncertain"
        de "Der Füllstand von {supply} in {machine} ist unsicher"
        fr "Le niveau de {supply} dans {machine} est incertain"
        it "Il livello di {supply} in {machine} è incerto"
        es "El nivel de {supply} en {machine} es incierto"
        ja "{machine}の{supply}の残量が不確かです"
    }
    /// What a notice says.
    has_wrong_clock(machine: &str) {
        en "The clock of {machine} is wrong"
        de "Die Uhr von {machine} geht falsch"
        fr "L’horloge de {machine} est déréglée"
        it "L’orologio di {machine} è sbagliato"
        es "El reloj de {machine} va mal"
        ja "{machine}の時計がずれています"
    }
    /// What to do.
    silent_do() {
        en "Check that it is switched on and online. Until it reports again, its levels are old."
        de "Prüfen Sie, ob es eingeschaltet und online ist. Bis es sich wieder meldet, sind seine Füllstände veraltet."
        fr "Vérifiez qu’il est allumé et en ligne. Jusqu’à son prochain signe de vie, ses niveaux ne sont pas à jour."
        it "Controlla che sia acceso e online. Finché non torna a farsi sentire, i suoi livelli non sono aggiornati."
        es "Comprueba que esté encendida y en línea. Hasta que vuelva a dar señales, sus niveles no están al día."
        ja "電源とネットワーク接続を確認してください。次の報告が届くまで、残量は古いままです。"
    }
    /// What to do.
    disconnected_do() {
        en "Connect it again: until then nothing is reordered for it."
        de "Verbinden Sie es wieder: bis dahin wird nichts dafür nachbestellt."
        fr "Reconnectez-le\u{a0}: d’ici là, rien n’est recommandé pour lui."
        it "Collegalo di nuovo: fino ad allora non viene riordinato nulla."
        es "Vuelve a conectarla: hasta entonces no se repone nada."
        ja "もう一度接続してください。それまでは何も再注文されません。"
    }
    /// What to do.
    low_do() {
        en "Connect the machine, or buy more yourself."
        de "Verbinden Sie das Gerät, oder kaufen Sie selbst nach."
        fr "Connectez l’appareil, ou rachetez-en vous-même."
        it "Collega l’apparecchio oppure acquistane altro tu."
        es "Conecta la máquina o compra más por tu cuenta."
        ja "機器を接続するか、ご自身で購入してください。"
    }
    /// What to do.
    uncertain_do() {
        en "Look into the machine and say how much is left."
        de "Sehen Sie im Gerät nach und geben Sie an, wie viel noch da ist."
        fr "Regardez dans l’appareil et indiquez ce qu’il reste."
        it "Guarda nell’apparecchio e indica quanto resta."
        es "Mira en la máquina e indica cuánto queda."
        ja "機器の中を確認し、残量を入力してください。"
    }
    /// What to do.
    clock_do() {
        en "Set its clock or restart it: what it reports is wrongly dated."
        de "Stellen Sie seine Uhr oder starten Sie es neu: Was es meldet, ist falsch datiert."
        fr "Réglez son horloge ou redémarrez-le\u{a0}: ce qu’il signale est mal daté."
        it "Regola il suo orologio o riavvialo: ciò che segnala ha una data sbagliata."
        es "Ajusta su reloj o reiníciala: lo que comunica lleva una fecha equivocada."
        ja "時計を合わせるか再起動してください。報告の日時が誤っています。"
    }
    /// The subject of several at once.
    several(count: i64) by count {
        en "{count} notice about your machines" | "{count} notices about your machines"
        de "{count} Benachrichtigung zu Ihren Geräten" | "{count} Benachrichtigungen zu Ihren Geräten"
        fr "{count} notification sur vos appareils" | "{count} notifications sur vos appareils"
        it "{count} notifica sui tuoi apparecchi" | "{count} notifiche sui tuoi apparecchi"
        es "{count} aviso sobre tus máquinas" | "{count} avisos sobre tus máquinas"
        ja "機器に関するお知らせ {count} 件"
    }
    /// Under what a notice says.
    since(moment: &str) {
        en "Since {moment}."
        de "Seit {moment}."
        fr "Depuis le {moment}."
        it "Dal {moment}."
        es "Desde el {moment}."
        ja "{moment} から。"
    }
    /// At the end of a mail.
    chosen_at(link: &str) {
        en "You receive this because you asked for notices. Choose what you hear: {link}"
        de "Sie erhalten diese Nachricht, weil Sie Benachrichtigungen gewünscht haben. Wählen Sie, was Sie erfahren: {link}"
        fr "Vous recevez ce message parce que vous avez demandé des notifications. Choisissez ce que vous recevez\u{a0}: {link}"
        it "Ricevi questo messaggio perché hai chiesto di ricevere notifiche. Scegli cosa ricevere: {link}"
        es "Recibes este mensaje porque pediste avisos. Elige qué quieres recibir: {link}"
        ja "お知らせの受信を希望された方にお送りしています。受け取る内容の変更: {link}"
    }
    /// At the end of a mail.
    ended_at(link: &str) {
        en "No more of these mails: {link}"
        de "Keine dieser E-Mails mehr: {link}"
        fr "Ne plus recevoir ces e-mails\u{a0}: {link}"
        it "Non ricevere più queste e-mail: {link}"
        es "No recibir más estos correos: {link}"
        ja "今後このメールを受け取らない: {link}"
    }
    /// The subject of the mail by which an address is confirmed.
    confirm_subject() {
        en "Confirm your address for notices"
        de "Bestätigen Sie Ihre Adresse für Benachrichtigungen"
        fr "Confirmez votre adresse pour les notifications"
        it "Conferma il tuo indirizzo per le notifiche"
        es "Confirma tu dirección para los avisos"
        ja "お知らせ用アドレスの確認"
    }
    /// That mail.
    confirm_text(link: &str) {
        en "Somebody asked for notices about their machines to be sent to this address. If that was you, open this link within two days:\n\n{link}\n\nIf it was not you, do nothing: nothing more is sent."
        de "Jemand möchte Benachrichtigungen zu seinen Geräten an diese Adresse erhalten. Wenn Sie das waren, öffnen Sie innerhalb von zwei Tagen diesen Link:\n\n{link}\n\nWenn nicht, brauchen Sie nichts zu tun: Es wird nichts weiter gesendet."
        fr "Quelqu’un a demandé que des notifications sur ses appareils soient envoyées à cette adresse. Si c’est vous, ouvrez ce lien dans les deux jours\u{a0}:\n\n{link}\n\nSinon, ne faites rien\u{a0}: rien d’autre ne sera envoyé."
        it "Qualcuno ha chiesto di ricevere a questo indirizzo le notifiche sui propri apparecchi. Se sei stato tu, apri questo link entro due giorni:\n\n{link}\n\nAltrimenti non fare nulla: non verrà inviato altro."
        es "Alguien ha pedido que los avisos sobre sus máquinas se envíen a esta dirección. Si has sido tú, abre este enlace en un plazo de dos días:\n\n{link}\n\nSi no, no hagas nada: no se enviará nada más."
        ja "このアドレスで機器に関するお知らせを受け取りたいとの申し込みがありました。お心当たりのある方は、2 日以内に次のリンクを開いてください。\n\n{link}\n\nお心当たりのない場合は、何もする必要はありません。以後メールは送信されません。"
    }
    /// A heading, and of a column of choices.
    by_mail() {
        en "By e-mail"
        gb "By e-mail"
        de "Per E-Mail"
        fr "Par e-mail"
        it "Per e-mail"
        es "Por correo electrónico"
        ja "メール"
    }
    /// A heading, and of a column of choices.
    by_push() {
        en "In browsers"
        de "In Browsern"
        fr "Dans les navigateurs"
        it "Nei browser"
        es "En navegadores"
        ja "ブラウザー"
    }
    /// A field.
    address() {
        en "E-mail address"
        de "E-Mail-Adresse"
        fr "Adresse e-mail"
        it "Indirizzo e-mail"
        es "Dirección de correo electrónico"
        ja "メールアドレス"
    }
    /// Beside the field.
    address_hint() {
        en "It is sent a link by which you confirm it."
        de "Sie erhält einen Link, mit dem Sie sie bestätigen."
        fr "Un lien y est envoyé pour la confirmer."
        it "Riceverà un link con cui confermarlo."
        es "Recibirá un enlace para confirmarla."
        ja "確認用のリンクをお送りします。"
    }
    /// The button of the field.
    send_link() {
        en "Send link"
        de "Link senden"
        fr "Envoyer le lien"
        it "Invia link"
        es "Enviar enlace"
        ja "リンクを送信"
    }
    /// A button.
    forget_address() {
        en "Remove address"
        de "Adresse entfernen"
        fr "Supprimer l’adresse"
        it "Rimuovi indirizzo"
        es "Quitar dirección"
        ja "アドレスを削除"
    }
    /// How an address is.
    goes_to(address: &str) {
        en "Notices go to {address}."
        de "Benachrichtigungen gehen an {address}."
        fr "Les notifications sont envoyées à {address}."
        it "Le notifiche vengono inviate a {address}."
        es "Los avisos se envían a {address}."
        ja "お知らせは {address} に届きます。"
    }
    /// How an address is.
    waits_for(address: &str) {
        en "{address} is sent a link. Notices begin once it is opened; it works for two days."
        de "{address} erhält einen Link. Benachrichtigungen beginnen, sobald er geöffnet wurde; er gilt zwei Tage."
        fr "Un lien est envoyé à {address}. Les notifications commencent dès qu’il est ouvert\u{a0}; il est valable deux jours."
        it "{address} riceve un link. Le notifiche iniziano quando viene aperto; vale due giorni."
        es "{address} recibe un enlace. Los avisos empiezan cuando se abre; vale dos días."
        ja "{address} にリンクを送信します。リンクを開くとお知らせが始まります。有効期間は 2 日です。"
    }
    /// How an address is.
    was_refused(address: &str) {
        en "{address} does not take mail, so nothing more is sent there. Write another address."
        de "{address} nimmt keine E-Mails an, deshalb wird nichts mehr dorthin gesendet. Geben Sie eine andere Adresse an."
        fr "{address} n’accepte pas d’e-mails, plus rien n’y est donc envoyé. Indiquez une autre adresse."
        it "{address} non accetta e-mail, quindi non vi viene più inviato nulla. Indica un altro indirizzo."
        es "{address} no acepta correos, así que ya no se envía nada allí. Escribe otra dirección."
        ja "{address} はメールを受け付けないため、送信を停止しました。別のアドレスを入力してください。"
    }
    /// How an address is.
    was_ended(address: &str) {
        en "Notices to {address} were ended by the link in a mail. Write an address to have them again."
        de "Benachrichtigungen an {address} wurden über den Link in einer E-Mail beendet. Geben Sie eine Adresse an, um wieder welche zu erhalten."
        fr "Les notifications à {address} ont été arrêtées par le lien d’un e-mail. Indiquez une adresse pour en recevoir à nouveau."
        it "Le notifiche a {address} sono state disattivate con il link in un’e-mail. Indica un indirizzo per riceverle di nuovo."
        es "Los avisos a {address} se terminaron con el enlace de un correo. Escribe una dirección para recibirlos de nuevo."
        ja "{address} へのお知らせは、メール内のリンクから停止されました。再開するにはアドレスを入力してください。"
    }
    /// A heading.
    what_you_hear() {
        en "What you hear"
        de "Was Sie erfahren"
        fr "Ce que vous recevez"
        it "Cosa ricevi"
        es "Qué recibes"
        ja "受け取る内容"
    }
    /// A heading.
    when_you_hear() {
        en "When you hear it"
        de "Wann Sie es erfahren"
        fr "Quand vous le recevez"
        it "Quando lo ricevi"
        es "Cuándo lo recibes"
        ja "受け取る時間"
    }
    /// A choice.
    keep_quiet() {
        en "Quiet hours, in which nothing comes"
        de "Ruhezeit, in der nichts kommt"
        fr "Heures calmes, pendant lesquelles rien n’arrive"
        it "Ore di silenzio, in cui non arriva nulla"
        es "Horas de silencio, en las que no llega nada"
        ja "何も届かない時間帯を設ける"
    }
    /// A field of the quiet hours.
    quiet_from() {
        en "From"
        de "Von"
        fr "De"
        it "Dalle"
        es "Desde"
        ja "開始"
    }
    /// A field of the quiet hours.
    quiet_to() {
        en "To"
        de "Bis"
        fr "À"
        it "Alle"
        es "Hasta"
        ja "終了"
    }
    /// A choice.
    once_a_day() {
        en "All of it once a day, in one message"
        de "Alles einmal am Tag, in einer Nachricht"
        fr "Tout une fois par jour, en un seul message"
        it "Tutto una volta al giorno, in un solo messaggio"
        es "Todo una vez al día, en un solo mensaje"
        ja "1 日 1 回、1 通にまとめる"
    }
    /// A field.
    daily_at() {
        en "At"
        de "Um"
        fr "À"
        it "Alle"
        es "A las"
        ja "時刻"
    }
    /// Beside the times.
    times_are_in(zone: &str) {
        en "Times are those of {zone}."
        de "Die Zeiten gelten in {zone}."
        fr "Les heures sont celles de {zone}."
        it "Gli orari sono quelli di {zone}."
        es "Las horas son las de {zone}."
        ja "時刻は {zone} のものです。"
    }
    /// The button of the choices.
    save() {
        en "Save notices"
        de "Benachrichtigungen speichern"
        fr "Enregistrer les notifications"
        it "Salva notifiche"
        es "Guardar avisos"
        ja "お知らせの設定を保存"
    }
    /// A button, alive with scripts.
    push_here() {
        en "Notify this browser"
        de "Diesen Browser benachrichtigen"
        fr "Notifier ce navigateur"
        it "Notifica questo browser"
        es "Avisar a este navegador"
        ja "このブラウザーで受け取る"
    }
    /// Beside the button.
    push_is() {
        en "The browser asks you whether it may show notices. They come even when no page is open."
        de "Der Browser fragt Sie, ob er Benachrichtigungen anzeigen darf. Sie kommen auch, wenn keine Seite offen ist."
        fr "Le navigateur vous demande s’il peut afficher des notifications. Elles arrivent même si aucune page n’est ouverte."
        it "Il browser ti chiede se può mostrare notifiche. Arrivano anche se nessuna pagina è aperta."
        es "El navegador te pregunta si puede mostrar avisos. Llegan aunque no haya ninguna página abierta."
        ja "通知の表示を許可するかどうか、ブラウザーが確認します。ページを開いていなくても届きます。"
    }
    /// Where the button does nothing.
    push_refused() {
        en "This browser does not allow it. Look at its settings for this site."
        de "Dieser Browser lässt es nicht zu. Sehen Sie in seinen Einstellungen für diese Website nach."
        fr "Ce navigateur ne l’autorise pas. Vérifiez ses réglages pour ce site."
        it "Questo browser non lo consente. Controlla le sue impostazioni per questo sito."
        es "Este navegador no lo permite. Revisa su configuración para este sitio."
        ja "このブラウザーでは許可されていません。このサイトの設定を確認してください。"
    }
    /// A browser in the list.
    browser_since(moment: &str) {
        en "A browser, since {moment}"
        de "Ein Browser, seit {moment}"
        fr "Un navigateur, depuis le {moment}"
        it "Un browser, dal {moment}"
        es "Un navegador, desde el {moment}"
        ja "ブラウザー（{moment} から）"
    }
    /// A button beside a browser.
    forget_browser() {
        en "Remove"
        de "Entfernen"
        fr "Retirer"
        it "Rimuovi"
        es "Quitar"
        ja "削除"
    }
    /// Title and heading.
    confirm_title() {
        en "Confirm your address"
        de "Adresse bestätigen"
        fr "Confirmer votre adresse"
        it "Conferma il tuo indirizzo"
        es "Confirmar tu dirección"
        ja "アドレスの確認"
    }
    /// What the button does.
    confirm_ask() {
        en "Notices about your machines will be sent to this address."
        de "Benachrichtigungen zu Ihren Geräten werden an diese Adresse gesendet."
        fr "Les notifications sur vos appareils seront envoyées à cette adresse."
        it "Le notifiche sui tuoi apparecchi verranno inviate a questo indirizzo."
        es "Los avisos sobre tus máquinas se enviarán a esta dirección."
        ja "機器に関するお知らせをこのアドレスに送信します。"
    }
    /// A button.
    confirm() {
        en "Confirm"
        de "Bestätigen"
        fr "Confirmer"
        it "Conferma"
        es "Confirmar"
        ja "確認する"
    }
    /// Done.
    is_confirmed() {
        en "Confirmed. Notices come to this address from now on."
        de "Bestätigt. Benachrichtigungen kommen ab jetzt an diese Adresse."
        fr "C’est confirmé. Les notifications arrivent désormais à cette adresse."
        it "Confermato. Da ora le notifiche arrivano a questo indirizzo."
        es "Confirmado. A partir de ahora los avisos llegan a esta dirección."
        ja "確認しました。今後、お知らせはこのアドレスに届きます。"
    }
    /// A link that does nothing any more.
    link_is_over() {
        en "This link has been used, or is too old. The settings send another."
        de "Dieser Link wurde schon benutzt oder ist zu alt. In den Einstellungen gibt es einen neuen."
        fr "Ce lien a déjà servi, ou il est trop ancien. Les paramètres en envoient un autre."
        it "Questo link è già stato usato o è troppo vecchio. Nelle impostazioni puoi riceverne un altro."
        es "Este enlace ya se usó o es demasiado antiguo. En los ajustes puedes recibir otro."
        ja "このリンクは使用済みか、期限が切れています。設定から新しいリンクを送信できます。"
    }
    /// Title, heading and button.
    end_notices() {
        en "End notices"
        de "Benachrichtigungen beenden"
        fr "Arrêter les notifications"
        it "Disattiva le notifiche"
        es "Terminar los avisos"
        ja "お知らせを停止"
    }
    /// What the button does.
    end_ask() {
        en "No more notices will be sent to this address."
        de "An diese Adresse werden keine Benachrichtigungen mehr gesendet."
        fr "Plus aucune notification ne sera envoyée à cette adresse."
        it "A questo indirizzo non verranno più inviate notifiche."
        es "No se enviarán más avisos a esta dirección."
        ja "このアドレスへのお知らせを停止します。"
    }
    /// Done.
    are_ended() {
        en "Done. No more notices are sent to this address."
        de "Erledigt. An diese Adresse werden keine Benachrichtigungen mehr gesendet."
        fr "C’est fait. Plus aucune notification n’est envoyée à cette adresse."
        it "Fatto. A questo indirizzo non vengono più inviate notifiche."
        es "Hecho. Ya no se envían avisos a esta dirección."
        ja "完了しました。このアドレスへのお知らせは停止されました。"
    }
    /// What is wrong with the field.
    bad_address() {
        en "Write one e-mail address, as name@example.com."
        de "Geben Sie eine E-Mail-Adresse an, etwa name@example.com."
        fr "Indiquez une adresse e-mail, comme nom@example.com."
        it "Scrivi un indirizzo e-mail, come nome@example.com."
        es "Escribe una dirección de correo, como nombre@example.com."
        ja "メールアドレスを 1 つ入力してください（例: name@example.com）。"
    }
    /// What is wrong with the field.
    bad_minute() {
        en "Write a time of day, as 07:30."
        de "Geben Sie eine Uhrzeit an, etwa 07:30."
        fr "Indiquez une heure, comme 07:30."
        it "Scrivi un orario, come 07:30."
        es "Escribe una hora, como 07:30."
        ja "時刻を入力してください（例: 07:30）。"
    }
    /// What is wrong with a browser.
    bad_browser() {
        en "This browser cannot be reached."
        de "Dieser Browser ist nicht erreichbar."
        fr "Ce navigateur ne peut pas être joint."
        it "Questo browser non è raggiungibile."
        es "No se puede llegar a este navegador."
        ja "このブラウザーには通知を送れません。"
    }
    /// Of what is kept.
    notices_are() {
        en "If you want notices: your e-mail address, the browsers you chose, what you want to hear and when, and what you were told. Address and browsers are kept encrypted."
        de "Wenn Sie Benachrichtigungen wünschen: Ihre E-Mail-Adresse, die gewählten Browser, was Sie wann erfahren möchten, und was Ihnen mitgeteilt wurde. Adresse und Browser sind verschlüsselt gespeichert."
        fr "Si vous voulez des notifications\u{a0}: votre adresse e-mail, les navigateurs choisis, ce que vous voulez recevoir et quand, et ce qui vous a été envoyé. L’adresse et les navigateurs sont conservés chiffrés."
        it "Se vuoi ricevere notifiche: il tuo indirizzo e-mail, i browser scelti, cosa vuoi ricevere e quando, e cosa ti è stato comunicato. Indirizzo e browser sono conservati cifrati."
        es "Si quieres avisos: tu dirección de correo, los navegadores elegidos, qué quieres recibir y cuándo, y lo que se te comunicó. La dirección y los navegadores se guardan cifrados."
        ja "お知らせを希望する場合: メールアドレス、選択したブラウザー、受け取る内容と時間、送信済みのお知らせ。アドレスとブラウザーの情報は暗号化して保存します。"
    }
    /// How long.
    notices_until() {
        en "Until you remove them or delete your account; what you were told for 30 days."
        de "Bis Sie sie entfernen oder Ihr Konto löschen; was Ihnen mitgeteilt wurde, 30 Tage."
        fr "Jusqu’à ce que vous les supprimiez ou supprimiez votre compte\u{a0}; ce qui vous a été envoyé, 30 jours."
        it "Finché non li rimuovi o elimini l’account; quanto ti è stato comunicato per 30 giorni."
        es "Hasta que los quites o elimines tu cuenta; lo que se te comunicó, durante 30 días."
        ja "削除するかアカウントを削除するまで。送信済みのお知らせは 30 日間。"
    }
}
