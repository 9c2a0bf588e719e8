//! The household.

use crate::i18n::messages;

messages! {
    /// The page.
    household() {
        en "Household"
        de "Haushalt"
        fr "Foyer"
        it "Nucleo familiare"
        es "Hogar"
        ja "世帯"
    }
    /// A role.
    owner() {
        en "Owner"
        de "Eigentümer"
        fr "Propriétaire"
        it "Proprietario"
        es "Propietario"
        ja "オーナー"
    }
    /// A role.
    member() {
        en "Member" de "Mitglied" fr "Membre" it "Membro" es "Miembro" ja "メンバー"
    }
    /// A role.
    viewer() {
        en "Viewer" de "Betrachter" fr "Lecteur" it "Visualizzatore" es "Lector" ja "閲覧者"
    }
    /// What somebody is and may do.
    owner_may() {
        en "Owner: everything, machines and invitations too"
        de "Eigentümer: darf alles, auch Geräte und Einladungen verwalten"
        fr "Propriétaire\u{a0}: tout, y compris les appareils et les invitations"
        it "Proprietario: tutto, anche apparecchi e inviti"
        es "Propietario: todo, también máquinas e invitaciones"
        ja "オーナー: 機器や招待を含むすべての操作"
    }
    /// What somebody is and may do.
    member_may() {
        en "Member: add supplies, set levels, say what has arrived"
        de "Mitglied: darf Vorrat auffüllen, Füllstände angeben und Lieferungen bestätigen"
        fr "Membre\u{a0}: ajouter du stock, indiquer les niveaux, dire ce qui est arrivé"
        it "Membro: aggiungere scorte, indicare i livelli, dire cosa è arrivato"
        es "Miembro: añadir existencias, indicar niveles, decir qué ha llegado"
        ja "メンバー: 補充、残量の入力、到着の確認"
    }
    /// What somebody is and may do.
    viewer_may() {
        en "Viewer: see everything"
        de "Betrachter: darf alles sehen"
        fr "Lecteur\u{a0}: tout voir"
        it "Visualizzatore: vedere tutto"
        es "Lector: ver todo"
        ja "閲覧者: すべての閲覧"
    }
    /// An invitation nobody has taken yet.
    invited(role: &str, moment: &str) {
        en "{role}, until {moment}"
        de "{role}, gültig bis {moment}"
        fr "{role}, jusqu’au {moment}"
        it "{role}, fino al {moment}"
        es "{role}, hasta el {moment}"
        ja "{role}、{moment}まで有効"
    }
    /// Somebody else.
    first_here(role: &str, moment: &str) {
        en "{role}, first here {moment}"
        de "{role}, zuerst hier am {moment}"
        fr "{role}, ici depuis le {moment}"
        it "{role}, qui dal {moment}"
        es "{role}, aquí desde el {moment}"
        ja "{role}、参加: {moment}"
    }
    /// A heading.
    who_is_of_it() {
        en "Who is of it"
        de "Wer dazugehört"
        fr "Qui en fait partie"
        it "Chi ne fa parte"
        es "Quiénes lo forman"
        ja "メンバー一覧"
    }
    /// The customer.
    you() {
        en "You" de "Sie" fr "Vous" it "Tu" es "Tú" ja "あなた"
    }
    /// Somebody else: they have no name here, so they are counted.
    person(number: &str) {
        en "Person {number}"
        de "Person {number}"
        fr "Personne {number}"
        it "Persona {number}"
        es "Persona {number}"
        ja "{number}人目"
    }
    /// The name of the list of roles beside somebody.
    person_is(who: &str) {
        en "{who} is"
        de "{who} ist"
        fr "{who} est"
        it "{who} è"
        es "{who} es"
        ja "{who}の役割"
    }
    /// The button beside the list of roles, for who does not see whose it is.
    save_person(who: &str) {
        en "Save {who}"
        de "{who} speichern"
        fr "Enregistrer {who}"
        it "Salva {who}"
        es "Guardar {who}"
        ja "{who}を保存"
    }
    /// A button beside somebody.
    remove() {
        en "Remove" de "Entfernen" fr "Retirer" it "Rimuovi" es "Quitar" ja "削除"
    }
    /// The same, for who does not see whose it is.
    remove_person(who: &str) {
        en "Remove {who}"
        de "{who} entfernen"
        fr "Retirer {who}"
        it "Rimuovi {who}"
        es "Quitar {who}"
        ja "{who}を削除"
    }
    /// A household of one.
    nobody_else() {
        en "Nobody else yet."
        de "Noch niemand sonst."
        fr "Personne d’autre pour l’instant."
        it "Ancora nessun altro."
        es "Nadie más por ahora."
        ja "ほかのメンバーはまだいません。"
    }
    /// A button.
    leave() {
        en "Leave this household"
        de "Diesen Haushalt verlassen"
        fr "Quitter ce foyer"
        it "Lascia questo nucleo familiare"
        es "Salir de este hogar"
        ja "この世帯から退出する"
    }
    /// What comes of leaving.
    then() {
        en "You then have a household of your own, without these machines. What you connected is disconnected from Amazon."
        de "Sie haben dann einen eigenen Haushalt ohne diese Geräte. Was Sie verbunden haben, wird von Amazon getrennt."
        fr "Vous aurez alors votre propre foyer, sans ces appareils. Ce que vous avez connecté est déconnecté d’Amazon."
        it "Avrai poi un nucleo familiare tutto tuo, senza questi apparecchi. Ciò che hai connesso viene disconnesso da Amazon."
        es "Tendrás entonces un hogar propio, sin estas máquinas. Lo que conectaste se desconecta de Amazon."
        ja "退出すると、これらの機器のない自分だけの世帯になります。あなたが接続した機器はAmazonから切断されます。"
    }
    /// A heading.
    invite() {
        en "Invite somebody"
        de "Jemanden einladen"
        fr "Inviter quelqu’un"
        it "Invita qualcuno"
        es "Invitar a alguien"
        ja "招待する"
    }
    /// What an invitation does not share.
    with_their_own() {
        en "They sign in with their own Amazon account. Products, payment and address stay with the account that connected a machine."
        de "Eingeladene melden sich mit ihrem eigenen Amazon-Konto an. Produkte, Zahlung und Adresse bleiben beim Konto, das ein Gerät verbunden hat."
        fr "Chaque personne se connecte avec son propre compte Amazon. Les produits, le paiement et l’adresse restent ceux du compte qui a connecté l’appareil."
        it "Ognuno accede con il proprio account Amazon. Prodotti, pagamento e indirizzo restano quelli dell’account che ha connesso l’apparecchio."
        es "Cada persona inicia sesión con su propia cuenta de Amazon. Los productos, el pago y la dirección siguen siendo los de la cuenta que conectó la máquina."
        ja "招待された人は自分のAmazonアカウントでログインします。商品、支払い方法、お届け先は、機器を接続したアカウントのままです。"
    }
    /// Above the link of an invitation.
    send_link() {
        en "Send them this link. It works once, for a week, and is shown this once."
        de "Senden Sie diesen Link. Er funktioniert einmal, eine Woche lang, und wird nur jetzt angezeigt."
        fr "Envoyez-lui ce lien. Il fonctionne une seule fois, pendant une semaine, et n’est affiché que maintenant."
        it "Invia questo link. Funziona una sola volta, per una settimana, ed è mostrato solo adesso."
        es "Envía este enlace. Funciona una sola vez, durante una semana, y solo se muestra ahora."
        ja "このリンクを送ってください。1週間以内に1回だけ使えます。リンクが表示されるのは今回だけです。"
    }
    /// The name of the list of roles of an invitation.
    invite_as() {
        en "As" de "Als" fr "En tant que" it "Come" es "Como" ja "役割"
    }
    /// A button.
    make_link() {
        en "Make a link"
        de "Link erstellen"
        fr "Créer un lien"
        it "Crea un link"
        es "Crear un enlace"
        ja "リンクを作成"
    }
    /// A button.
    take_back() {
        en "Take back all invitations"
        de "Alle Einladungen zurückziehen"
        fr "Retirer toutes les invitations"
        it "Ritira tutti gli inviti"
        es "Retirar todas las invitaciones"
        ja "すべての招待を取り消す"
    }
}
