//! Connecting a machine to Amazon.

use crate::i18n::messages;

messages! {
    /// Title.
    connect_named(name: &str) {
        en "Connect {name}"
        de "{name} verbinden"
        fr "Connecter {name}"
        it "Connetti {name}"
        es "Conectar {name}"
        ja "{name}を接続する"
    }
    /// Heading, and the button that leads there.
    connect_to_amazon() {
        en "Connect to Amazon"
        de "Mit Amazon verbinden"
        fr "Connecter à Amazon"
        it "Connetti ad Amazon"
        es "Conectar con Amazon"
        ja "Amazonに接続する"
    }
    /// What it is.
    intro() {
        en "With Amazon Dash Replenishment this machine may order its supplies from your Amazon account before they run out."
        de "Mit Amazon Dash Replenishment darf dieses Gerät seine Vorräte über Ihr Amazon-Konto bestellen, bevor sie ausgehen."
        fr "Avec Amazon Dash Replenishment, cet appareil peut commander ses consommables sur votre compte Amazon avant qu’ils ne s’épuisent."
        it "Con Amazon Dash Replenishment questo apparecchio può ordinare le sue scorte dal tuo account Amazon prima che finiscano."
        es "Con Amazon Dash Replenishment, esta máquina puede pedir sus suministros desde tu cuenta de Amazon antes de que se agoten."
        ja "Amazon Dash Replenishmentを使うと、この機器は消耗品がなくなる前に、お客様のAmazonアカウントから注文できます。"
    }
    /// The first step. `maker` is a name.
    allow(maker: &str) {
        en "Sign in at Amazon and allow {maker} to order for this machine."
        de "Melden Sie sich bei Amazon an und erlauben Sie {maker}, für dieses Gerät zu bestellen."
        fr "Identifiez-vous sur Amazon et autorisez {maker} à commander pour cet appareil."
        it "Accedi ad Amazon e autorizza {maker} a ordinare per questo apparecchio."
        es "Inicia sesión en Amazon y permite que {maker} haga pedidos para esta máquina."
        ja "Amazonにログインし、{maker}がこの機器のために注文することを許可します。"
    }
    /// The second step.
    choose() {
        en "Choose there which products are reordered. Address and payment stay with Amazon."
        de "Wählen Sie dort, welche Produkte nachbestellt werden. Adresse und Zahlung bleiben bei Amazon."
        fr "Choisissez-y les produits à commander. L’adresse et le paiement restent chez Amazon."
        it "Scegli lì quali prodotti riordinare. Indirizzo e pagamento restano ad Amazon."
        es "Elige allí qué productos se vuelven a pedir. La dirección y el pago se quedan en Amazon."
        ja "注文する商品をAmazonで選びます。住所と支払い方法はAmazonだけが扱います。"
    }
    /// The third step.
    come_back() {
        en "Come back here and say how much is in the machine now."
        de "Kommen Sie hierher zurück und sagen Sie, wie viel jetzt im Gerät ist."
        fr "Revenez ici et indiquez combien il y a maintenant dans l’appareil."
        it "Torna qui e indica quanto c’è ora nell’apparecchio."
        es "Vuelve aquí e indica cuánto hay ahora en la máquina."
        ja "ここに戻り、いま機器内にどれだけあるかを入力します。"
    }
    /// What one keeps in hand.
    at_any_time() {
        en "Amazon writes to you about each order, and you can cancel it there. You can pause or disconnect at any time; the machine goes on working."
        de "Amazon schreibt Ihnen zu jeder Bestellung, und Sie können sie dort stornieren. Sie können jederzeit pausieren oder das Gerät trennen; es arbeitet weiter."
        fr "Amazon vous écrit pour chaque commande, et vous pouvez l’y annuler. Vous pouvez mettre en pause ou déconnecter à tout moment ; l’appareil continue de fonctionner."
        it "Amazon ti scrive per ogni ordine e lì puoi annullarlo. Puoi mettere in pausa o disconnettere quando vuoi; l’apparecchio continua a funzionare."
        es "Amazon te escribe sobre cada pedido y allí puedes cancelarlo. Puedes pausar o desconectar cuando quieras; la máquina sigue funcionando."
        ja "注文のたびにAmazonから連絡があり、Amazonで取り消せます。一時停止や接続の解除はいつでもできます。機器はそのまま使えます。"
    }
    /// It is done.
    may_now_order() {
        en "This machine may now order from your Amazon account."
        de "Dieses Gerät darf jetzt über Ihr Amazon-Konto bestellen."
        fr "Cet appareil peut désormais commander sur votre compte Amazon."
        it "Ora questo apparecchio può ordinare dal tuo account Amazon."
        es "Esta máquina ya puede hacer pedidos desde tu cuenta de Amazon."
        ja "この機器は、お客様のAmazonアカウントから注文できるようになりました。"
    }
    /// What comes of it for a supply.
    is_off(name: &str) {
        en "{name}: auto-reorder is off on Amazon."
        de "{name}: Das automatische Nachbestellen ist auf Amazon aus."
        fr "{name} : le réapprovisionnement automatique est désactivé sur Amazon."
        it "{name}: il riordino automatico è disattivato su Amazon."
        es "{name}: la reposición automática está desactivada en Amazon."
        ja "{name}：Amazonで自動注文がオフになっています。"
    }
    /// What comes of it for a supply.
    not_said(name: &str) {
        en "{name}: Amazon has not said yet whether auto-reorder is on."
        de "{name}: Amazon hat noch nicht mitgeteilt, ob das automatische Nachbestellen an ist."
        fr "{name} : Amazon n’a pas encore indiqué si le réapprovisionnement automatique est activé."
        it "{name}: Amazon non ha ancora comunicato se il riordino automatico è attivo."
        es "{name}: Amazon aún no ha indicado si la reposición automática está activada."
        ja "{name}：自動注文がオンかどうか、Amazonからまだ連絡がありません。"
    }
    /// What comes of it for a supply.
    reordered_at(name: &str, level: &str) {
        en "{name} will be reordered at about {level}."
        de "{name} wird bei etwa {level} nachbestellt."
        fr "{name} : nouvelle commande à environ {level}."
        it "{name}: nuovo ordine a circa {level}."
        es "{name}: nuevo pedido al llegar a {level} aproximadamente."
        ja "{name}は、残り約{level}で注文されます。"
    }
    /// What comes of it for a supply.
    reordered_at_with(name: &str, level: &str, product: &str) {
        en "{name} will be reordered at about {level} with {product}."
        de "{name}: Bei etwa {level} wird nachbestellt ({product})."
        fr "{name} : nouvelle commande à environ {level} ({product})."
        it "{name}: nuovo ordine a circa {level} ({product})."
        es "{name}: nuevo pedido al llegar a {level} aproximadamente ({product})."
        ja "{name}は、残り約{level}で注文されます（{product}）。"
    }
    /// What comes of it for a supply.
    reordered_later(name: &str) {
        en "{name} will be reordered, once we know your pace."
        de "{name} wird nachbestellt, sobald wir Ihren Verbrauch kennen."
        fr "{name} : nouvelle commande dès que nous connaîtrons votre rythme."
        it "{name}: nuovo ordine appena conosceremo il tuo ritmo."
        es "{name}: nuevo pedido en cuanto conozcamos tu ritmo."
        ja "{name}は、使用ペースがわかり次第、注文されます。"
    }
    /// What comes of it for a supply.
    reordered_later_with(name: &str, product: &str) {
        en "{name} will be reordered with {product}, once we know your pace."
        de "{name}: Sobald wir Ihren Verbrauch kennen, wird nachbestellt ({product})."
        fr "{name} : nouvelle commande dès que nous connaîtrons votre rythme ({product})."
        it "{name}: nuovo ordine appena conosceremo il tuo ritmo ({product})."
        es "{name}: nuevo pedido en cuanto conozcamos tu ritmo ({product})."
        ja "{name}は、使用ペースがわかり次第、注文されます（{product}）。"
    }
    /// It failed: the customer said no.
    refused() {
        en "You did not allow it on Amazon, so nothing was connected. Try again when you want to go on."
        de "Sie haben es auf Amazon nicht erlaubt, daher wurde nichts verbunden. Versuchen Sie es erneut, wenn Sie fortfahren möchten."
        fr "Vous ne l’avez pas autorisé sur Amazon : rien n’a été connecté. Réessayez quand vous voudrez continuer."
        it "Non lo hai autorizzato su Amazon, quindi non è stato connesso nulla. Riprova quando vuoi continuare."
        es "No lo permitiste en Amazon, así que no se conectó nada. Inténtalo de nuevo cuando quieras continuar."
        ja "Amazonで許可されなかったため、接続されませんでした。続けるときは、もう一度お試しください。"
    }
    /// It failed: not begun here.
    another_window() {
        en "That was started in another window, or too long ago. Nothing was connected. Start again from here."
        de "Das wurde in einem anderen Fenster oder vor zu langer Zeit begonnen. Es wurde nichts verbunden. Beginnen Sie hier von vorn."
        fr "Cela a été commencé dans une autre fenêtre, ou il y a trop longtemps. Rien n’a été connecté. Recommencez à partir d’ici."
        it "È stato iniziato in un’altra finestra o troppo tempo fa. Non è stato connesso nulla. Ricomincia da qui."
        es "Eso se empezó en otra ventana o hace demasiado tiempo. No se conectó nada. Empieza de nuevo desde aquí."
        ja "別のウィンドウで始められたか、時間がたちすぎています。接続はされませんでした。ここからもう一度始めてください。"
    }
    /// It failed: Amazon did not know what it had given.
    not_accepted() {
        en "Amazon did not accept the connection. Start again from here."
        de "Amazon hat die Verbindung nicht angenommen. Beginnen Sie hier von vorn."
        fr "Amazon n’a pas accepté la connexion. Recommencez à partir d’ici."
        it "Amazon non ha accettato la connessione. Ricomincia da qui."
        es "Amazon no aceptó la conexión. Empieza de nuevo desde aquí."
        ja "Amazonが接続を受け付けませんでした。ここからもう一度始めてください。"
    }
    /// It failed: no answer.
    not_answering() {
        en "Amazon is not answering right now, so nothing was connected. Try again in a minute."
        de "Amazon antwortet gerade nicht, daher wurde nichts verbunden. Versuchen Sie es in einer Minute erneut."
        fr "Amazon ne répond pas pour le moment : rien n’a été connecté. Réessayez dans une minute."
        it "Amazon al momento non risponde, quindi non è stato connesso nulla. Riprova tra un minuto."
        es "Amazon no responde en este momento, así que no se conectó nada. Inténtalo de nuevo en un minuto."
        ja "現在Amazonから応答がないため、接続されませんでした。1分ほど待ってからもう一度お試しください。"
    }
    /// It failed.
    did_not_work() {
        en "The connection did not work. Start again from here."
        de "Die Verbindung hat nicht funktioniert. Beginnen Sie hier von vorn."
        fr "La connexion n’a pas fonctionné. Recommencez à partir d’ici."
        it "La connessione non è riuscita. Ricomincia da qui."
        es "La conexión no funcionó. Empieza de nuevo desde aquí."
        ja "接続できませんでした。ここからもう一度始めてください。"
    }
}
