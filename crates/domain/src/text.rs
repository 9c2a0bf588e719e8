//! Texts: what somebody typed, or a machine or a program sent.

/// Characters that change what is read around them and are seen nowhere: line ends, spaces without a width, marks that turn
/// the direction of what stands after them.
const HIDING: [(char, char); 6] = [
    ('\u{200b}', '\u{200b}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{180e}', '\u{180e}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{fff9}', '\u{fffb}'),
];
/// Characters that are seen nowhere and have their place between others: joiners, variation selectors, tags, fillers.
const UNSEEN: [(char, char); 12] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200c}', '\u{200f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Whether a text is one line of 1 to so many characters, of which somebody sees one at least.
pub fn is_line(text: &str, most: usize) -> bool {
    text.chars().any(is_seen) && text.chars().count() <= most && !has_control(text)
}

/// Whether a text has a character in it that nobody types.
pub fn has_control(text: &str) -> bool {
    text.chars().any(is_control)
}

/// Whether nobody types it: it moves or hides what stands beside it.
pub fn is_control(letter: char) -> bool {
    letter.is_control() || is_among(letter, &HIDING)
}

/// A text of somebody else's as we keep it: its first characters that are typed; empty where none of them is seen.
pub fn first_line(text: &str, most: usize) -> String {
    let typed = text.trim().chars().filter(|letter| !is_control(*letter));
    let kept: String = typed.take(most).collect();
    let kept = kept.trim();
    if kept.chars().any(is_seen) {
        kept.to_owned()
    } else {
        String::new()
    }
}

fn is_seen(letter: char) -> bool {
    !letter.is_whitespace() && !is_control(letter) && !is_among(letter, &UNSEEN)
}

fn is_among(letter: char, ranges: &[(char, char)]) -> bool {
    let mut ranges = ranges.iter();
    ranges.any(|(first, last)| (*first..=*last).contains(&letter))
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

    #[test]
    fn a_line_is_read_as_it_stands() {
        for text in [
            "\u{202e}gift a",
            "a\u{2066}b",
            "a\u{200b}b",
            "\u{feff}gift",
            "a\u{2028}b",
            "\u{200d}\u{200d}\u{200d}",
            "\u{3164}\u{3164}\u{3164}",
            "\u{2800} \u{ad}",
        ] {
            assert!(!is_line(text, 40), "{text:?}");
        }
        for text in [
            "می‌خواهم",
            "a\u{200f}ב",
            "❤\u{fe0f}",
            "co\u{ad}op",
            "e\u{301}",
        ] {
            assert!(is_line(text, 40), "{text:?}");
        }
    }

    #[test]
    fn what_somebody_else_sent_is_kept_as_far_as_it_is_typed() {
        assert_eq!(first_line(" 2.1.7\n", 64), "2.1.7");
        assert_eq!(first_line("\u{202e}a\0b\u{200b}", 64), "ab");
        assert_eq!(first_line(&"é".repeat(70), 64), "é".repeat(64));
        for nothing in ["", "  ", "\u{7f}\n", "\u{200b}", "\u{200d}"] {
            assert_eq!(first_line(nothing, 64), "", "{nothing:?}");
        }
    }
}
