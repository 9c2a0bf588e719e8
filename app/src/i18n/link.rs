//! Letting a voice assistant see the machines.

use crate::i18n::messages;

messages! {
    /// What is asked.
    alexa_asks() {
        en "Alexa asks to see your machines here. If you allow it:"
        de "Alexa möchte Ihre Geräte hier sehen. Wenn Sie es erlauben:"
        fr "Alexa demande à voir vos appareils ici. Si vous l’autorisez\u{a0}:"
        it "Alexa chiede di vedere i tuoi apparecchi qui. Se lo consenti:"
        es "Alexa pide ver tus máquinas aquí. Si lo permites:"
        ja "Alexaがここにある機器の表示を求めています。許可すると次のようになります。"
    }
    /// What Alexa is told.
    alexa_sees() {
        en "Alexa sees the names of your machines and how much is left in each."
        de "Alexa sieht die Namen Ihrer Geräte und wie viel in jedem noch ist."
        fr "Alexa voit le nom de vos appareils et ce qu’il reste dans chacun."
        it "Alexa vede i nomi dei tuoi apparecchi e quanto resta in ciascuno."
        es "Alexa ve los nombres de tus máquinas y cuánto queda en cada una."
        ja "Alexaは、機器の名前とそれぞれの残量を確認できます。"
    }
    /// Who orders.
    alexa_orders() {
        en "You choose in the Alexa app whether Alexa reorders, and what. We are not told of its orders."
        de "In der Alexa-App legen Sie fest, ob und was Alexa nachbestellt. Von ihren Bestellungen erfahren wir nichts."
        fr "Vous choisissez dans l’appli Alexa si Alexa recommande, et quoi. Nous ne sommes pas informés de ses commandes."
        it "Scegli nell’app Alexa se Alexa riordina, e che cosa. Dei suoi ordini non veniamo informati."
        es "En la aplicación Alexa eliges si Alexa vuelve a pedir y qué. No se nos informa de sus pedidos."
        ja "Alexaが再注文するかどうか、何を注文するかはAlexaアプリで選びます。その注文は当方には通知されません。"
    }
    /// How to end it.
    ends_in_the_app() {
        en "You can end it at any time in the Alexa app."
        de "Sie können es jederzeit in der Alexa-App beenden."
        fr "Vous pouvez y mettre fin à tout moment dans l’appli Alexa."
        it "Puoi interromperlo in qualsiasi momento nell’app Alexa."
        es "Puedes terminarlo en cualquier momento en la aplicación Alexa."
        ja "Alexaアプリでいつでも解除できます。"
    }
    /// A button.
    allow() {
        en "Allow" de "Erlauben" fr "Autoriser" it "Consenti" es "Permitir" ja "許可する"
    }
    /// A button.
    do_not_allow() {
        en "Don’t allow"
        de "Nicht erlauben"
        fr "Ne pas autoriser"
        it "Non consentire"
        es "No permitir"
        ja "許可しない"
    }
    /// To whom only an owner can allow it.
    only_an_owner() {
        en "Only an owner of your household can allow this."
        de "Nur ein Eigentümer Ihres Haushalts kann das erlauben."
        fr "Seul un propriétaire de votre foyer peut l’autoriser."
        it "Solo un proprietario del tuo nucleo familiare può consentirlo."
        es "Solo un propietario de tu hogar puede permitirlo."
        ja "許可できるのは、世帯のオーナーだけです。"
    }
    /// A request that leads nowhere, title and heading.
    does_not_work() {
        en "This way to link does not work"
        de "So lässt sich nichts verknüpfen"
        fr "Cette association ne fonctionne pas"
        it "Questo collegamento non funziona"
        es "Esta forma de vincular no funciona"
        ja "この方法ではリンクできません"
    }
    /// The same, what to do.
    begin_in_the_app() {
        en "Nothing was allowed. Begin again in the Alexa app; if that does not help, ask us."
        de "Es wurde nichts erlaubt. Beginnen Sie in der Alexa-App noch einmal; wenn das nicht hilft, fragen Sie uns."
        fr "Rien n’a été autorisé. Recommencez dans l’appli Alexa\u{a0}; si cela ne suffit pas, contactez-nous."
        it "Nulla è stato consentito. Ricomincia nell’app Alexa; se non basta, chiedi a noi."
        es "No se ha permitido nada. Empieza de nuevo en la aplicación Alexa; si no funciona, pregúntanos."
        ja "何も許可されていません。Alexaアプリからやり直してください。解決しない場合はお問い合わせください。"
    }
    /// In the settings.
    linked_since(moment: &str) {
        en "Linked with Alexa since {moment}. Alexa sees your machines and how much is left in each."
        de "Seit {moment} mit Alexa verknüpft. Alexa sieht Ihre Geräte und wie viel in jedem noch ist."
        fr "Associé à Alexa depuis le {moment}. Alexa voit vos appareils et ce qu’il reste dans chacun."
        it "Collegato ad Alexa dal {moment}. Alexa vede i tuoi apparecchi e quanto resta in ciascuno."
        es "Vinculado con Alexa desde el {moment}. Alexa ve tus máquinas y cuánto queda en cada una."
        ja "{moment}からAlexaとリンクされています。Alexaは機器とそれぞれの残量を確認できます。"
    }
    /// A button.
    unlink() {
        en "Unlink from Alexa"
        de "Verknüpfung mit Alexa lösen"
        fr "Dissocier d’Alexa"
        it "Scollega da Alexa"
        es "Desvincular de Alexa"
        ja "Alexaとのリンクを解除"
    }
    /// What comes of it.
    then_nothing_is_reordered() {
        en "Alexa then reorders nothing for these machines. Disable the skill in the Alexa app, too."
        de "Alexa bestellt dann für diese Geräte nichts mehr nach. Deaktivieren Sie auch den Skill in der Alexa-App."
        fr "Alexa ne recommande alors plus rien pour ces appareils. Désactivez aussi la skill dans l’appli Alexa."
        it "Alexa non riordinerà più nulla per questi apparecchi. Disattiva anche la skill nell’app Alexa."
        es "Alexa dejará de pedir para estas máquinas. Desactiva también la skill en la aplicación Alexa."
        ja "解除後、Alexaはこれらの機器の注文を行いません。Alexaアプリでスキルも無効にしてください。"
    }
}
