//! The forms that a language has beside whole numbers (CLDR).

use std::collections::BTreeSet;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

/// Numbers up to here need a form. French and others have a form of their own for whole millions, which no text needs.
const COUNTED: u32 = 1_000;

/// The forms of a language.
pub(crate) struct Forms {
    /// Those of numbers that are counted, and the one for all others.
    pub(crate) needed: BTreeSet<PluralCategory>,
    /// All that there are.
    pub(crate) known: BTreeSet<PluralCategory>,
}

/// The forms of the language of a tag; none where it is no tag.
pub(crate) fn forms(tag: &str) -> Option<Forms> {
    let locale: Locale = tag.parse().ok()?;
    let rules = PluralRules::try_new_cardinal((&locale).into()).ok()?;
    let counted = (0..=COUNTED).map(|number| rules.category_for(number));
    Some(Forms {
        needed: counted.chain([PluralCategory::Other]).collect(),
        known: rules.categories().collect(),
    })
}

/// The name of a form in a file.
pub(crate) fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
