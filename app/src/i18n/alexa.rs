//! Supplies that Alexa reorders.

use crate::i18n::messages;

messages! {
    /// A sentence: who reorders.
    reorders() {
        en "Alexa reorders this. We tell it how much is left; when to order, and what, you choose in the Alexa app."
        de "Alexa bestellt das nach. Wir melden, wie viel noch da ist; wann und was bestellt wird, legen Sie in der Alexa-App fest."
        fr "C’est Alexa qui commande. Nous lui disons ce qui reste ; vous choisissez dans l’appli Alexa quand et quoi commander."
        it "È Alexa a riordinare. Noi le diciamo quanto resta; quando e che cosa ordinare lo scegli nell’app Alexa."
        es "Alexa lo repone. Nosotros le decimos cuánto queda; cuándo y qué pedir lo eliges en la aplicación Alexa."
        ja "注文はAlexaが行います。残量はこちらから伝えます。注文の時期と商品はAlexaアプリで選べます。"
    }
    /// What happens next: it will be low.
    low_about(day: &str) {
        en "Low about {day}. Alexa reorders this."
        de "Knapp etwa am {day}. Alexa bestellt nach."
        fr "Niveau bas vers le {day}. C’est Alexa qui commande."
        it "In esaurimento intorno al {day}. È Alexa a riordinare."
        es "Quedará poco hacia el {day}. Alexa lo repone."
        ja "{day}頃に残り少なくなります。注文はAlexaが行います。"
    }
    /// What happens next: it is low.
    low_now() {
        en "Low. Alexa reorders this."
        de "Knapp. Alexa bestellt nach."
        fr "Niveau bas. C’est Alexa qui commande."
        it "In esaurimento. È Alexa a riordinare."
        es "Queda poco. Alexa lo repone."
        ja "残りわずかです。注文はAlexaが行います。"
    }
    /// What happens next, before there is a pace.
    learning() {
        en "Still learning your pace. Alexa reorders this."
        de "Wir lernen Ihren Verbrauch noch kennen. Alexa bestellt nach."
        fr "Nous apprenons encore votre rythme. C’est Alexa qui commande."
        it "Stiamo ancora imparando il tuo ritmo. È Alexa a riordinare."
        es "Aún estamos aprendiendo tu ritmo. Alexa lo repone."
        ja "使用ペースを学習中です。注文はAlexaが行います。"
    }
    /// What happens next: nothing, it is not linked.
    not_linked() {
        en "Not linked with Alexa, so nothing will be reordered."
        de "Nicht mit Alexa verknüpft, es wird also nichts nachbestellt."
        fr "Non associé à Alexa : rien ne sera commandé."
        it "Non collegato ad Alexa, quindi non verrà riordinato nulla."
        es "No está vinculada con Alexa, así que no se repondrá nada."
        ja "Alexaとリンクされていないため、注文されません。"
    }
    /// A heading and a link.
    link() {
        en "Link with Alexa"
        de "Mit Alexa verknüpfen"
        fr "Associer à Alexa"
        it "Collega ad Alexa"
        es "Vincular con Alexa"
        ja "Alexaとリンク"
    }
    /// How that is done, first.
    open_app() {
        en "Open the Alexa app and go to Skills & Games."
        de "Öffnen Sie die Alexa-App und dort „Skills und Spiele“."
        fr "Ouvrez l’appli Alexa, puis « Skills et jeux »."
        it "Apri l’app Alexa e vai su Skill e giochi."
        es "Abre la aplicación Alexa y ve a Skills y juegos."
        ja "Alexaアプリを開き、「スキル・ゲーム」へ進みます。"
    }
    /// Second.
    enable(maker: &str) {
        en "Search for {maker}, enable the skill and sign in here when asked."
        de "Suchen Sie nach {maker}, aktivieren Sie den Skill und melden Sie sich hier an, wenn Sie dazu aufgefordert werden."
        fr "Cherchez {maker}, activez la skill et connectez-vous ici quand on vous le demande."
        it "Cerca {maker}, attiva la skill e accedi qui quando ti viene chiesto."
        es "Busca {maker}, activa la skill e inicia sesión aquí cuando se te pida."
        ja "{maker}を検索してスキルを有効にし、求められたらここにサインインします。"
    }
    /// Third.
    choose() {
        en "Open the machine in the app, then Settings and Supply, and choose what to reorder."
        de "Öffnen Sie das Gerät in der App, dann „Einstellungen“ und „Verbrauchsmaterial“, und wählen Sie, was nachbestellt wird."
        fr "Ouvrez l’appareil dans l’appli, puis Paramètres et Fournitures, et choisissez ce qui doit être commandé."
        it "Apri l’apparecchio nell’app, poi Impostazioni e Scorte, e scegli che cosa riordinare."
        es "Abre la máquina en la aplicación, luego Ajustes y Suministros, y elige qué reponer."
        ja "アプリで機器を開き、「設定」から「消耗品」へ進み、注文する商品を選びます。"
    }
    /// A machine that is not linked.
    not_linked_yet() {
        en "This machine is not linked with Alexa. It keeps working; nothing will be reordered."
        de "Dieses Gerät ist nicht mit Alexa verknüpft. Es funktioniert weiter; nachbestellt wird nichts."
        fr "Cet appareil n’est pas associé à Alexa. Il continue de fonctionner ; rien ne sera commandé."
        it "Questo apparecchio non è collegato ad Alexa. Continua a funzionare; non verrà riordinato nulla."
        es "Esta máquina no está vinculada con Alexa. Sigue funcionando; no se repondrá nada."
        ja "この機器はAlexaとリンクされていません。機器は引き続き使えますが、注文はされません。"
    }
    /// Before a moment: when Alexa was last told.
    last_told() {
        en "Alexa last took a level:"
        de "Alexa hat zuletzt einen Stand übernommen:"
        fr "Dernier niveau reçu par Alexa\u{a0}:"
        it "Ultimo livello ricevuto da Alexa:"
        es "Último nivel recibido por Alexa:"
        ja "Alexaが最後に残量を受け取った日時："
    }
}
