//! Joining a household by an invitation.

use crate::i18n::messages;

messages! {
    /// Title and heading.
    join_a_household() {
        en "Join a household"
        de "Einem Haushalt beitreten"
        fr "Rejoindre un foyer"
        it "Unisciti a un nucleo familiare"
        es "Unirse a un hogar"
        ja "世帯に参加する"
    }
    /// What comes of it.
    what_you_will_see() {
        en "You will see the machines and supplies of whoever invited you. What is ordered, and who pays, stays theirs."
        de "Sie sehen die Geräte und Vorräte der Person, die Sie eingeladen hat. Was bestellt wird und wer bezahlt, bleibt deren Sache."
        fr "Vous verrez les appareils et les consommables de la personne qui vous a invité. Ce qui est commandé, et qui paie, reste son affaire."
        it "Vedrai gli apparecchi e le scorte di chi ti ha invitato. Cosa viene ordinato e chi paga resta una sua decisione."
        es "Verás las máquinas y los suministros de quien te invitó. Qué se pide y quién paga sigue siendo cosa suya."
        ja "招待した人の機器と消耗品を見られるようになります。何を注文し、誰が支払うかは、招待した人のままです。"
    }
    /// A field.
    code() {
        en "Code of the invitation"
        de "Code der Einladung"
        fr "Code de l’invitation"
        it "Codice dell’invito"
        es "Código de la invitación"
        ja "招待コード"
    }
    /// Beside the field.
    code_hint() {
        en "It is in the link you were sent."
        de "Er steht in dem Link, den Sie erhalten haben."
        fr "Il figure dans le lien que vous avez reçu."
        it "È nel link che hai ricevuto."
        es "Está en el enlace que recibiste."
        ja "受け取ったリンクに含まれています。"
    }
    /// A button.
    join() {
        en "Join" de "Beitreten" fr "Rejoindre" it "Unisciti" es "Unirse" ja "参加する"
    }
}
