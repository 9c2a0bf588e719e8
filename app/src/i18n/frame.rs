//! What is around every page: the way around, the footer, the note of a page that was kept.

use crate::i18n::messages;

messages! {
    /// What the site is, for search engines.
    description() {
        en "How much is left of each supply, when it is reordered, and what is on its way."
        de "Wie viel von jedem Vorrat noch da ist, wann nachbestellt wird und was unterwegs ist."
        fr "Ce qu’il reste de chaque consommable, la date de la prochaine commande et ce qui est en route."
        it "Quanto resta di ogni scorta, quando viene riordinata e cosa è in arrivo."
        es "Cuánto queda de cada suministro, cuándo se vuelve a pedir y qué está en camino."
        ja "消耗品ごとの残量、次の注文の時期、配送中のものがわかります。"
    }
    /// A link past the way around.
    skip() {
        en "Skip to content"
        de "Zum Inhalt springen"
        fr "Aller au contenu"
        it "Vai al contenuto"
        es "Ir al contenido"
        ja "本文へ移動"
    }
    /// Above all pages of a site where nothing is real.
    sandbox() {
        en "Sandbox: no real orders are made."
        de "Sandbox: Es werden keine echten Bestellungen aufgegeben."
        fr "Bac à sable : aucune vraie commande n’est passée."
        it "Sandbox: non viene fatto alcun ordine reale."
        es "Entorno de pruebas: no se hace ningún pedido real."
        ja "サンドボックス：実際の注文は行われません。"
    }
    /// Names the way around to screen readers.
    main() {
        en "Main"
        de "Hauptmenü"
        fr "Navigation principale"
        it "Menu principale"
        es "Menú principal"
        ja "メインメニュー"
    }
    /// A place, and its heading.
    supplies() {
        en "Supplies" de "Vorräte" fr "Consommables" it "Scorte" es "Suministros" ja "消耗品"
    }
    /// A place, and its heading.
    orders() {
        en "Orders" de "Bestellungen" fr "Commandes" it "Ordini" es "Pedidos" ja "注文"
    }
    /// A place, and its heading.
    machines() {
        en "Machines" de "Geräte" fr "Appareils" it "Apparecchi" es "Máquinas" ja "機器"
    }
    /// A place, and its heading.
    settings() {
        en "Settings" de "Einstellungen" fr "Réglages" it "Impostazioni" es "Ajustes" ja "設定"
    }
    /// A link in the footer.
    help() {
        en "Help" de "Hilfe" fr "Aide" it "Aiuto" es "Ayuda" ja "ヘルプ"
    }
    /// A link in the footer.
    privacy() {
        en "Privacy"
        de "Datenschutz"
        fr "Confidentialité"
        it "Privacy"
        es "Privacidad"
        ja "プライバシー"
    }
    /// A link from a page that ends something.
    your_supplies() {
        en "Your supplies"
        de "Ihre Vorräte"
        fr "Vos consommables"
        it "Le tue scorte"
        es "Tus suministros"
        ja "消耗品の一覧"
    }
    /// Above a page that the browser kept.
    offline(moment: &str) {
        en "You are offline. Showing what we knew at {moment}."
        de "Sie sind offline. Angezeigt wird der Stand vom {moment}."
        fr "Vous êtes hors ligne. Voici l’état connu au {moment}."
        it "Sei offline. Ultimi dati disponibili: {moment}."
        es "Estás sin conexión. Se muestra lo que sabíamos el {moment}."
        ja "オフラインです。{moment}時点の情報を表示しています。"
    }
}
