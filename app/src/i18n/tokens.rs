//! Personal tokens, with which programs of a customer's read their supplies.

use crate::i18n::messages;

messages! {
    /// The page.
    apps() {
        en "Apps of your own"
        de "Eigene Apps"
        fr "Vos propres applications"
        it "App personali"
        es "Aplicaciones propias"
        ja "ご自身のアプリ"
    }
    /// What the page is for.
    what_for() {
        en "With a token, an app or a home automation of yours reads your supplies here, and may say what you have added."
        de "Mit einem Token liest eine App oder Hausautomation von Ihnen hier Ihre Vorräte und darf sagen, was Sie aufgefüllt haben."
        fr "Avec un jeton, une application ou votre domotique lit vos réserves ici, et peut indiquer ce que vous avez ajouté."
        it "Con un token, una tua app o la tua domotica legge qui le tue scorte e può indicare che cosa hai aggiunto."
        es "Con un token, una aplicación o la domótica de tu casa lee aquí tus existencias y puede indicar lo que has añadido."
        ja "トークンを使うと、お使いのアプリやホームオートメーションから在庫を読み取り、補充した量を記録できます。"
    }
    /// Above a token that was just made.
    shown_once() {
        en "Copy the token now. It is shown this once."
        de "Kopieren Sie das Token jetzt. Es wird nur dieses eine Mal angezeigt."
        fr "Copiez le jeton maintenant. Il ne sera plus affiché."
        it "Copia ora il token. Viene mostrato solo questa volta."
        es "Copia el token ahora. Solo se muestra esta vez."
        ja "今すぐトークンをコピーしてください。表示されるのはこの一度だけです。"
    }
    /// The field of a token that was just made.
    your_token() {
        en "Your token" de "Ihr Token" fr "Votre jeton" it "Il tuo token" es "Tu token" ja "トークン"
    }
    /// A heading.
    your_tokens() {
        en "Your tokens" de "Ihre Tokens" fr "Vos jetons" it "I tuoi token" es "Tus tokens" ja "トークン一覧"
    }
    /// In place of the list.
    none() {
        en "No app has a token."
        de "Keine App hat ein Token."
        fr "Aucune application n’a de jeton."
        it "Nessuna app ha un token."
        es "Ninguna aplicación tiene un token."
        ja "トークンはありません。"
    }
    /// What a token opens and until when.
    until(may: &str, moment: &str) {
        en "{may}, until {moment}"
        de "{may}, gültig bis {moment}"
        fr "{may}, jusqu’au {moment}"
        it "{may}, fino al {moment}"
        es "{may}, hasta el {moment}"
        ja "{may}、{moment}まで有効"
    }
    /// When a token was last used, to the hour.
    last_used(moment: &str) {
        en "Last used about {moment}"
        de "Zuletzt verwendet etwa {moment}"
        fr "Dernière utilisation vers le {moment}"
        it "Ultimo utilizzo intorno al {moment}"
        es "Último uso hacia el {moment}"
        ja "最終使用: {moment}頃"
    }
    /// In place of that.
    never_used() {
        en "Never used"
        de "Noch nie verwendet"
        fr "Jamais utilisé"
        it "Mai usato"
        es "Nunca usado"
        ja "未使用"
    }
    /// A button beside a token.
    revoke() {
        en "Revoke" de "Widerrufen" fr "Révoquer" it "Revoca" es "Revocar" ja "無効にする"
    }
    /// The same, for who does not see what is beside it.
    revoke_token(name: &str) {
        en "Revoke {name}"
        de "{name} widerrufen"
        fr "Révoquer {name}"
        it "Revoca {name}"
        es "Revocar {name}"
        ja "{name}を無効にする"
    }
    /// A heading.
    new_token() {
        en "New token" de "Neues Token" fr "Nouveau jeton" it "Nuovo token" es "Nuevo token" ja "新しいトークン"
    }
    /// A field.
    name() {
        en "Name" de "Name" fr "Nom" it "Nome" es "Nombre" ja "名前"
    }
    /// Under it.
    name_hint() {
        en "What it is for, such as \"Home Assistant\"."
        de "Wofür es ist, zum Beispiel „Home Assistant“."
        fr "À quoi il sert, par exemple «\u{a0}Home Assistant\u{a0}»."
        it "A che cosa serve, per esempio «Home Assistant»."
        es "Para qué es, por ejemplo «Home Assistant»."
        ja "用途がわかる名前（例: Home Assistant）。"
    }
    /// A choice.
    it_may() {
        en "It may" de "Es darf" fr "Il permet de" it "Permette di" es "Permite" ja "できること"
    }
    /// What a token opens.
    read() {
        en "Read supplies"
        de "Vorräte lesen"
        fr "Lire les réserves"
        it "Leggere le scorte"
        es "Leer las existencias"
        ja "在庫の読み取り"
    }
    /// What a token opens.
    restock() {
        en "Read and restock supplies"
        de "Vorräte lesen und auffüllen"
        fr "Lire et compléter les réserves"
        it "Leggere e aggiornare le scorte"
        es "Leer y reponer las existencias"
        ja "在庫の読み取りと補充の記録"
    }
    /// A choice.
    it_lasts() {
        en "It lasts" de "Es gilt" fr "Validité" it "Durata" es "Duración" ja "有効期間"
    }
    /// How long a token lasts.
    days(count: i64) by count {
        en "{count} day" | "{count} days"
        de "{count} Tag" | "{count} Tage"
        fr "{count} jour" | "{count} jours"
        it "{count} giorno" | "{count} giorni"
        es "{count} día" | "{count} días"
        ja "{count}日間"
    }
    /// The same.
    a_year() {
        en "A year" de "Ein Jahr" fr "Un an" it "Un anno" es "Un año" ja "1年間"
    }
    /// A button.
    make() {
        en "Make a token"
        de "Token erstellen"
        fr "Créer un jeton"
        it "Crea un token"
        es "Crear un token"
        ja "トークンを作成"
    }
    /// Under the list.
    ends_with_household() {
        en "Tokens end with their time, when you revoke them, and when you leave this household."
        de "Tokens enden mit ihrer Zeit, wenn Sie sie widerrufen und wenn Sie diesen Haushalt verlassen."
        fr "Les jetons cessent à leur échéance, quand vous les révoquez et quand vous quittez ce foyer."
        it "I token cessano alla scadenza, quando li revochi e quando lasci questo nucleo familiare."
        es "Los tokens terminan al vencer, cuando los revocas y cuando dejas este hogar."
        ja "トークンは、期限が切れたとき、無効にしたとき、またはこの世帯から抜けたときに使えなくなります。"
    }
    /// What is kept of tokens.
    tokens_are() {
        en "What you call each token, what it may do, until when, and the hour of its last use. Not the token itself."
        de "Wie Sie jedes Token nennen, was es darf, bis wann, und die Stunde seiner letzten Verwendung. Nicht das Token selbst."
        fr "Le nom de chaque jeton, ce qu’il permet, son échéance et l’heure de sa dernière utilisation. Pas le jeton lui-même."
        it "Il nome di ogni token, che cosa permette, fino a quando e l’ora dell’ultimo utilizzo. Non il token stesso."
        es "El nombre de cada token, qué permite, hasta cuándo y la hora de su último uso. No el token mismo."
        ja "各トークンの名前、できること、有効期限、最後に使われた時間帯です。トークンそのものは保存しません。"
    }
    /// For how long.
    tokens_until() {
        en "Kept until a token ends."
        de "Gespeichert, bis ein Token endet."
        fr "Conservé jusqu’à la fin du jeton."
        it "Conservato fino alla fine del token."
        es "Se guarda hasta que termina el token."
        ja "保存期間: トークンが使えなくなるまで"
    }
}
