//! Fields of forms.

use crate::i18n::messages;

messages! {
    /// The name of a list of units beside an amount.
    unit() {
        en "Unit" de "Einheit" fr "Unité" it "Unità" es "Unidad" ja "単位"
    }
}
