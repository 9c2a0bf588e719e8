//! Telling about a supply: its forms, their pages, and what the browser says while an amount is typed.

use crate::i18n::messages;

messages! {
    /// A form, its button and its page: more was bought.
    add_supplies() {
        en "Add supplies"
        de "Vorrat auffüllen"
        fr "Ajouter du stock"
        it "Aggiungi scorte"
        es "Añadir existencias"
        ja "補充する"
    }
    /// What is there before, at the top of the page.
    at_home_now(amount: &str) {
        en "{amount} at home now."
        de "Jetzt {amount} zu Hause."
        fr "{amount} chez vous actuellement."
        it "Ora in casa: {amount}."
        es "Ahora en casa: {amount}."
        ja "現在、手元に{amount}あります。"
    }
    /// A field.
    how_much() {
        en "How much did you get?"
        de "Wie viel ist dazugekommen?"
        fr "Quelle quantité avez-vous reçue ?"
        it "Quanto ne hai ricevuto?"
        es "¿Cuánto has recibido?"
        ja "どのくらい増えましたか?"
    }
    /// What helps to answer; a pack of counted things.
    pack(number: &str) {
        en "Your pack on Amazon holds {number}."
        de "Ihre Packung auf Amazon enthält {number} Stück."
        fr "Votre lot sur Amazon en contient {number}."
        it "La tua confezione su Amazon ne contiene {number}."
        es "Tu paquete en Amazon contiene {number}."
        ja "Amazonの1パックには{number}個入っています。"
    }
    /// A form and its button: a new one was put in.
    replaced() {
        en "I replaced it" de "Ausgetauscht" fr "Je l’ai remplacé" it "L’ho sostituito" es "Lo he cambiado" ja "交換しました"
    }
    /// What that means.
    full_again() {
        en "The machine is full again. If you have a spare at home, it is counted as used."
        de "Das Gerät ist wieder voll. Wenn Sie zu Hause Reserve haben, zählt ein Stück davon als verbraucht."
        fr "L’appareil est de nouveau plein. Si vous en aviez un en réserve, il est compté comme utilisé."
        it "L’apparecchio è di nuovo pieno. Se ne hai uno di riserva in casa, viene contato come usato."
        es "La máquina vuelve a estar llena. Si tienes uno de repuesto en casa, se cuenta como usado."
        ja "機器が再び満タンになります。手元に予備があれば、使用済みとして数えます。"
    }
    /// A form.
    set_exact() {
        en "Set exact level"
        de "Genauen Stand angeben"
        fr "Indiquer le niveau exact"
        it "Imposta il livello esatto"
        es "Indicar el nivel exacto"
        ja "正確な残量を設定する"
    }
    /// Its button.
    set_level() {
        en "Set level"
        de "Stand speichern"
        fr "Enregistrer le niveau"
        it "Imposta il livello"
        es "Guardar el nivel"
        ja "残量を設定する"
    }
    /// Its field.
    there_is_now() {
        en "There is now"
        de "Jetzt vorhanden"
        fr "Il y a maintenant"
        it "Ora c’è"
        es "Ahora hay"
        ja "現在の残量"
    }
    /// What that field counts.
    together() {
        en "In the machine and beside it, together."
        de "Im Gerät und daneben, zusammen."
        fr "Dans l’appareil et à côté, au total."
        it "Nell’apparecchio e accanto, in totale."
        es "En la máquina y aparte, en total."
        ja "機器内と予備を合わせた量です。"
    }
    /// The first question about a supply.
    how_much_now(name: &str) {
        en "{name}: how much is in it now?"
        de "{name}: Wie viel ist jetzt darin?"
        fr "{name} : combien y en a-t-il maintenant ?"
        it "{name}: quanto ce n’è ora?"
        es "{name}: ¿cuánto hay ahora?"
        ja "{name}:現在の残量はどのくらいですか?"
    }
    /// Why it is asked.
    until_we_know() {
        en "Nothing is ordered until we know. Any answer can be corrected later."
        de "Bis wir es wissen, wird nichts bestellt. Jede Antwort lässt sich später berichtigen."
        fr "Rien n’est commandé tant que nous ne le savons pas. Toute réponse peut être corrigée plus tard."
        it "Finché non lo sappiamo, non viene ordinato nulla. Ogni risposta si può correggere in seguito."
        es "No se pide nada hasta que lo sepamos. Cualquier respuesta se puede corregir después."
        ja "残量がわかるまで注文しません。入力した内容は後で訂正できます。"
    }
    /// An answer.
    is_full() {
        en "It is full" de "Es ist voll" fr "C’est plein" it "È pieno" es "Está lleno" ja "満タンです"
    }
    /// The field of another answer.
    another_amount() {
        en "Another amount"
        de "Andere Menge"
        fr "Autre quantité"
        it "Un’altra quantità"
        es "Otra cantidad"
        ja "別の量"
    }
    /// Its button.
    save_amount() {
        en "Save amount"
        de "Menge speichern"
        fr "Enregistrer la quantité"
        it "Salva la quantità"
        es "Guardar la cantidad"
        ja "量を保存する"
    }
    /// The question's page, in the browser's title.
    how_much_is_left() {
        en "How much is left?"
        de "Wie viel ist noch da?"
        fr "Combien en reste-t-il ?"
        it "Quanto ne resta?"
        es "¿Cuánto queda?"
        ja "残りはどのくらいですか?"
    }
    /// A link.
    back() {
        en "Back to the supply"
        de "Zurück zum Vorrat"
        fr "Retour au consommable"
        it "Torna alla scorta"
        es "Volver al suministro"
        ja "消耗品に戻る"
    }
    /// What was typed, in the unit that is shown. Another sentence follows.
    conversion(typed: &str, converted: &str) {
        en "{typed} = {converted}. "
        de "{typed} = {converted}. "
        fr "{typed} = {converted}. "
        it "{typed} = {converted}. "
        es "{typed} = {converted}. "
        ja "{typed} = {converted}。"
    }
    /// What comes of it.
    then(amount: &str) {
        en "{amount} at home then."
        de "Dann {amount} zu Hause."
        fr "Il y aura alors {amount} chez vous."
        it "Poi in casa: {amount}."
        es "Después en casa: {amount}."
        ja "手元は{amount}になります。"
    }
    /// What comes of it, and how long that lasts.
    then_lasting(amount: &str, lasts: &str) {
        en "{amount} at home then, {lasts}."
        de "Dann {amount} zu Hause, das reicht {lasts}."
        fr "Il y aura alors {amount} chez vous, de quoi tenir {lasts}."
        it "Poi in casa: {amount}, per {lasts}."
        es "Después en casa: {amount}, para {lasts}."
        ja "手元は{amount}になり、{lasts}もちます。"
    }
    /// Above a form whose amount may mean two things.
    which_amount(typed: &str) {
        en "“{typed}” can be read in two ways. Which amount do you mean?"
        de "„{typed}“ lässt sich auf zwei Arten lesen. Welche Menge meinen Sie?"
        fr "«\u{a0}{typed}\u{a0}» peut se lire de deux façons. Quelle quantité voulez-vous dire\u{a0}?"
        it "«{typed}» si può leggere in due modi. Quale quantità intendi?"
        es "«{typed}» se puede leer de dos maneras. ¿Qué cantidad quieres decir?"
        ja "「{typed}」は2通りに読めます。どちらの量ですか?"
    }
    /// Above a form whose amount is more than anybody keeps.
    really_so_much(amount: &str) {
        en "Did you mean {amount}? That is more than ten full machines and ten packs."
        de "Meinen Sie wirklich {amount}? Das ist mehr als zehn volle Geräte und zehn Packungen."
        fr "Vouliez-vous dire {amount}\u{a0}? C’est plus que dix appareils pleins et dix lots."
        it "Intendevi {amount}? È più di dieci apparecchi pieni e dieci confezioni."
        es "¿Querías decir {amount}? Es más que diez máquinas llenas y diez paquetes."
        ja "{amount}でよろしいですか?満タンの機器10台分と10パック分を超えています。"
    }
    /// A button: that is what is meant.
    yes_meant(amount: &str) {
        en "Yes, {amount}" de "Ja, {amount}" fr "Oui, {amount}" it "Sì, {amount}" es "Sí, {amount}" ja "はい、{amount}"
    }
    /// Below its buttons.
    or_change_it() {
        en "Nothing was changed yet. You can also correct the amount below."
        de "Noch wurde nichts geändert. Sie können die Menge auch unten berichtigen."
        fr "Rien n’a encore été modifié. Vous pouvez aussi corriger la quantité ci-dessous."
        it "Non è ancora stato modificato nulla. Puoi anche correggere la quantità qui sotto."
        es "Todavía no se ha cambiado nada. También puedes corregir la cantidad abajo."
        ja "まだ変更されていません。下の欄で量を訂正することもできます。"
    }
}
