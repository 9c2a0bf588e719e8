//! Texts that people and machines choose: how long they may be, and of what they are made.

/// Whether a text is one line of 1 to `most` characters, and not blank. Characters are counted, not
/// bytes: a name of forty Japanese ones has forty. None of them controls anything: no line break, and
/// no NUL, which PostgreSQL does not keep.
pub fn is_line(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most && !has_control(text)
}

/// Whether a text has a character in it that nobody types.
pub fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_counted_in_characters_and_has_no_control_character() {
        let forty = "冷".repeat(40);
        assert!(is_line(&forty, 40));
        assert!(!is_line(&forty, 39));
        assert!(is_line("a", 1) && is_line("👩‍🚀", 3));
        for text in ["", " ", "a\0", "a\nb", "\u{7f}a", "a\u{85}b", "\ta"] {
            assert!(!is_line(text, 40), "{text:?}");
        }
    }
}
