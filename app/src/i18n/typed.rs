//! What customers call units and packs when they type them, beside the names that machines and Amazon use. Each
//! message is a list of words; no blank is within one.

use crate::i18n::messages;

messages! {
    /// Litres.
    litres() {
        en "liter liters litre litres"
        de "Liter"
        fr "litre litres"
        it "litro litri"
        es "litro litros"
        ja "リットル ℓ"
    }
    /// Millilitres.
    millilitres() {
        en "milliliter milliliters millilitre millilitres"
        de "Milliliter"
        fr "millilitre millilitres"
        it "millilitro millilitri"
        es "mililitro mililitros"
        ja "ミリリットル ㎖"
    }
    /// Kilograms.
    kilograms() {
        en "kilo kilos kilogram kilograms"
        de "Kilo Kilogramm"
        fr "kilo kilos kilogramme kilogrammes"
        it "chilo chili chilogrammo chilogrammi"
        es "kilo kilos kilogramo kilogramos"
        ja "キロ キログラム ㎏"
    }
    /// Grams.
    grams() {
        en "gram grams gr"
        de "Gramm gr"
        fr "gramme grammes gr"
        it "grammo grammi gr"
        es "gramo gramos gr"
        ja "グラム"
    }
    /// Ounces, of a weight or of a volume.
    ounces() {
        en "ounce ounces"
        de "Unze Unzen"
        fr "once onces"
        it "oncia once"
        es "onza onzas"
        ja "オンス"
    }
    /// Pounds, as in the United States; what Germans and French call one is half a kilogram.
    pounds() {
        en "pound pounds"
        de "lb"
        fr "lb"
        it "libbra libbre"
        es "libra libras"
        ja "ポンド"
    }
    /// Counted things.
    pieces() {
        en "piece pieces pc pcs capsule capsules tab tabs"
        de "Stück Stücke Stk St Kapsel Kapseln Tab Tabs"
        fr "pièce pièces unité unités capsule capsules dosette dosettes pastille pastilles"
        it "pezzo pezzi pz capsula capsule cialda cialde pastiglia pastiglie"
        es "unidad unidades ud uds pieza piezas cápsula cápsulas pastilla pastillas"
        ja "個 枚 本 錠 カプセル"
    }
    /// Percent.
    percent() {
        en "percent"
        de "Prozent"
        fr "pourcent"
        it "percento"
        es "porciento"
        ja "パーセント"
    }
    /// Packs as Amazon sends them.
    packs() {
        en "pack packs package packages packet packets box boxes"
        de "Packung Packungen Pack Packs Päckchen Paket Pakete Karton Kartons Schachtel Schachteln"
        fr "paquet paquets lot lots pack packs boîte boîtes"
        it "confezione confezioni pacco pacchi scatola scatole"
        es "paquete paquetes pack packs caja cajas"
        ja "パック 箱"
    }
}
