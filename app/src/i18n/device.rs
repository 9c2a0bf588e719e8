//! Machines: which there are, their connection to Amazon, adding and removing one.

use crate::i18n::messages;

messages! {
    /// No machine yet.
    none_yet() {
        en "No machine yet. Add yours with the code printed on it."
        de "Noch kein Gerät. Fügen Sie Ihres mit dem aufgedruckten Code hinzu."
        fr "Aucun appareil pour l’instant. Ajoutez le vôtre avec le code imprimé dessus."
        it "Ancora nessun apparecchio. Aggiungi il tuo con il codice stampato sopra."
        es "Aún no hay ninguna máquina. Añade la tuya con el código que lleva impreso."
        ja "機器はまだありません。本体に印刷されたコードで追加してください。"
    }
    /// Connected too late.
    moved() {
        en "This machine belongs to another household now, so it was not connected to your Amazon account."
        de "Dieses Gerät gehört jetzt zu einem anderen Haushalt und wurde daher nicht mit Ihrem Amazon-Konto verbunden."
        fr "Cet appareil appartient désormais à un autre foyer : il n’a pas été connecté à votre compte Amazon."
        it "Questo apparecchio ora appartiene a un altro nucleo familiare, quindi non è stato connesso al tuo account Amazon."
        es "Esta máquina pertenece ahora a otro hogar, así que no se conectó a tu cuenta de Amazon."
        ja "この機器は別の世帯のものになったため、お客様のAmazonアカウントには接続されませんでした。"
    }
    /// Another household took a machine over. `when` is a moment.
    departed(name: &str, when: &str) {
        en "{name} was added to another household on {when}, by somebody who had it in hands. What was known of it here is deleted. If nobody of you gave it away, contact its maker."
        de "{name} wurde am {when} zu einem anderen Haushalt hinzugefügt, von jemandem, der das Gerät vor sich hatte. Was hier darüber bekannt war, ist gelöscht. Wenn es niemand von Ihnen weitergegeben hat, wenden Sie sich an den Hersteller."
        fr "{name} a été ajouté à un autre foyer le {when} par une personne qui avait l’appareil en main. Les données le concernant ont été supprimées ici. Si aucun de vous ne l’a cédé, contactez le fabricant."
        it "{name} è stato aggiunto a un altro nucleo familiare il {when} da qualcuno che aveva l’apparecchio tra le mani. I dati che lo riguardavano qui sono stati eliminati. Se nessuno di voi l’ha ceduto, contattate il produttore."
        es "El {when}, alguien que tenía la máquina delante añadió {name} a otro hogar. Aquí se han borrado sus datos. Si ninguno de vosotros la ha regalado ni vendido, contactad con el fabricante."
        ja "{name}は{when}に、機器を手にしている方によって別の世帯に追加されました。ここにあった機器の記録は削除されています。譲った覚えがない場合は、メーカーにお問い合わせください。"
    }
    /// In a line, after the model.
    serial_in_line(serial: &str) {
        en "serial {serial}"
        de "Seriennummer {serial}"
        fr "numéro de série {serial}"
        it "numero di serie {serial}"
        es "número de serie {serial}"
        ja "シリアル番号 {serial}"
    }
    /// In a line, after the serial. `ago` is when, in words.
    heard_from(ago: &str) {
        en "heard from {ago}"
        de "meldete sich {ago}"
        fr "dernier contact {ago}"
        it "ultimo contatto {ago}"
        es "último contacto {ago}"
        ja "最終通信：{ago}"
    }
    /// In a line, after the serial.
    not_heard_from() {
        en "not heard from yet"
        de "hat sich noch nicht gemeldet"
        fr "aucun contact pour l’instant"
        it "ancora nessun contatto"
        es "aún sin contacto"
        ja "まだ通信がありません"
    }
    /// The state of a machine.
    connected() {
        en "Connected" de "Verbunden" fr "Connecté" it "Connesso" es "Conectada" ja "接続済み"
    }
    /// The state of a machine.
    not_connected() {
        en "Not connected"
        de "Nicht verbunden"
        fr "Non connecté"
        it "Non connesso"
        es "No conectada"
        ja "未接続"
    }
    /// Heading.
    about() {
        en "About this machine"
        de "Über dieses Gerät"
        fr "À propos de cet appareil"
        it "Informazioni sull’apparecchio"
        es "Acerca de esta máquina"
        ja "この機器について"
    }
    /// The field of the household's own name for it.
    name() {
        en "Name"
        de "Name"
        fr "Nom"
        it "Nome"
        es "Nombre"
        ja "名前"
    }
    /// What helps to name it.
    name_hint() {
        en "What you call it, such as Kitchen. Leave it empty for the model’s name."
        de "Wie Sie es nennen, zum Beispiel Küche. Leer steht der Name des Modells da."
        fr "Le nom que vous lui donnez, par exemple Cuisine. Vide, c’est celui du modèle."
        it "Come lo chiami, per esempio Cucina. Se è vuoto, vale il nome del modello."
        es "Cómo la llamas, por ejemplo Cocina. Si está vacío, vale el nombre del modelo."
        ja "「キッチン」などの呼び名です。空欄にするとモデル名が表示されます。"
    }
    /// The button that keeps the name.
    save_name() {
        en "Save name"
        de "Namen speichern"
        fr "Enregistrer le nom"
        it "Salva il nome"
        es "Guardar el nombre"
        ja "名前を保存"
    }
    /// A fact's name.
    model() {
        en "Model" de "Modell" fr "Modèle" it "Modello" es "Modelo" ja "モデル"
    }
    /// A fact's name.
    serial() {
        en "Serial"
        de "Seriennummer"
        fr "Numéro de série"
        it "Numero di serie"
        es "Número de serie"
        ja "シリアル番号"
    }
    /// A fact's name; when follows.
    heard() {
        en "Heard from"
        de "Zuletzt gemeldet"
        fr "Dernier contact"
        it "Ultimo contatto"
        es "Último contacto"
        ja "最終通信"
    }
    /// Never heard from.
    not_yet() {
        en "not yet" de "noch nie" fr "pas encore" it "non ancora" es "aún no" ja "まだありません"
    }
    /// Connected, to who may not change it.
    may_order_for_owner() {
        en "This machine may order its supplies from the Amazon account that connected it."
        de "Dieses Gerät darf seine Vorräte über das Amazon-Konto bestellen, mit dem es verbunden wurde."
        fr "Cet appareil peut commander ses consommables sur le compte Amazon qui l’a connecté."
        it "Questo apparecchio può ordinare le sue scorte dall’account Amazon che lo ha connesso."
        es "Esta máquina puede pedir sus suministros desde la cuenta de Amazon que la conectó."
        ja "この機器は、接続に使われたAmazonアカウントから消耗品を注文できます。"
    }
    /// Connected, to who may change it.
    may_order() {
        en "This machine may order its supplies from your Amazon account."
        de "Dieses Gerät darf seine Vorräte über Ihr Amazon-Konto bestellen."
        fr "Cet appareil peut commander ses consommables sur votre compte Amazon."
        it "Questo apparecchio può ordinare le sue scorte dal tuo account Amazon."
        es "Esta máquina puede pedir sus suministros desde tu cuenta de Amazon."
        ja "この機器は、お客様のAmazonアカウントから消耗品を注文できます。"
    }
    /// A link to Amazon's settings.
    change_on_amazon() {
        en "Change products or pause on Amazon"
        de "Auf Amazon Produkte ändern oder pausieren"
        fr "Changer de produits ou mettre en pause sur Amazon"
        it "Cambia i prodotti o metti in pausa su Amazon"
        es "Cambiar productos o pausar en Amazon"
        ja "Amazonで商品を変更・一時停止する"
    }
    /// Above the button that disconnects.
    disconnecting() {
        en "Disconnecting stops all new orders of this machine at once. What Amazon told us about it is deleted. Its levels and journal stay, and the machine goes on working. An order that Amazon has already placed is not canceled."
        gb "Disconnecting stops all new orders of this machine at once. What Amazon told us about it is deleted. Its levels and journal stay, and the machine goes on working. An order that Amazon has already placed is not cancelled."
        de "Das Trennen stoppt sofort alle neuen Bestellungen dieses Geräts. Was Amazon uns darüber mitgeteilt hat, wird gelöscht. Füllstände und Verlauf bleiben, und das Gerät arbeitet weiter. Eine Bestellung, die Amazon schon aufgegeben hat, wird nicht storniert."
        fr "La déconnexion arrête aussitôt toute nouvelle commande de cet appareil. Ce qu’Amazon nous en a dit est supprimé. Ses niveaux et son historique restent, et l’appareil continue de fonctionner. Une commande qu’Amazon a déjà passée n’est pas annulée."
        it "La disconnessione ferma subito ogni nuovo ordine di questo apparecchio. Ciò che Amazon ci ha comunicato al riguardo viene eliminato. I livelli e la cronologia restano e l’apparecchio continua a funzionare. Un ordine già effettuato da Amazon non viene annullato."
        es "Al desconectar se detienen de inmediato todos los pedidos nuevos de esta máquina. Lo que Amazon nos comunicó sobre ella se elimina. Sus niveles y su historial se conservan, y la máquina sigue funcionando. Un pedido que Amazon ya ha hecho no se cancela."
        ja "接続を解除すると、この機器の新しい注文はすぐに止まります。Amazonから受け取ったこの機器の情報は削除されます。残量と履歴は残り、機器はそのまま使えます。Amazonがすでに確定した注文は取り消されません。"
    }
    /// A button.
    disconnect() {
        en "Disconnect from Amazon"
        de "Von Amazon trennen"
        fr "Déconnecter d’Amazon"
        it "Disconnetti da Amazon"
        es "Desconectar de Amazon"
        ja "Amazonとの接続を解除する"
    }
    /// A lost connection. `how` is the sentence how it ended.
    ended(how: &str) {
        en "{how} What Amazon told us about it is deleted. It keeps working; nothing will be ordered."
        de "{how} Was Amazon uns darüber mitgeteilt hat, ist gelöscht. Das Gerät arbeitet weiter; es wird nichts bestellt."
        fr "{how} Ce qu’Amazon nous en a dit est supprimé. Il continue de fonctionner ; rien ne sera commandé."
        it "{how} Ciò che Amazon ci ha comunicato al riguardo è stato eliminato. Continua a funzionare; non verrà ordinato nulla."
        es "{how} Lo que Amazon nos comunicó sobre ella se ha eliminado. Sigue funcionando; no se pedirá nada."
        ja "{how}Amazonから受け取ったこの機器の情報は削除されました。機器はそのまま使えますが、注文はされません。"
    }
    /// A button.
    connect_again() {
        en "Connect again"
        de "Erneut verbinden"
        fr "Reconnecter"
        it "Riconnetti"
        es "Volver a conectar"
        ja "もう一度接続する"
    }
    /// Never connected.
    not_connected_yet() {
        en "This machine is not connected to Amazon yet. It keeps working; nothing will be ordered."
        de "Dieses Gerät ist noch nicht mit Amazon verbunden. Es arbeitet weiter; es wird nichts bestellt."
        fr "Cet appareil n’est pas encore connecté à Amazon. Il continue de fonctionner ; rien ne sera commandé."
        it "Questo apparecchio non è ancora connesso ad Amazon. Continua a funzionare; non verrà ordinato nulla."
        es "Esta máquina aún no está conectada con Amazon. Sigue funcionando; no se pedirá nada."
        ja "この機器はまだAmazonに接続されていません。機器はそのまま使えますが、注文はされません。"
    }
    /// Why a supply orders nothing.
    machine_not_connected() {
        en "This machine is not connected to Amazon. It keeps working; nothing will be ordered."
        de "Dieses Gerät ist nicht mit Amazon verbunden. Es arbeitet weiter; es wird nichts bestellt."
        fr "Cet appareil n’est pas connecté à Amazon. Il continue de fonctionner ; rien ne sera commandé."
        it "Questo apparecchio non è connesso ad Amazon. Continua a funzionare; non verrà ordinato nulla."
        es "Esta máquina no está conectada con Amazon. Sigue funcionando; no se pedirá nada."
        ja "この機器はAmazonに接続されていません。機器はそのまま使えますが、注文はされません。"
    }
    /// A button.
    connect() {
        en "Connect" de "Verbinden" fr "Connecter" it "Connetti" es "Conectar" ja "接続する"
    }
    /// Why a supply orders nothing.
    paused() {
        en "Auto-reorder is paused on Amazon. We keep measuring, we do not order."
        de "Das automatische Nachbestellen ist auf Amazon pausiert. Wir messen weiter, bestellen aber nicht."
        fr "Le réapprovisionnement automatique est en pause sur Amazon. Nous continuons de mesurer, nous ne commandons pas."
        it "Il riordino automatico è in pausa su Amazon. Continuiamo a misurare, ma non ordiniamo."
        es "La reposición automática está en pausa en Amazon. Seguimos midiendo, pero no pedimos nada."
        ja "Amazonで自動注文が一時停止中です。計測は続けますが、注文はしません。"
    }
    /// A button.
    resume() {
        en "Resume on Amazon"
        de "Auf Amazon fortsetzen"
        fr "Reprendre sur Amazon"
        it "Riprendi su Amazon"
        es "Reanudar en Amazon"
        ja "Amazonで再開する"
    }
    /// How a connection ended.
    you_disconnected() {
        en "You disconnected this machine."
        de "Sie haben dieses Gerät getrennt."
        fr "Vous avez déconnecté cet appareil."
        it "Hai disconnesso questo apparecchio."
        es "Desconectaste esta máquina."
        ja "この機器の接続を解除しました。"
    }
    /// How a connection ended, and when.
    you_disconnected_on(moment: &str) {
        en "You disconnected this machine on {moment}."
        de "Sie haben dieses Gerät am {moment} getrennt."
        fr "Vous avez déconnecté cet appareil le {moment}."
        it "Hai disconnesso questo apparecchio in data {moment}."
        es "Desconectaste esta máquina el {moment}."
        ja "{moment}に、この機器の接続を解除しました。"
    }
    /// How a connection ended. `maker` is a name.
    maker_disconnected(maker: &str) {
        en "{maker} disconnected this machine."
        de "{maker} hat dieses Gerät getrennt."
        fr "{maker} a déconnecté cet appareil."
        it "{maker} ha disconnesso questo apparecchio."
        es "{maker} desconectó esta máquina."
        ja "{maker}がこの機器の接続を解除しました。"
    }
    /// How a connection ended, and when.
    maker_disconnected_on(maker: &str, moment: &str) {
        en "{maker} disconnected this machine on {moment}."
        de "{maker} hat dieses Gerät am {moment} getrennt."
        fr "{maker} a déconnecté cet appareil le {moment}."
        it "{maker} ha disconnesso questo apparecchio in data {moment}."
        es "{maker} desconectó esta máquina el {moment}."
        ja "{moment}に、{maker}がこの機器の接続を解除しました。"
    }
    /// How a connection ended.
    permission_ended() {
        en "Amazon ended the permission of this machine."
        de "Amazon hat die Erlaubnis dieses Geräts beendet."
        fr "Amazon a mis fin à l’autorisation de cet appareil."
        it "Amazon ha revocato l’autorizzazione di questo apparecchio."
        es "Amazon retiró el permiso de esta máquina."
        ja "Amazonがこの機器の許可を終了しました。"
    }
    /// How a connection ended, and when.
    permission_ended_on(moment: &str) {
        en "Amazon ended the permission of this machine on {moment}."
        de "Amazon hat die Erlaubnis dieses Geräts am {moment} beendet."
        fr "Amazon a mis fin à l’autorisation de cet appareil le {moment}."
        it "Amazon ha revocato l’autorizzazione di questo apparecchio in data {moment}."
        es "Amazon retiró el permiso de esta máquina el {moment}."
        ja "{moment}に、Amazonがこの機器の許可を終了しました。"
    }
    /// How a connection ended.
    disconnected() {
        en "This machine was disconnected from your Amazon account."
        de "Dieses Gerät wurde von Ihrem Amazon-Konto getrennt."
        fr "Cet appareil a été déconnecté de votre compte Amazon."
        it "Questo apparecchio è stato disconnesso dal tuo account Amazon."
        es "Esta máquina se desconectó de tu cuenta de Amazon."
        ja "この機器とお客様のAmazonアカウントとの接続が解除されました。"
    }
    /// How a connection ended, and when.
    disconnected_on(moment: &str) {
        en "This machine was disconnected from your Amazon account on {moment}."
        de "Dieses Gerät wurde am {moment} von Ihrem Amazon-Konto getrennt."
        fr "Cet appareil a été déconnecté de votre compte Amazon le {moment}."
        it "Questo apparecchio è stato disconnesso dal tuo account Amazon in data {moment}."
        es "Esta máquina se desconectó de tu cuenta de Amazon el {moment}."
        ja "{moment}に、この機器とお客様のAmazonアカウントとの接続が解除されました。"
    }
    /// Adding, title, heading and the link that leads there.
    add_a_machine() {
        en "Add a machine"
        de "Ein Gerät hinzufügen"
        fr "Ajouter un appareil"
        it "Aggiungi un apparecchio"
        es "Añadir una máquina"
        ja "機器を追加する"
    }
    /// Adding, a field.
    code() {
        en "Code" de "Code" fr "Code" it "Codice" es "Código" ja "コード"
    }
    /// Adding, beside the field.
    code_hint() {
        en "It is printed on the machine, or shown on its screen. Capitals and dashes do not matter."
        de "Er ist auf das Gerät gedruckt oder steht auf dessen Bildschirm. Großschreibung und Striche spielen keine Rolle."
        fr "Il est imprimé sur l’appareil ou affiché sur son écran. Les majuscules et les tirets n’ont pas d’importance."
        it "È stampato sull’apparecchio o mostrato sul suo schermo. Maiuscole e trattini non contano."
        es "Está impreso en la máquina o aparece en su pantalla. Las mayúsculas y los guiones no importan."
        ja "機器に印刷されているか、画面に表示されます。大文字・小文字やハイフンの有無は問いません。"
    }
    /// Adding, the button.
    add_machine() {
        en "Add machine"
        de "Gerät hinzufügen"
        fr "Ajouter l’appareil"
        it "Aggiungi apparecchio"
        es "Añadir máquina"
        ja "追加する"
    }
    /// A link to removing.
    remove_this_machine() {
        en "Remove this machine"
        de "Dieses Gerät entfernen"
        fr "Retirer cet appareil"
        it "Rimuovi questo apparecchio"
        es "Quitar esta máquina"
        ja "この機器を削除する"
    }
    /// Removing, title.
    remove_a_machine() {
        en "Remove a machine"
        de "Ein Gerät entfernen"
        fr "Retirer un appareil"
        it "Rimuovi un apparecchio"
        es "Quitar una máquina"
        ja "機器を削除する"
    }
    /// Removing, heading.
    remove_named(name: &str) {
        en "Remove {name}?"
        de "{name} entfernen?"
        fr "Retirer {name} ?"
        it "Rimuovere {name}?"
        es "¿Quitar {name}?"
        ja "{name}を削除しますか？"
    }
    /// Removing, which machine it is.
    serial_is(serial: &str) {
        en "Serial {serial}"
        de "Seriennummer {serial}"
        fr "Numéro de série {serial}"
        it "Numero di serie {serial}"
        es "Número de serie {serial}"
        ja "シリアル番号 {serial}"
    }
    /// Removing, what follows.
    orders_nothing_more() {
        en "It is disconnected from Amazon, and orders nothing more."
        de "Es wird von Amazon getrennt und bestellt nichts mehr."
        fr "Il est déconnecté d’Amazon et ne commande plus rien."
        it "Viene disconnesso da Amazon e non ordina più nulla."
        es "Se desconecta de Amazon y no pide nada más."
        ja "Amazonとの接続が解除され、以後は何も注文しません。"
    }
    /// Removing, what follows.
    records_are_deleted() {
        en "Its levels, journal and orders are deleted here."
        de "Füllstände, Verlauf und Bestellungen werden hier gelöscht."
        fr "Ses niveaux, son historique et ses commandes sont supprimés ici."
        it "I livelli, la cronologia e gli ordini vengono eliminati qui."
        es "Sus niveles, su historial y sus pedidos se eliminan aquí."
        ja "残量、履歴、注文の記録はここから削除されます。"
    }
    /// Removing, what does not follow.
    placed_order_stays() {
        en "An order that Amazon has already placed is not canceled."
        gb "An order that Amazon has already placed is not cancelled."
        de "Eine Bestellung, die Amazon schon aufgegeben hat, wird nicht storniert."
        fr "Une commande qu’Amazon a déjà passée n’est pas annulée."
        it "Un ordine già effettuato da Amazon non viene annullato."
        es "Un pedido que Amazon ya ha hecho no se cancela."
        ja "Amazonがすでに確定した注文は取り消されません。"
    }
    /// Removing, what does not follow.
    goes_on_working() {
        en "The machine goes on working. Whoever has its code can add it again."
        de "Das Gerät arbeitet weiter. Wer seinen Code hat, kann es wieder hinzufügen."
        fr "L’appareil continue de fonctionner. Toute personne qui a son code peut l’ajouter de nouveau."
        it "L’apparecchio continua a funzionare. Chi ha il codice può aggiungerlo di nuovo."
        es "La máquina sigue funcionando. Quien tenga su código puede volver a añadirla."
        ja "機器はそのまま使えます。コードを持っている人は、もう一度追加できます。"
    }
    /// Removing, the button.
    remove_machine() {
        en "Remove machine"
        de "Gerät entfernen"
        fr "Retirer l’appareil"
        it "Rimuovi apparecchio"
        es "Quitar máquina"
        ja "削除する"
    }
    /// Removing, the way back.
    keep_it() {
        en "Keep it" de "Behalten" fr "Garder" it "Mantieni" es "Conservar" ja "削除しない"
    }
}
