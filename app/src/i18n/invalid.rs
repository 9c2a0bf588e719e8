//! What is wrong with a form.

use crate::i18n::messages;

messages! {
    /// The title of a page whose form was refused.
    title(title: &str) {
        en "Error: {title}"
        de "Fehler: {title}"
        fr "Erreur\u{a0}: {title}"
        it "Errore: {title}"
        es "Error: {title}"
        ja "エラー: {title}"
    }
    /// Above what is wrong.
    nothing_changed() {
        en "Nothing was changed"
        de "Es wurde nichts geändert"
        fr "Rien n’a été modifié"
        it "Non è stato modificato nulla"
        es "No se ha cambiado nada"
        ja "変更されませんでした"
    }
    /// Above a form whose sender had to sign in before it could be taken.
    kept() {
        en "You were signed out, so this was not saved yet. Check it, and send it again."
        de "Sie waren abgemeldet, deshalb ist das noch nicht gespeichert. Prüfen Sie es und senden Sie es noch einmal."
        fr "Vous étiez déconnecté\u{a0}: rien n’est encore enregistré. Vérifiez et envoyez de nouveau."
        it "Eri disconnesso, quindi non è ancora salvato. Controlla e invia di nuovo."
        es "Tu sesión había terminado y esto aún no se ha guardado. Compruébalo y envíalo otra vez."
        ja "サインアウトしていたため、まだ保存されていません。内容を確認して、もう一度送信してください。"
    }
    /// A field for an amount with nothing in it.
    missing() {
        en "Say how much it is."
        de "Geben Sie an, wie viel es ist."
        fr "Indiquez la quantité."
        it "Indica la quantità."
        es "Indica la cantidad."
        ja "量を入力してください。"
    }
    /// An amount that is no number.
    not_a_number() {
        en "The amount must be a number, such as \"2\" or \"3.5\"; a unit may follow it."
        de "Die Menge muss eine Zahl sein, zum Beispiel „2“ oder „3,5“; eine Einheit darf dahinter stehen."
        fr "La quantité doit être un nombre, par exemple «\u{a0}2\u{a0}» ou «\u{a0}3,5\u{a0}», suivi ou non d’une unité."
        it "La quantità deve essere un numero, per esempio «2» o «3,5»; può seguire un’unità."
        es "La cantidad debe ser un número, por ejemplo «2» o «3,5»; puede seguirle una unidad."
        ja "数量は「2」や「3.5」のような数字で入力してください。後ろに単位を付けることもできます。"
    }
    /// Half a pod.
    not_whole() {
        en "Pieces are counted whole."
        de "Stücke werden nur als Ganze gezählt."
        fr "Les pièces se comptent en nombres entiers."
        it "I pezzi si contano interi."
        es "Las unidades se cuentan enteras."
        ja "個数は整数で入力してください。"
    }
    /// So many packs of something whose packs nobody knows.
    unknown_pack() {
        en "It is not known how much a pack holds. Say how much it is in all."
        de "Es ist nicht bekannt, wie viel eine Packung enthält. Geben Sie die ganze Menge an."
        fr "Le contenu d’un lot n’est pas connu. Indiquez la quantité totale."
        it "Non si sa quanto contiene una confezione. Indica la quantità totale."
        es "No se sabe cuánto contiene un paquete. Indica la cantidad total."
        ja "1パックの内容量がわかりません。全体の量を入力してください。"
    }
    /// An amount below zero.
    negative() {
        en "The amount must not be below zero."
        de "Die Menge darf nicht kleiner als null sein."
        fr "La quantité ne peut pas être négative."
        it "La quantità non può essere inferiore a zero."
        es "La cantidad no puede ser inferior a cero."
        ja "数量は0以上にしてください。"
    }
    /// Nothing was added.
    zero() {
        en "The amount must be more than 0."
        de "Die Menge muss größer als 0 sein."
        fr "La quantité doit être supérieure à 0."
        it "La quantità deve essere maggiore di 0."
        es "La cantidad debe ser mayor que 0."
        ja "数量は0より大きくしてください。"
    }
    /// More than a billion.
    too_large() {
        en "The amount is too large."
        de "Die Menge ist zu groß."
        fr "La quantité est trop grande."
        it "La quantità è troppo grande."
        es "La cantidad es demasiado grande."
        ja "数量が大きすぎます。"
    }
    /// Finer than the unit is kept.
    too_precise(number: &str) {
        en "The amount has too many decimals (at most {number})."
        de "Die Menge hat zu viele Nachkommastellen (höchstens {number})."
        fr "La quantité a trop de décimales ({number} au maximum)."
        it "La quantità ha troppi decimali (al massimo {number})."
        es "La cantidad tiene demasiados decimales (como máximo {number})."
        ja "数量の小数点以下の桁数が多すぎます(最大{number}桁)。"
    }
    /// Litres of something that is weighed.
    bad_unit() {
        en "This supply is not measured in that. Say it in one of its units, or in packs."
        de "Dieser Vorrat wird nicht darin gemessen. Verwenden Sie eine seiner Einheiten oder Packungen."
        fr "Ce consommable ne se mesure pas ainsi. Utilisez l’une de ses unités ou des lots."
        it "Questa scorta non si misura così. Usa una delle sue unità o le confezioni."
        es "Este suministro no se mide así. Usa una de sus unidades o paquetes."
        ja "この消耗品には使えない単位です。この消耗品の単位か、パック数で入力してください。"
    }
    /// None of the three things that are said of a supply.
    bad_kind() {
        en "Say whether you added, counted or replaced."
        de "Geben Sie an, ob Sie aufgefüllt, gezählt oder ersetzt haben."
        fr "Indiquez si vous avez ajouté, compté ou remplacé."
        it "Indica se hai aggiunto, contato o sostituito."
        es "Indica si has añadido, contado o reemplazado."
        ja "補充、数え直し、交換のいずれかを選んでください。"
    }
    /// The form came without what tells it from others.
    bad_key() {
        en "The form was not complete. Load the page again."
        de "Das Formular war nicht vollständig. Laden Sie die Seite neu."
        fr "Le formulaire n’était pas complet. Rechargez la page."
        it "Il modulo non era completo. Ricarica la pagina."
        es "El formulario no estaba completo. Vuelve a cargar la página."
        ja "フォームが完全に送信されませんでした。ページを再読み込みしてください。"
    }
    /// Of a machine's code.
    unknown_code() {
        en "This code is not known. It is on the label of the machine, or on its screen."
        de "Dieser Code ist nicht bekannt. Er steht auf dem Etikett des Geräts oder auf seinem Display."
        fr "Ce code n’est pas connu. Il se trouve sur l’étiquette de l’appareil ou sur son écran."
        it "Questo codice non è noto. Si trova sull’etichetta dell’apparecchio o sul suo schermo."
        es "Este código no se reconoce. Está en la etiqueta de la máquina o en su pantalla."
        ja "このコードは見つかりません。コードは機器のラベルまたは画面にあります。"
    }
    /// Of the code of a machine that its maker takes away.
    removed() {
        en "This machine was removed."
        de "Dieses Gerät wurde entfernt."
        fr "Cet appareil a été supprimé."
        it "Questo apparecchio è stato rimosso."
        es "Esta máquina se ha eliminado."
        ja "この機器は削除されました。"
    }
    /// Of the code on the label of somebody else's machine.
    claimed() {
        en "This machine belongs to somebody. Let it show a code on its screen."
        de "Dieses Gerät gehört bereits jemandem. Lassen Sie es einen Code auf seinem Display anzeigen."
        fr "Cet appareil appartient à quelqu’un. Faites-lui afficher un code sur son écran."
        it "Questo apparecchio appartiene a qualcuno. Fagli mostrare un codice sullo schermo."
        es "Esta máquina pertenece a alguien. Haz que muestre un código en su pantalla."
        ja "この機器はすでに登録されています。機器の画面にコードを表示してください。"
    }
    /// Of the code of an invitation.
    unknown_invitation() {
        en "This invitation does not work any more. Ask for another one."
        de "Diese Einladung ist nicht mehr gültig. Bitten Sie um eine neue."
        fr "Cette invitation n’est plus valable. Demandez-en une autre."
        it "Questo invito non è più valido. Chiedine un altro."
        es "Esta invitación ya no es válida. Pide otra."
        ja "この招待は無効になりました。新しい招待を依頼してください。"
    }
    /// Of an invitation that works once.
    invitation_taken() {
        en "Somebody else has just taken it."
        de "Jemand anderes hat sie gerade angenommen."
        fr "Quelqu’un d’autre vient de l’accepter."
        it "Qualcun altro l’ha appena accettato."
        es "Otra persona acaba de aceptarla."
        ja "この招待は別の人が先に使いました。"
    }
    /// Of an invitation to one's own household.
    own_household() {
        en "You are of this household already."
        de "Sie gehören bereits zu diesem Haushalt."
        fr "Vous faites déjà partie de ce foyer."
        it "Fai già parte di questo nucleo familiare."
        es "Ya formas parte de este hogar."
        ja "すでにこの世帯のメンバーです。"
    }
    /// Whoever has machines cannot join another household.
    own_machines() {
        en "You have machines of your own. Remove them first, or join with another Amazon account."
        de "Sie haben eigene Geräte. Entfernen Sie diese zuerst, oder treten Sie mit einem anderen Amazon-Konto bei."
        fr "Vous avez vos propres appareils. Supprimez-les d’abord, ou rejoignez le foyer avec un autre compte Amazon."
        it "Hai degli apparecchi tuoi. Rimuovili prima, oppure unisciti con un altro account Amazon."
        es "Tienes máquinas propias. Quítalas primero o únete con otra cuenta de Amazon."
        ja "ご自身の機器が登録されています。先に削除するか、別のAmazonアカウントで参加してください。"
    }
    /// A household holds twelve.
    household_full() {
        en "There are twelve of you already, with those who are invited."
        de "Mit den Eingeladenen sind Sie bereits zu zwölft."
        fr "Vous êtes déjà douze, personnes invitées comprises."
        it "Siete già in dodici, compresi gli invitati."
        es "Ya sois doce, contando a las personas invitadas."
        ja "招待中の人を含めて、すでに12人います。"
    }
    /// Nobody is left to leave.
    alone() {
        en "You are the only one here."
        de "Sie sind hier allein."
        fr "Vous êtes la seule personne ici."
        it "Non c’è nessun altro qui."
        es "No hay nadie más aquí."
        ja "ほかにメンバーがいません。"
    }
    /// No role.
    bad_role() {
        en "Choose owner, member or viewer."
        de "Wählen Sie Eigentümer, Mitglied oder Betrachter."
        fr "Choisissez propriétaire, membre ou lecteur."
        it "Scegli proprietario, membro o visualizzatore."
        es "Elige propietario, miembro o lector."
        ja "オーナー、メンバー、閲覧者のいずれかを選んでください。"
    }
    /// No theme.
    bad_theme() {
        en "Choose system, light or dark."
        de "Wählen Sie System, hell oder dunkel."
        fr "Choisissez système, clair ou sombre."
        it "Scegli sistema, chiaro o scuro."
        es "Elige sistema, claro u oscuro."
        ja "システム、ライト、ダークのいずれかを選んでください。"
    }
    /// A machine's name that is none.
    bad_name() {
        en "Write a name of at most 40 letters, or none."
        de "Schreiben Sie einen Namen mit höchstens 40 Zeichen oder gar keinen."
        fr "Écrivez un nom de 40 caractères au plus, ou rien."
        it "Scrivi un nome di al massimo 40 caratteri, oppure niente."
        es "Escribe un nombre de 40 letras como máximo, o ninguno."
        ja "名前は40文字以内で入力するか、空欄にしてください。"
    }
    /// No time zone.
    bad_zone() {
        en "Choose one of the time zones."
        de "Wählen Sie eine der Zeitzonen."
        fr "Choisissez l’un des fuseaux horaires."
        it "Scegli uno dei fusi orari."
        es "Elige una de las zonas horarias."
        ja "タイムゾーンを一覧から選んでください。"
    }
    /// No language.
    bad_language() {
        en "Choose one of the languages."
        de "Wählen Sie eine der Sprachen."
        fr "Choisissez l’une des langues."
        it "Scegli una delle lingue."
        es "Elige uno de los idiomas."
        ja "言語を一覧から選んでください。"
    }
    /// Nothing that units are shown in.
    bad_units() {
        en "Choose the machine's units, metric or US."
        de "Wählen Sie die Einheiten des Geräts, metrische oder amerikanische."
        fr "Choisissez les unités de l’appareil, métriques ou américaines."
        it "Scegli le unità dell’apparecchio, metriche o statunitensi."
        es "Elige las unidades de la máquina, métricas o estadounidenses."
        ja "機器の単位、メートル法、米国単位のいずれかを選んでください。"
    }
    /// The name of a token that is none.
    bad_token_name() {
        en "Give the token a name of at most 40 letters."
        de "Geben Sie dem Token einen Namen mit höchstens 40 Zeichen."
        fr "Donnez au jeton un nom de 40 caractères au plus."
        it "Dai al token un nome di al massimo 40 caratteri."
        es "Dale al token un nombre de 40 letras como máximo."
        ja "トークンの名前を40文字以内で入力してください。"
    }
    /// Nothing that a token may do.
    bad_scope() {
        en "Choose what the token may do."
        de "Wählen Sie, was das Token darf."
        fr "Choisissez ce que le jeton permet."
        it "Scegli che cosa permette il token."
        es "Elige qué permite el token."
        ja "トークンでできることを選んでください。"
    }
    /// No time that a token may last.
    bad_days() {
        en "Choose how long the token lasts, a year at most."
        de "Wählen Sie, wie lange das Token gilt, höchstens ein Jahr."
        fr "Choisissez la validité du jeton, un an au plus."
        it "Scegli la durata del token, al massimo un anno."
        es "Elige cuánto dura el token, un año como máximo."
        ja "トークンの有効期間を1年以内で選んでください。"
    }
    /// As many tokens as a customer may have.
    tokens_full() {
        en "You have ten tokens. Revoke one first."
        de "Sie haben zehn Tokens. Widerrufen Sie zuerst eines."
        fr "Vous avez dix jetons. Révoquez-en d’abord un."
        it "Hai dieci token. Revocane prima uno."
        es "Tienes diez tokens. Revoca uno primero."
        ja "トークンは10個までです。先に1つを無効にしてください。"
    }
    /// The word to type is the same in every language.
    not_confirmed() {
        en "Type the word delete to say that you mean it."
        de "Geben Sie das Wort „delete“ ein, um zu bestätigen, dass Sie es so meinen."
        fr "Saisissez le mot «\u{a0}delete\u{a0}» pour confirmer que c’est bien ce que vous voulez."
        it "Scrivi la parola «delete» per confermare che è ciò che vuoi."
        es "Escribe la palabra «delete» para confirmar que es lo que quieres."
        ja "確認のため「delete」と入力してください。"
    }
    /// A machine without Amazon tokens.
    not_connected() {
        en "This machine is not connected to Amazon."
        de "Dieses Gerät ist nicht mit Amazon verbunden."
        fr "Cet appareil n’est pas connecté à Amazon."
        it "Questo apparecchio non è connesso ad Amazon."
        es "Esta máquina no está conectada a Amazon."
        ja "この機器はAmazonに接続されていません。"
    }
    /// An order that cannot arrive.
    not_on_its_way() {
        en "This order is not on its way."
        de "Diese Bestellung ist nicht unterwegs."
        fr "Cette commande n’est pas en route."
        it "Questo ordine non è in arrivo."
        es "Este pedido no está en camino."
        ja "この注文は配送中ではありません。"
    }
    /// An order that cannot be taken back.
    not_counted() {
        en "This order has not been counted yet."
        de "Diese Bestellung wurde noch nicht gezählt."
        fr "Cette commande n’a pas encore été comptée."
        it "Questo ordine non è ancora stato contato."
        es "Este pedido aún no se ha contado."
        ja "この注文はまだ加算されていません。"
    }
    /// An entry that takes another one back.
    undo_of_undo() {
        en "An undo cannot be taken back. Add an entry instead."
        de "Ein rückgängig gemachter Eintrag lässt sich nicht wiederherstellen. Fügen Sie einen neuen hinzu."
        fr "Une annulation ne peut pas être annulée. Ajoutez plutôt une entrée."
        it "Un annullamento non si può annullare. Aggiungi invece una voce."
        es "No se puede deshacer algo ya deshecho. Añade una entrada nueva."
        ja "取り消しを元に戻すことはできません。代わりに新しく入力してください。"
    }
    /// A one-time key that was used for something else.
    key_reused() {
        en "This form was sent before with something else. Load the page again."
        de "Dieses Formular wurde schon mit etwas anderem abgeschickt. Laden Sie die Seite neu."
        fr "Ce formulaire a déjà été envoyé avec autre chose. Rechargez la page."
        it "Questo modulo è già stato inviato con altri dati. Ricarica la pagina."
        es "Este formulario ya se envió con otros datos. Vuelve a cargar la página."
        ja "このフォームは別の内容で送信済みです。ページを読み込み直してください。"
    }
    /// A reading was said to be right or wrong that waits no more.
    nothing_waits() {
        en "This reading was decided on already."
        de "Über diesen Messwert ist schon entschieden."
        fr "Cette mesure a déjà été tranchée."
        it "Su questa lettura si è già deciso."
        es "Sobre esta lectura ya se ha decidido."
        ja "この測定値はすでに判定済みです。"
    }
    /// An entry that is taken back twice.
    undone_already() {
        en "This entry was taken back already."
        de "Dieser Eintrag wurde bereits rückgängig gemacht."
        fr "Cette entrée a déjà été annulée."
        it "Questa voce è già stata annullata."
        es "Esta entrada ya se ha deshecho."
        ja "この記録はすでに取り消されています。"
    }
    /// An entry of long ago.
    too_old() {
        en "This entry is too old to be taken back."
        de "Dieser Eintrag ist zu alt, um rückgängig gemacht zu werden."
        fr "Cette entrée est trop ancienne pour être annulée."
        it "Questa voce è troppo vecchia per essere annullata."
        es "Esta entrada es demasiado antigua para deshacerla."
        ja "この記録は古いため取り消せません。"
    }
    /// An entry of another household.
    former_owner() {
        en "This entry is from before the machine's present owner."
        de "Dieser Eintrag stammt aus der Zeit vor dem jetzigen Besitz des Geräts."
        fr "Cette entrée date d’avant le propriétaire actuel de l’appareil."
        it "Questa voce è precedente all’attuale proprietario dell’apparecchio."
        es "Esta entrada es anterior al propietario actual de la máquina."
        ja "この記録は現在の所有者より前のものです。"
    }
    /// Two did the same at once.
    there_already() {
        en "It is there already."
        de "Das ist bereits vorhanden."
        fr "Cela existe déjà."
        it "Esiste già."
        es "Ya existe."
        ja "すでに登録されています。"
    }
    /// One copy of one's data at a time.
    downloading() {
        en "A download of yours is still running. Let it end first, or cancel it."
        de "Ein Download von Ihnen läuft noch. Warten Sie, bis er fertig ist, oder brechen Sie ihn ab."
        fr "Un de vos téléchargements est encore en cours. Attendez qu’il se termine ou annulez-le."
        it "Un tuo download è ancora in corso. Attendi che finisca oppure annullalo."
        es "Todavía hay una descarga suya en curso. Espere a que termine o cancélela."
        ja "ダウンロードがまだ進行中です。完了するまで待つか、中止してください。"
    }
    /// Another role's.
    forbidden() {
        en "Your sign-in does not allow this."
        de "Ihre Anmeldung erlaubt das nicht."
        fr "Votre compte ne permet pas cette action."
        it "Il tuo accesso non lo consente."
        es "Tu acceso no lo permite."
        ja "このアカウントではこの操作はできません。"
    }
    /// Amazon's settings of a machine that another owner connected.
    not_connector() {
        en "Somebody else of your household connected this machine with their Amazon account. Only they can change on Amazon what it orders."
        de "Jemand anderes aus Ihrem Haushalt hat dieses Gerät mit dem eigenen Amazon-Konto verbunden. Nur diese Person kann bei Amazon ändern, was es bestellt."
        fr "Une autre personne de votre foyer a connecté cet appareil avec son compte Amazon. Elle seule peut modifier sur Amazon ce qu’il commande."
        it "Un’altra persona del tuo nucleo familiare ha connesso questo apparecchio con il suo account Amazon. Solo lei può cambiare su Amazon cosa ordina."
        es "Otra persona de tu hogar conectó esta máquina con su cuenta de Amazon. Solo ella puede cambiar en Amazon lo que pide."
        ja "この機器は、世帯の別の方のAmazonアカウントで接続されています。注文内容をAmazonで変更できるのはその方だけです。"
    }
    /// Too many wrong codes.
    too_many() {
        en "There were too many tries. Wait a while and try again."
        de "Es waren zu viele Versuche. Warten Sie eine Weile, und versuchen Sie es erneut."
        fr "Il y a eu trop d’essais. Attendez un moment et réessayez."
        it "Ci sono stati troppi tentativi. Aspetta un po’ e riprova."
        es "Ha habido demasiados intentos. Espera un rato y vuelve a intentarlo."
        ja "試行回数が多すぎます。しばらく待ってからもう一度お試しください。"
    }
    /// The database or Amazon does not answer.
    unavailable() {
        en "That is not available right now. Try again in a minute."
        de "Das ist gerade nicht verfügbar. Versuchen Sie es in einer Minute erneut."
        fr "Ce n’est pas disponible pour le moment. Réessayez dans une minute."
        it "Al momento non è disponibile. Riprova tra un minuto."
        es "No está disponible en este momento. Vuelve a intentarlo en un minuto."
        ja "現在ご利用いただけません。1分ほど待ってからもう一度お試しください。"
    }
}
