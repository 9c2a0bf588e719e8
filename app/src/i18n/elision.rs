//! Italian articles before the 8th and the 11th of a month, which begin with a vowel: `l’8 nov`, `dall’11 nov`.

/// The articles that stand before a day, alone or with a preposition, and what they are before a vowel.
const ARTICLES: [(&str, &str); 7] = [
    ("il", "l’"),
    ("al", "all’"),
    ("dal", "dall’"),
    ("Dal", "Dall’"),
    ("del", "dell’"),
    ("nel", "nell’"),
    ("sul", "sull’"),
];

/// A text with its articles as they are spoken.
pub fn elided(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let article = ARTICLES.iter().find(|(article, _)| *article == word);
        match (article, words.peek()) {
            (Some((_, elided)), Some(&("8" | "11"))) => written.push_str(elided),
            (_, Some(_)) => written.extend([word, " "]),
            (_, None) => written.push_str(word),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::speaking;
    use crate::i18n::next;
    use crate::preferences::locale::Locale;

    #[test]
    fn an_article_before_a_day_with_a_vowel_is_elided() {
        for (text, said) in [
            ("previsto per il 8 nov.", "previsto per l’8 nov."),
            (
                "Ordineremo di nuovo dal 11 dic.",
                "Ordineremo di nuovo dall’11 dic.",
            ),
            ("fino al 8 nov 2026, 16:05", "fino all’8 nov 2026, 16:05"),
            ("Dal 8 nov al 11 nov", "Dall’8 nov all’11 nov"),
            ("il 18 nov, il 1º nov, il 80", "il 18 nov, il 1º nov, il 80"),
            ("civil 8 il", "civil 8 il"),
        ] {
            assert_eq!(elided(text), said);
        }
    }

    #[test]
    fn italian_texts_are_elided() {
        let said = speaking(Locale::It, || next::next_order("8 nov"));
        assert!(said.contains("l’8 nov"), "{said}");
    }
}
