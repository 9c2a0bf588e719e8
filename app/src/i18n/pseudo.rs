//! English made two fifths longer, as the longest translations are, with letters that need room above
//! and below: what is clipped or breaks a page in it would do so in another language.

/// A text made longer.
pub fn lengthened(text: &str) -> String {
    let longer: String = text.chars().map(accented).collect();
    let more = text.chars().count() * 2 / 5;
    let rest: String = " ģẽñţļẽ".chars().cycle().take(more).collect();
    format!("{longer}{}", rest.trim_end())
}

fn accented(letter: char) -> char {
    match letter {
        'a' => 'ä',
        'e' => 'é',
        'i' => 'î',
        'o' => 'ö',
        'u' => 'ü',
        'y' => 'ý',
        'A' => 'Å',
        'E' => 'É',
        'O' => 'Ø',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_two_fifths_longer() {
        let text = "Nothing will be ordered.";
        let long = lengthened(text);
        let length = |text: &str| text.chars().count();
        assert!(length(&long) >= length(text) * 13 / 10 && length(&long) <= length(text) * 3 / 2);
        assert_eq!(lengthened("17"), "17");
    }
}
