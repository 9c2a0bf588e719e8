//! What is kept, where the maker has no privacy notice of its own.

use crate::i18n::messages;

messages! {
    /// The title of the tab; the heading is that of links to here.
    title() {
        en "What we keep"
        de "Was wir speichern"
        fr "Ce que nous conservons"
        it "Cosa conserviamo"
        es "Qué guardamos"
        ja "保存する内容"
    }
    /// Why anything is kept.
    why(maker: &str) {
        en "{maker} needs to know what is left of your supplies to order them in time. It keeps that, and nothing that is not needed for it."
        de "{maker} muss wissen, was von Ihren Vorräten übrig ist, um sie rechtzeitig zu bestellen. Das wird gespeichert und nichts, was dafür nicht nötig ist."
        fr "{maker} doit savoir ce qu’il reste de vos consommables pour les commander à temps. Cela est conservé, et rien qui n’y soit nécessaire."
        it "{maker} deve sapere quanto resta delle tue scorte per ordinarle in tempo. Conserva questo, e nulla che non serva a questo scopo."
        es "{maker} necesita saber cuánto queda de tus suministros para pedirlos a tiempo. Guarda eso, y nada que no haga falta para ello."
        ja "{maker}は、消耗品をなくなる前に注文するために残量を把握する必要があります。保存するのはそのための情報だけで、不要なものは保存しません。"
    }
    /// A thing that is kept.
    account() {
        en "Your account"
        de "Ihr Konto"
        fr "Votre compte"
        it "Il tuo account"
        es "Tu cuenta"
        ja "アカウント"
    }
    /// What of it.
    account_is() {
        en "A number by which Amazon knows you here. No name, no e-mail, no password."
        de "Eine Nummer, unter der Amazon Sie hier kennt. Kein Name, keine E-Mail-Adresse, kein Passwort."
        fr "Un numéro sous lequel Amazon vous connaît ici. Pas de nom, pas d’adresse e-mail, pas de mot de passe."
        it "Un numero con cui Amazon ti riconosce qui. Nessun nome, nessuna e-mail, nessuna password."
        es "Un número con el que Amazon te reconoce aquí. Ni nombre, ni correo electrónico, ni contraseña."
        ja "Amazonがこのサイトであなたを識別する番号です。名前、メールアドレス、パスワードは含みません。"
    }
    /// For how long.
    account_until() {
        en "Kept until you delete your account."
        de "Gespeichert, bis Sie Ihr Konto löschen."
        fr "Conservé jusqu’à ce que vous supprimiez votre compte."
        it "Conservato finché non elimini il tuo account."
        es "Se guarda hasta que elimines tu cuenta."
        ja "保存期間: アカウントを削除するまで"
    }
    /// A thing that is kept.
    machines() {
        en "Your machines"
        de "Ihre Geräte"
        fr "Vos appareils"
        it "I tuoi apparecchi"
        es "Tus máquinas"
        ja "機器"
    }
    /// What of it.
    machines_are() {
        en "Model, serial number, the name you gave them, when they were added and last heard."
        de "Modell, Seriennummer, Ihr Name dafür, wann sie hinzugefügt wurden und sich zuletzt gemeldet haben."
        fr "Modèle, numéro de série, le nom que vous leur donnez, date d’ajout et dernière transmission."
        it "Modello, numero di serie, il nome che dai loro, quando sono stati aggiunti e quando si sono fatti sentire l’ultima volta."
        es "Modelo, número de serie, el nombre que les das, cuándo se añadieron y cuándo informaron por última vez."
        ja "モデル、シリアル番号、お付けになった名前、追加した日時、最後に連絡があった日時です。"
    }
    /// For how long.
    machines_until() {
        en "Kept while they are yours."
        de "Gespeichert, solange sie Ihnen gehören."
        fr "Conservé tant qu’ils sont à vous."
        it "Conservati finché sono tuoi."
        es "Se guarda mientras sean tuyas."
        ja "保存期間: あなたの機器である間"
    }
    /// A thing that is kept.
    usage() {
        en "What they use"
        de "Was sie verbrauchen"
        fr "Ce qu’ils consomment"
        it "Ciò che consumano"
        es "Lo que consumen"
        ja "使用量"
    }
    /// What of it.
    usage_is() {
        en "Reports, levels and what you add, as a journal."
        de "Meldungen, Füllstände und was Sie auffüllen, als Verlauf."
        fr "Les relevés, les niveaux et ce que vous ajoutez, sous forme d’historique."
        it "Segnalazioni, livelli e ciò che aggiungi, come cronologia."
        es "Informes, niveles y lo que añades, como historial."
        ja "機器からの報告、残量、補充した分を履歴として保存します。"
    }
    /// For how long.
    usage_until() {
        en "Kept reports 400 days, sums of days while the machine is yours."
        de "Gespeichert: Meldungen 400 Tage, Tagessummen, solange das Gerät Ihnen gehört."
        fr "Conservé\u{a0}: les relevés 400 jours, les totaux par jour tant que l’appareil est à vous."
        it "Conservati: le segnalazioni 400 giorni, i totali giornalieri finché l’apparecchio è tuo."
        es "Se guardan los informes 400 días y los totales diarios mientras la máquina sea tuya."
        ja "保存期間: 報告は400日間、1日ごとの合計はあなたの機器である間"
    }
    /// A thing that is kept.
    connection() {
        en "The connection to Amazon"
        de "Die Verbindung zu Amazon"
        fr "La connexion à Amazon"
        it "La connessione ad Amazon"
        es "La conexión con Amazon"
        ja "Amazonとの接続"
    }
    /// What of it.
    connection_is() {
        en "Keys that let us order for you, encrypted; which supplies may order, and which products."
        de "Schlüssel, mit denen wir für Sie bestellen dürfen, verschlüsselt; welche Vorräte bestellt werden dürfen und welche Produkte."
        fr "Des clés qui nous permettent de commander pour vous, chiffrées\u{a0}; quels consommables peuvent être commandés, et quels produits."
        it "Chiavi che ci permettono di ordinare per te, cifrate; quali scorte si possono ordinare, e quali prodotti."
        es "Claves que nos permiten pedir por ti, cifradas; qué suministros se pueden pedir y qué productos."
        ja "代わりに注文するための暗号化された鍵、注文できる消耗品、その商品です。"
    }
    /// For how long.
    connection_until() {
        en "Kept until you disconnect or Amazon ends it."
        de "Gespeichert, bis Sie die Verbindung trennen oder Amazon sie beendet."
        fr "Conservé jusqu’à ce que vous déconnectiez l’appareil ou qu’Amazon y mette fin."
        it "Conservata finché non disconnetti o Amazon non la termina."
        es "Se guarda hasta que desconectes o Amazon la termine."
        ja "保存期間: あなたが切断するか、Amazonが接続を終了するまで"
    }
    /// A thing that is kept.
    orders() {
        en "Orders" de "Bestellungen" fr "Commandes" it "Ordini" es "Pedidos" ja "注文"
    }
    /// What of it.
    orders_are() {
        en "What was ordered when and why, and when it came. No address, no price, no payment."
        de "Was wann und warum bestellt wurde und wann es kam. Keine Adresse, kein Preis, keine Zahlung."
        fr "Ce qui a été commandé, quand et pourquoi, et quand c’est arrivé. Pas d’adresse, pas de prix, pas de paiement."
        it "Cosa è stato ordinato, quando e perché, e quando è arrivato. Nessun indirizzo, nessun prezzo, nessun pagamento."
        es "Qué se pidió, cuándo y por qué, y cuándo llegó. Ni dirección, ni precio, ni pago."
        ja "何をいつ、なぜ注文し、いつ届いたかです。住所、価格、支払い情報は含みません。"
    }
    /// For how long.
    orders_until() {
        en "Kept while the machine is yours; Amazon's numbers until you disconnect."
        de "Gespeichert, solange das Gerät Ihnen gehört; Amazons Nummern, bis Sie die Verbindung trennen."
        fr "Conservé tant que l’appareil est à vous\u{a0}; les numéros d’Amazon jusqu’à la déconnexion."
        it "Conservati finché l’apparecchio è tuo; i numeri di Amazon finché non disconnetti."
        es "Se guarda mientras la máquina sea tuya; los números de Amazon, hasta que desconectes."
        ja "保存期間: あなたの機器である間。Amazonの番号は切断するまで"
    }
    /// A thing that is kept.
    browser() {
        en "Your browser"
        de "Ihr Browser"
        fr "Votre navigateur"
        it "Il tuo browser"
        es "Tu navegador"
        ja "ブラウザー"
    }
    /// What of it.
    browser_is() {
        en "One cookie that keeps you signed in, and one each for light or dark, language, units and time zone."
        de "Ein Cookie, mit dem Sie angemeldet bleiben, und je eines für hell oder dunkel, Sprache, Einheiten und Zeitzone."
        fr "Un cookie qui vous garde connecté, et un pour chacun de ces réglages\u{a0}: clair ou sombre, langue, unités et fuseau horaire."
        it "Un cookie che mantiene l’accesso, e uno ciascuno per chiaro o scuro, lingua, unità di misura e fuso orario."
        es "Una cookie que mantiene tu sesión iniciada, y una para cada ajuste: claro u oscuro, idioma, unidades y zona horaria."
        ja "ログイン状態を保つCookieと、ライトまたはダーク、言語、単位、タイムゾーンのCookieが1つずつです。"
    }
    /// For how long.
    browser_until() {
        en "Kept 30 days unused, 90 in all; your choices a year."
        de "Gespeichert 30 Tage ohne Nutzung, 90 insgesamt; Ihre Einstellungen ein Jahr."
        fr "Conservé 30 jours sans utilisation, 90 au total\u{a0}; vos réglages un an."
        it "Conservato 30 giorni senza uso, 90 in tutto; le tue scelte un anno."
        es "Se guarda 30 días sin uso, 90 en total; tus ajustes, un año."
        ja "保存期間: 使わない場合は30日間、最長90日間。設定は1年間"
    }
    /// A thing that is kept.
    actions() {
        en "What was done"
        de "Was getan wurde"
        fr "Ce qui a été fait"
        it "Cosa è stato fatto"
        es "Qué se hizo"
        ja "操作の記録"
    }
    /// What of it.
    actions_are() {
        en "Which account, as a number, did what and when."
        de "Welches Konto, als Nummer, was wann getan hat."
        fr "Quel compte, sous forme de numéro, a fait quoi et quand."
        it "Quale account, come numero, ha fatto cosa e quando."
        es "Qué cuenta, como número, hizo qué y cuándo."
        ja "どのアカウント(番号)が、いつ何をしたかです。"
    }
    /// For how long.
    actions_until() {
        en "Kept for two years, without a name."
        de "Zwei Jahre gespeichert, ohne Namen."
        fr "Conservé deux ans, sans nom."
        it "Conservato per due anni, senza nome."
        es "Se guarda dos años, sin nombre."
        ja "保存期間: 2年、名前なし"
    }
    /// What is done with what Amazon tells.
    for_nothing_else() {
        en "What Amazon tells us is used to order for you and for nothing else. Nobody else is told that you use Amazon Dash Replenishment."
        de "Was Amazon uns mitteilt, nutzen wir, um für Sie zu bestellen, und für nichts anderes. Niemand sonst erfährt, dass Sie Amazon Dash Replenishment nutzen."
        fr "Ce qu’Amazon nous indique sert à commander pour vous et à rien d’autre. Personne d’autre n’apprend que vous utilisez Amazon Dash Replenishment."
        it "Ciò che Amazon ci comunica serve a ordinare per te e a nient’altro. A nessun altro viene detto che usi Amazon Dash Replenishment."
        es "Lo que Amazon nos comunica se usa para pedir por ti y para nada más. Nadie más sabe que usas Amazon Dash Replenishment."
        ja "Amazonから受け取った情報は、代わりに注文するためだけに使います。Amazon Dash Replenishmentのご利用をほかの誰かに知らせることはありません。"
    }
    /// A button.
    download_or_delete() {
        en "Download or delete your data"
        de "Ihre Daten herunterladen oder löschen"
        fr "Télécharger ou supprimer vos données"
        it "Scarica o elimina i tuoi dati"
        es "Descargar o eliminar tus datos"
        ja "データのダウンロードまたは削除"
    }
}
