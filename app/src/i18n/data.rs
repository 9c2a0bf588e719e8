//! A customer's own data.

use crate::i18n::messages;

messages! {
    /// The page.
    your_data() {
        en "Your data"
        de "Ihre Daten"
        fr "Vos données"
        it "I tuoi dati"
        es "Tus datos"
        ja "あなたのデータ"
    }
    /// A heading.
    copy() {
        en "A copy of everything"
        de "Eine Kopie von allem"
        fr "Une copie de tout"
        it "Una copia di tutto"
        es "Una copia de todo"
        ja "すべてのデータのコピー"
    }
    /// What the copy holds.
    one_file() {
        en "One file with your machines, their levels, journals and orders, and what you did here."
        de "Eine Datei mit Ihren Geräten, deren Füllständen, Verläufen und Bestellungen und mit dem, was Sie hier getan haben."
        fr "Un fichier avec vos appareils, leurs niveaux, historiques et commandes, et ce que vous avez fait ici."
        it "Un file con i tuoi apparecchi, i loro livelli, le cronologie e gli ordini, e ciò che hai fatto qui."
        es "Un archivo con tus máquinas, sus niveles, historiales y pedidos, y lo que has hecho aquí."
        ja "機器、その残量、履歴、注文、ここで行った操作を1つのファイルにまとめたものです。"
    }
    /// A link to the privacy notice.
    what_we_keep() {
        en "What we keep, and for how long"
        de "Was wir speichern und wie lange"
        fr "Ce que nous conservons, et combien de temps"
        it "Cosa conserviamo e per quanto tempo"
        es "Qué guardamos y durante cuánto tiempo"
        ja "保存する内容と期間"
    }
    /// A button.
    download() {
        en "Download everything"
        de "Alles herunterladen"
        fr "Tout télécharger"
        it "Scarica tutto"
        es "Descargar todo"
        ja "すべてダウンロード"
    }
    /// A heading.
    delete_account() {
        en "Delete your account"
        de "Ihr Konto löschen"
        fr "Supprimer votre compte"
        it "Elimina il tuo account"
        es "Eliminar tu cuenta"
        ja "アカウントの削除"
    }
    /// What deleting does.
    disconnected() {
        en "Your machines are disconnected from Amazon, and order nothing more."
        de "Ihre Geräte werden von Amazon getrennt und bestellen nichts mehr."
        fr "Vos appareils sont déconnectés d’Amazon et ne commandent plus rien."
        it "I tuoi apparecchi vengono disconnessi da Amazon e non ordinano più nulla."
        es "Tus máquinas se desconectan de Amazon y no piden nada más."
        ja "機器はAmazonから切断され、以後は何も注文しません。"
    }
    /// What deleting does.
    deleted() {
        en "Their levels, journals and orders are deleted here, and so is your account."
        de "Ihre Füllstände, Verläufe und Bestellungen werden hier gelöscht, ebenso Ihr Konto."
        fr "Leurs niveaux, historiques et commandes sont supprimés ici, ainsi que votre compte."
        it "Livelli, cronologie e ordini vengono eliminati qui, così come il tuo account."
        es "Sus niveles, historiales y pedidos se eliminan aquí, y también tu cuenta."
        ja "残量、履歴、注文の記録とアカウントがここから削除されます。"
    }
    /// What deleting does not do.
    not_canceled() {
        en "An order that Amazon has already placed is not canceled."
        gb "An order that Amazon has already placed is not cancelled."
        de "Eine Bestellung, die Amazon bereits aufgegeben hat, wird nicht storniert."
        fr "Une commande qu’Amazon a déjà passée n’est pas annulée."
        it "Un ordine che Amazon ha già effettuato non viene annullato."
        es "Un pedido que Amazon ya ha hecho no se cancela."
        ja "Amazonがすでに確定した注文はキャンセルされません。"
    }
    /// What deleting does not do.
    machines_go_on() {
        en "The machines go on working. Whoever has their codes can add them again."
        de "Die Geräte funktionieren weiter. Wer ihre Codes hat, kann sie wieder hinzufügen."
        fr "Les appareils continuent de fonctionner. Toute personne qui a leurs codes peut les ajouter de nouveau."
        it "Gli apparecchi continuano a funzionare. Chi ha i loro codici può aggiungerli di nuovo."
        es "Las máquinas siguen funcionando. Quien tenga sus códigos puede volver a añadirlas."
        ja "機器はそのまま使えます。コードを知っている人は再び追加できます。"
    }
    /// What deleting leaves.
    what_stays() {
        en "What stays has no name: that an account with a random number was deleted, and when."
        de "Was bleibt, hat keinen Namen: dass ein Konto mit einer zufälligen Nummer gelöscht wurde, und wann."
        fr "Ce qui reste est sans nom\u{a0}: le fait qu’un compte avec un numéro aléatoire a été supprimé, et quand."
        it "Ciò che resta non ha nome: che un account con un numero casuale è stato eliminato, e quando."
        es "Lo que queda no tiene nombre: que se eliminó una cuenta con un número aleatorio, y cuándo."
        ja "残るのは、ランダムな番号のアカウントが削除されたこととその日時だけで、名前は含まれません。"
    }
    /// A field.
    mean_it() {
        en "Do you mean it?"
        de "Meinen Sie es so?"
        fr "Est-ce bien ce que vous voulez\u{a0}?"
        it "È davvero ciò che vuoi?"
        es "¿Seguro que quieres hacerlo?"
        ja "本当に削除しますか?"
    }
    /// Under the field. The word to type is the same in every language.
    type_delete() {
        en "Type the word delete."
        de "Geben Sie das englische Wort „delete“ ein."
        fr "Saisissez le mot anglais «\u{a0}delete\u{a0}»."
        it "Scrivi la parola inglese «delete»."
        es "Escribe la palabra inglesa «delete»."
        ja "英語で「delete」と入力してください。"
    }
    /// A button.
    delete() {
        en "Delete my account"
        de "Mein Konto löschen"
        fr "Supprimer mon compte"
        it "Elimina il mio account"
        es "Eliminar mi cuenta"
        ja "アカウントを削除する"
    }
}
