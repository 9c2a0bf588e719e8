//! The settings.

use crate::i18n::messages;

messages! {
    /// The button of each form.
    save() {
        en "Save" de "Speichern" fr "Enregistrer" it "Salva" es "Guardar" ja "保存"
    }
    /// The choice of theme.
    light_or_dark() {
        en "Light or dark"
        de "Hell oder dunkel"
        fr "Clair ou sombre"
        it "Chiaro o scuro"
        es "Claro u oscuro"
        ja "ライトまたはダーク"
    }
    /// A theme.
    as_system() {
        en "As my system"
        de "Wie mein System"
        fr "Comme mon système"
        it "Come il mio sistema"
        es "Como mi sistema"
        ja "システムに合わせる"
    }
    /// A theme.
    light() {
        en "Light" de "Hell" fr "Clair" it "Chiaro" es "Claro" ja "ライト"
    }
    /// A theme.
    dark() {
        en "Dark" de "Dunkel" fr "Sombre" it "Scuro" es "Oscuro" ja "ダーク"
    }
    /// The choice of language.
    language() {
        en "Language" de "Sprache" fr "Langue" it "Lingua" es "Idioma" ja "言語"
    }
    /// The list of languages.
    pages_are_in() {
        en "Pages are in"
        de "Sprache der Seiten"
        fr "Langue des pages"
        it "Lingua delle pagine"
        es "Idioma de las páginas"
        ja "ページの言語"
    }
    /// The first in the list of languages.
    as_browser() {
        en "As my browser"
        de "Wie mein Browser"
        fr "Comme mon navigateur"
        it "Come il mio browser"
        es "Como mi navegador"
        ja "ブラウザーに合わせる"
    }
    /// Under the list of languages.
    looks(number: &str, moment: &str) {
        en "Numbers and dates look like this: {number} · {moment}"
        de "So sehen Zahlen und Daten aus: {number} · {moment}"
        fr "Les nombres et les dates s’écrivent ainsi\u{a0}: {number} · {moment}"
        it "Numeri e date si presentano così: {number} · {moment}"
        es "Los números y las fechas se ven así: {number} · {moment}"
        ja "数字と日付の表示例: {number} · {moment}"
    }
    /// The button of the language, for who does not see what is beside it.
    save_language() {
        en "Save language"
        de "Sprache speichern"
        fr "Enregistrer la langue"
        it "Salva la lingua"
        es "Guardar el idioma"
        ja "言語を保存"
    }
    /// The choice of units.
    units() {
        en "Units" de "Einheiten" fr "Unités" it "Unità di misura" es "Unidades" ja "単位"
    }
    /// The list of units.
    amounts_are_shown() {
        en "Amounts are shown"
        de "Anzeige der Mengen"
        fr "Affichage des quantités"
        it "Visualizzazione delle quantità"
        es "Las cantidades se muestran"
        ja "数量の表示"
    }
    /// Under the list of units.
    any_unit() {
        en "You can type amounts in any unit."
        de "Eingeben können Sie Mengen in jeder Einheit."
        fr "Vous pouvez saisir les quantités dans n’importe quelle unité."
        it "Puoi inserire le quantità in qualsiasi unità."
        es "Puedes escribir las cantidades en cualquier unidad."
        ja "数量はどの単位でも入力できます。"
    }
    /// Under the list of units, where one was chosen.
    amounts_look(amounts: &str) {
        en "Amounts look like this: {amounts}. You can type them in any unit."
        de "So sehen Mengen aus: {amounts}. Eingeben können Sie sie in jeder Einheit."
        fr "Les quantités s’écrivent ainsi\u{a0}: {amounts}. Vous pouvez les saisir dans n’importe quelle unité."
        it "Le quantità si presentano così: {amounts}. Puoi inserirle in qualsiasi unità."
        es "Las cantidades se ven así: {amounts}. Puedes escribirlas en cualquier unidad."
        ja "数量の表示例: {amounts}。入力はどの単位でもできます。"
    }
    /// Units.
    as_machine() {
        en "As the machine measures"
        de "Wie das Gerät misst"
        fr "Comme l’appareil mesure"
        it "Come misura l’apparecchio"
        es "Como mide la máquina"
        ja "機器の単位"
    }
    /// Units.
    metric() {
        en "Metric" de "Metrisch" fr "Métriques" it "Metriche" es "Métricas" ja "メートル法"
    }
    /// Units.
    american() {
        en "US"
        de "Amerikanisch"
        fr "Américaines"
        it "Statunitensi"
        es "Estadounidenses"
        ja "米国単位"
    }
    /// The button of the units, for who does not see what is beside it.
    save_units() {
        en "Save units"
        de "Einheiten speichern"
        fr "Enregistrer les unités"
        it "Salva le unità"
        es "Guardar las unidades"
        ja "単位を保存"
    }
    /// The choice of zone.
    time_zone() {
        en "Time zone"
        de "Zeitzone"
        fr "Fuseau horaire"
        it "Fuso orario"
        es "Zona horaria"
        ja "タイムゾーン"
    }
    /// The list of zones.
    shown_as_in() {
        en "Days and hours are shown as in"
        de "Tage und Uhrzeiten richten sich nach"
        fr "Jours et heures affichés selon"
        it "Giorni e ore sono mostrati secondo"
        es "Los días y las horas se muestran según"
        ja "日付と時刻の基準"
    }
    /// Under the list of zones.
    there_it_is(moment: &str) {
        en "There it is {moment}."
        de "Dort ist es jetzt {moment}."
        fr "Il y est actuellement {moment}."
        it "Lì adesso è {moment}."
        es "Allí ahora es {moment}."
        ja "現地の現在日時: {moment}"
    }
    /// The button of the zone, for who does not see what is beside it.
    save_zone() {
        en "Save time zone"
        de "Zeitzone speichern"
        fr "Enregistrer le fuseau horaire"
        it "Salva il fuso orario"
        es "Guardar la zona horaria"
        ja "タイムゾーンを保存"
    }
    /// A heading.
    your_sign_in() {
        en "Your sign-in"
        de "Ihre Anmeldung"
        fr "Votre connexion"
        it "Il tuo accesso"
        es "Tu acceso"
        ja "ログイン"
    }
    /// How they are known.
    signed_in() {
        en "You are signed in with your Amazon account. We know its number, not your name."
        de "Sie sind mit Ihrem Amazon-Konto angemeldet. Wir kennen seine Nummer, nicht Ihren Namen."
        fr "Vous vous connectez avec votre compte Amazon. Nous connaissons son numéro, pas votre nom."
        it "Hai effettuato l’accesso con il tuo account Amazon. Ne conosciamo il numero, non il tuo nome."
        es "Has iniciado sesión con tu cuenta de Amazon. Conocemos su número, no tu nombre."
        ja "Amazonアカウントでログインしています。こちらで把握しているのはアカウントの番号だけで、お名前はわかりません。"
    }
    /// A button.
    sign_out() {
        en "Sign out" de "Abmelden" fr "Se déconnecter" it "Esci" es "Cerrar sesión" ja "ログアウト"
    }
    /// Before the button that ends all sessions.
    elsewhere() {
        en "A browser that is not in your hands any more can be signed out from here, with all others."
        de "Einen Browser, den Sie nicht mehr in der Hand haben, können Sie von hier aus mit allen anderen abmelden."
        fr "Un navigateur que vous n’avez plus sous la main peut être déconnecté d’ici, avec tous les autres."
        it "Un browser che non hai più a portata di mano si può disconnettere da qui, insieme a tutti gli altri."
        es "Desde aquí puedes cerrar la sesión de un navegador que ya no tienes a mano, junto con todas las demás."
        ja "お手元にないブラウザーも、ここからすべてまとめてログアウトできます。"
    }
    /// A button.
    sign_out_everywhere() {
        en "Sign out everywhere"
        de "Überall abmelden"
        fr "Se déconnecter partout"
        it "Esci da tutti i browser"
        es "Cerrar todas las sesiones"
        ja "すべてのブラウザーでログアウト"
    }
    /// What a household is for.
    share() {
        en "Share your machines with the people you live with."
        de "Teilen Sie Ihre Geräte mit den Menschen, mit denen Sie zusammenleben."
        fr "Partagez vos appareils avec les personnes avec qui vous vivez."
        it "Condividi i tuoi apparecchi con chi vive con te."
        es "Comparte tus máquinas con las personas con las que vives."
        ja "一緒に暮らす人と機器を共有できます。"
    }
    /// What can be done with one's own data.
    download_or_delete() {
        en "Download everything we keep of you, or delete your account."
        de "Laden Sie alles herunter, was wir von Ihnen speichern, oder löschen Sie Ihr Konto."
        fr "Téléchargez tout ce que nous conservons de vous, ou supprimez votre compte."
        it "Scarica tutto ciò che conserviamo di te, oppure elimina il tuo account."
        es "Descarga todo lo que guardamos de ti o elimina tu cuenta."
        ja "保存されているデータをすべてダウンロードしたり、アカウントを削除したりできます。"
    }
}
