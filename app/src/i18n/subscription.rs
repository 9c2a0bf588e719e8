//! What Amazon says of a supply: whether it reorders it, and which product.

use crate::i18n::messages;

messages! {
    /// Auto-reorder.
    on() {
        en "Auto-reorder is on."
        de "Das automatische Nachbestellen ist an."
        fr "Le réapprovisionnement automatique est activé."
        it "Il riordino automatico è attivo."
        es "La reposición automática está activada."
        ja "自動注文はオンです。"
    }
    /// A product is missing.
    off_without_product() {
        en "Auto-reorder is off: no product is chosen on Amazon."
        de "Das automatische Nachbestellen ist aus: Auf Amazon ist kein Produkt gewählt."
        fr "Le réapprovisionnement automatique est désactivé : aucun produit n’est choisi sur Amazon."
        it "Il riordino automatico è disattivato: nessun prodotto è scelto su Amazon."
        es "La reposición automática está desactivada: no hay ningún producto elegido en Amazon."
        ja "自動注文はオフです。Amazonで商品が選ばれていません。"
    }
    /// Turned off by the customer.
    off() {
        en "Auto-reorder is off. It was turned off on Amazon."
        de "Das automatische Nachbestellen ist aus. Es wurde auf Amazon ausgeschaltet."
        fr "Le réapprovisionnement automatique est désactivé. Il a été désactivé sur Amazon."
        it "Il riordino automatico è disattivato. È stato disattivato su Amazon."
        es "La reposición automática está desactivada. Se desactivó en Amazon."
        ja "自動注文はオフです。Amazonでオフにされました。"
    }
    /// Not known yet.
    unknown() {
        en "Amazon has not said yet whether auto-reorder is on."
        de "Amazon hat noch nicht gesagt, ob das automatische Nachbestellen an ist."
        fr "Amazon n’a pas encore indiqué si le réapprovisionnement automatique est activé."
        it "Amazon non ha ancora indicato se il riordino automatico è attivo."
        es "Amazon aún no ha indicado si la reposición automática está activada."
        ja "自動注文がオンかどうか、Amazonからまだ連絡がありません。"
    }
    /// No connection.
    not_connected() {
        en "This machine is not connected, so auto-reorder is off."
        de "Dieses Gerät ist nicht verbunden, das automatische Nachbestellen ist also aus."
        fr "Cet appareil n’est pas connecté : le réapprovisionnement automatique est désactivé."
        it "Questo apparecchio non è connesso, quindi il riordino automatico è disattivato."
        es "Esta máquina no está conectada, así que la reposición automática está desactivada."
        ja "この機器は接続されていないため、自動注文はオフです。"
    }
    /// A product without a name, by Amazon's number.
    numbered(asin: &str) {
        en "Amazon product {asin}"
        de "Amazon-Produkt {asin}"
        fr "Produit Amazon {asin}"
        it "Prodotto Amazon {asin}"
        es "Producto de Amazon {asin}"
        ja "Amazon商品 {asin}"
    }
    /// A product of which nothing is known.
    some() {
        en "A product chosen on Amazon"
        de "Ein auf Amazon gewähltes Produkt"
        fr "Un produit choisi sur Amazon"
        it "Un prodotto scelto su Amazon"
        es "Un producto elegido en Amazon"
        ja "Amazonで選ばれた商品"
    }
    /// A product with what one pack holds.
    pack(name: &str, content: &str) {
        en "{name}, pack of {content}"
        de "{name}, Packung mit {content}"
        fr "{name}, lot de {content}"
        it "{name}, confezione da {content}"
        es "{name}, paquete de {content}"
        ja "{name}({content}入り)"
    }
}
