//! The front page and signing in: for who is not signed in.

use crate::i18n::messages;

messages! {
    /// The front page, title and heading.
    heading() {
        en "Supplies that reorder themselves"
        de "Vorräte, die sich selbst nachbestellen"
        fr "Des consommables qui se commandent tout seuls"
        it "Scorte che si riordinano da sole"
        es "Suministros que se reponen solos"
        ja "自動で注文される消耗品"
    }
    /// The front page, after an account was deleted.
    account_deleted() {
        en "Your account is deleted, and everything of it. Your machines go on working."
        de "Ihr Konto ist gelöscht, mit allem, was dazugehörte. Ihre Geräte arbeiten weiter."
        fr "Votre compte est supprimé, avec tout ce qu’il contenait. Vos appareils continuent de fonctionner."
        it "Il tuo account è stato eliminato, con tutto il suo contenuto. I tuoi apparecchi continuano a funzionare."
        es "Tu cuenta se ha eliminado, con todo lo que contenía. Tus máquinas siguen funcionando."
        ja "アカウントとそのすべてのデータは削除されました。機器はそのまま使えます。"
    }
    /// A button: `maker` is the maker's name.
    sign_in_with(maker: &str) {
        en "Sign in with {maker}"
        de "Mit {maker} anmelden"
        fr "Se connecter avec {maker}"
        it "Accedi con {maker}"
        es "Iniciar sesión con {maker}"
        ja "{maker}でサインイン"
    }
    /// The front page, what it does where nothing is Amazon's. `name` is the maker's.
    intro_of_maker(name: &str) {
        en "Your machine tells {name} what it uses. Before a supply runs out, {name} sends more."
        de "Ihr Gerät meldet {name}, was es verbraucht. Bevor ein Vorrat ausgeht, schickt {name} Nachschub."
        fr "Votre appareil indique à {name} ce qu’il consomme. Avant qu’un consommable ne s’épuise, {name} vous en envoie."
        it "Il tuo apparecchio comunica a {name} quanto consuma. Prima che una scorta finisca, {name} te ne invia altra."
        es "Tu máquina informa a {name} de lo que gasta. Antes de que un suministro se agote, {name} te envía más."
        ja "機器が使用量を{name}に伝えます。消耗品がなくなる前に、{name}からお届けします。"
    }
    /// The front page, what it does. `name` is the maker's.
    intro(name: &str) {
        en "Your machine tells {name} what it uses. Before a supply runs out, we order more from Amazon with Amazon Dash Replenishment."
        de "Ihr Gerät meldet {name}, was es verbraucht. Bevor ein Vorrat ausgeht, bestellen wir über Amazon Dash Replenishment bei Amazon nach."
        fr "Votre appareil indique à {name} ce qu’il consomme. Avant qu’un consommable ne s’épuise, nous en commandons sur Amazon avec Amazon Dash Replenishment."
        it "Il tuo apparecchio comunica a {name} quanto consuma. Prima che una scorta finisca, la riordiniamo da Amazon con Amazon Dash Replenishment."
        es "Tu máquina informa a {name} de lo que gasta. Antes de que un suministro se agote, pedimos más a Amazon con Amazon Dash Replenishment."
        ja "機器が使用量を{name}に伝えます。消耗品がなくなる前に、Amazon Dash Replenishmentを通じてAmazonに注文します。"
    }
    /// The front page, what one can do.
    see_what_is_left() {
        en "See how much is left, and how long it lasts."
        de "Sehen Sie, wie viel noch da ist und wie lange es reicht."
        fr "Voyez ce qu’il reste, et pour combien de temps."
        it "Vedi quanto ne resta e quanto dura."
        es "Ve cuánto queda y cuánto dura."
        ja "残量と、あとどれくらいもつかがわかります。"
    }
    /// The front page, what one can do.
    see_what_is_ordered() {
        en "See what is ordered, why, and when it comes."
        de "Sehen Sie, was bestellt wird, warum und wann es kommt."
        fr "Voyez ce qui est commandé, pourquoi, et quand cela arrive."
        it "Vedi cosa viene ordinato, perché e quando arriva."
        es "Ve qué se pide, por qué y cuándo llega."
        ja "何がなぜ注文され、いつ届くかがわかります。"
    }
    /// The front page, what one can do.
    add_and_undo() {
        en "Add what you bought elsewhere, and undo what was wrong."
        de "Tragen Sie ein, was Sie anderswo gekauft haben, und machen Sie rückgängig, was falsch war."
        fr "Ajoutez ce que vous avez acheté ailleurs, et annulez ce qui était faux."
        it "Aggiungi ciò che hai comprato altrove e annulla ciò che era sbagliato."
        es "Añade lo que compraste en otro sitio y deshaz lo que estaba mal."
        ja "ほかで買ったものを追加し、間違いは元に戻せます。"
    }
    /// The front page, what one can do.
    pause_at_any_time() {
        en "Pause at any time. Your machine goes on working."
        de "Pausieren Sie jederzeit. Ihr Gerät arbeitet weiter."
        fr "Mettez en pause à tout moment. Votre appareil continue de fonctionner."
        it "Metti in pausa quando vuoi. Il tuo apparecchio continua a funzionare."
        es "Pausa cuando quieras. Tu máquina sigue funcionando."
        ja "いつでも一時停止できます。機器はそのまま使えます。"
    }
    /// The front page, below the button.
    use_your_account() {
        en "Use your Amazon account. We never see your password, name or e-mail."
        de "Nutzen Sie Ihr Amazon-Konto. Ihr Passwort, Ihren Namen und Ihre E-Mail-Adresse sehen wir nie."
        fr "Utilisez votre compte Amazon. Nous ne voyons jamais votre mot de passe, votre nom ni votre adresse e-mail."
        it "Usa il tuo account Amazon. Non vediamo mai la tua password, il tuo nome o la tua e-mail."
        es "Usa tu cuenta de Amazon. Nunca vemos tu contraseña, tu nombre ni tu correo electrónico."
        ja "Amazonアカウントを使います。パスワード、お名前、メールアドレスが当社に伝わることはありません。"
    }
    /// Signing in, title and heading.
    sign_in() {
        en "Sign in" de "Anmelden" fr "Se connecter" it "Accedi" es "Iniciar sesión" ja "ログイン"
    }
    /// Signing in, after a form was sent without.
    kept() {
        en "You were signed out. What you typed is kept: sign in, and you are back at it."
        de "Sie waren abgemeldet. Was Sie eingegeben haben, ist noch da: Melden Sie sich an und machen Sie dort weiter."
        fr "Vous étiez déconnecté. Votre saisie est conservée\u{a0}: connectez-vous pour la retrouver."
        it "Eri disconnesso. Quello che hai scritto è conservato: accedi per ritrovarlo."
        es "Tu sesión había terminado. Lo que escribiste se conserva: inicia sesión y sigue donde estabas."
        ja "サインアウトしていました。入力した内容は残っています。サインインすると続きから始められます。"
    }
    /// Signing in, what for.
    sign_in_to_see() {
        en "Sign in to see your machines and supplies."
        de "Melden Sie sich an, um Ihre Geräte und Vorräte zu sehen."
        fr "Connectez-vous pour voir vos appareils et vos consommables."
        it "Accedi per vedere i tuoi apparecchi e le tue scorte."
        es "Inicia sesión para ver tus máquinas y suministros."
        ja "ログインすると、機器と消耗品を確認できます。"
    }
    /// Signing in, below the button.
    no_new_password() {
        en "Use your Amazon account. There is no new password."
        de "Nutzen Sie Ihr Amazon-Konto. Ein neues Passwort gibt es nicht."
        fr "Utilisez votre compte Amazon. Il n’y a pas de nouveau mot de passe."
        it "Usa il tuo account Amazon. Non c’è una nuova password."
        es "Usa tu cuenta de Amazon. No hay una contraseña nueva."
        ja "Amazonアカウントを使います。新しいパスワードは必要ありません。"
    }
    /// Signing in, below the button.
    customer_number() {
        en "We get a customer number from Amazon: no name, no e-mail, no address."
        de "Wir erhalten von Amazon eine Kundennummer: keinen Namen, keine E-Mail-Adresse, keine Anschrift."
        fr "Amazon nous transmet un numéro client : ni nom, ni e-mail, ni adresse."
        it "Riceviamo da Amazon un numero cliente: nessun nome, nessuna e-mail, nessun indirizzo."
        es "Recibimos de Amazon un número de cliente: ni nombre, ni correo electrónico, ni dirección."
        ja "Amazonから受け取るのはお客様番号だけです。お名前、メールアドレス、住所は受け取りません。"
    }
    /// Signing in, below the button.
    orders_nothing() {
        en "Signing in orders nothing. You allow that for each machine, later."
        de "Durch das Anmelden wird nichts bestellt. Das erlauben Sie später für jedes Gerät."
        fr "Se connecter ne commande rien. Vous l’autorisez plus tard, pour chaque appareil."
        it "L’accesso non ordina nulla. Lo autorizzi più tardi, per ogni apparecchio."
        es "Iniciar sesión no pide nada. Eso lo permites después, para cada máquina."
        ja "ログインしても注文はされません。注文の許可は、あとで機器ごとに行います。"
    }
    /// Signing in, a link to the privacy notice.
    what_we_keep() {
        en "What we keep, and for how long"
        de "Was wir speichern und wie lange"
        fr "Ce que nous conservons, et combien de temps"
        it "Cosa conserviamo e per quanto tempo"
        es "Qué guardamos y durante cuánto tiempo"
        ja "保存する内容と期間"
    }
    /// Signing in failed: the customer said no.
    refused() {
        en "You did not allow the sign-in on Amazon. Try again when you want to go on."
        de "Sie haben die Anmeldung auf Amazon nicht erlaubt. Versuchen Sie es erneut, wenn Sie fortfahren möchten."
        fr "Vous n’avez pas autorisé la connexion sur Amazon. Réessayez quand vous voudrez continuer."
        it "Non hai autorizzato l’accesso su Amazon. Riprova quando vuoi continuare."
        es "No permitiste el inicio de sesión en Amazon. Inténtalo de nuevo cuando quieras continuar."
        ja "Amazonでログインが許可されませんでした。続けるときは、もう一度お試しください。"
    }
    /// Signing in failed: not begun here.
    another_window() {
        en "That sign-in was started in another window, or too long ago. Start again from here."
        de "Diese Anmeldung wurde in einem anderen Fenster oder vor zu langer Zeit begonnen. Beginnen Sie hier von vorn."
        fr "Cette connexion a été commencée dans une autre fenêtre, ou il y a trop longtemps. Recommencez à partir d’ici."
        it "Questo accesso è stato iniziato in un’altra finestra o troppo tempo fa. Ricomincia da qui."
        es "Ese inicio de sesión se empezó en otra ventana o hace demasiado tiempo. Empieza de nuevo desde aquí."
        ja "このログインは別のウィンドウで始められたか、時間がたちすぎています。ここからもう一度始めてください。"
    }
    /// Signing in failed: Amazon did not know what it had given.
    not_accepted() {
        en "Amazon did not accept the sign-in. Start again from here."
        de "Amazon hat die Anmeldung nicht angenommen. Beginnen Sie hier von vorn."
        fr "Amazon n’a pas accepté la connexion. Recommencez à partir d’ici."
        it "Amazon non ha accettato l’accesso. Ricomincia da qui."
        es "Amazon no aceptó el inicio de sesión. Empieza de nuevo desde aquí."
        ja "Amazonがログインを受け付けませんでした。ここからもう一度始めてください。"
    }
    /// Signing in failed: no answer.
    not_answering() {
        en "Amazon is not answering right now. Try again in a minute."
        de "Amazon antwortet gerade nicht. Versuchen Sie es in einer Minute erneut."
        fr "Amazon ne répond pas pour le moment. Réessayez dans une minute."
        it "Amazon al momento non risponde. Riprova tra un minuto."
        es "Amazon no responde en este momento. Inténtalo de nuevo en un minuto."
        ja "現在Amazonから応答がありません。1分ほど待ってからもう一度お試しください。"
    }
    /// Signing in failed: not so often.
    too_many_tries() {
        en "There were too many tries. Try again in an hour."
        de "Es gab zu viele Versuche. Versuchen Sie es in einer Stunde erneut."
        fr "Il y a eu trop de tentatives. Réessayez dans une heure."
        it "Ci sono stati troppi tentativi. Riprova tra un’ora."
        es "Hubo demasiados intentos. Inténtalo de nuevo en una hora."
        ja "試行回数が多すぎます。1時間ほど待ってからもう一度お試しください。"
    }
    /// Signing in failed.
    did_not_work() {
        en "The sign-in did not work. Start again from here."
        de "Die Anmeldung hat nicht funktioniert. Beginnen Sie hier von vorn."
        fr "La connexion n’a pas fonctionné. Recommencez à partir d’ici."
        it "L’accesso non è riuscito. Ricomincia da qui."
        es "El inicio de sesión no funcionó. Empieza de nuevo desde aquí."
        ja "ログインできませんでした。ここからもう一度始めてください。"
    }
}
