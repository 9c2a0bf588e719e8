//! The maker's colour: taken only when it can be read wherever pages use it.

use app::style::Colour;

use super::ConfigError;

const VARIABLE: &str = "LARDER_BRAND_ACCENT";
/// What text needs (WCAG 2.2, 1.4.3).
const TEXT: f64 = 4.5;
/// What the shape of a control needs (WCAG 2.2, 1.4.11).
const SHAPE: f64 = 3.0;
/// Text on a button; and what links and plain buttons stand on in the light theme, `--surface` and
/// `--bg` of the style sheet.
const LIGHT: [Colour; 2] = [Colour([0xff, 0xff, 0xff]), Colour([0xf6, 0xf7, 0xf9])];
/// What buttons stand on in the dark theme, `--surface` of the style sheet.
const DARK: Colour = Colour([0x1b, 0x20, 0x27]);

/// Reads the maker's colour.
pub(super) fn read(value: &str) -> Result<app::style::Accent, ConfigError> {
    let colour = Colour::parse(value).ok_or_else(|| {
        ConfigError::new(
            VARIABLE,
            format!("{value:?} is no colour; write it as #rrggbb"),
        )
    })?;
    for ground in LIGHT {
        let ratio = colour.contrast(ground);
        if ratio < TEXT {
            // Rounded down, so that what is just too little does not look like enough.
            let ratio = (ratio * 100.0).floor() / 100.0;
            return Err(ConfigError::new(
                VARIABLE,
                format!(
                    "{colour} has a contrast of {ratio:.2}:1 with {ground}, and at least \
                     {TEXT}:1 is needed to read text; choose a darker colour"
                ),
            ));
        }
    }
    Ok(app::style::Accent {
        colour,
        fills_dark: colour.contrast(DARK) >= SHAPE,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_taken_when_it_can_be_read() {
        for (value, fills_dark) in [("#0B5CAD", false), ("#2a6fb8", true), ("#000000", false)] {
            let accent = read(value).unwrap();
            assert_eq!(accent.colour.to_string(), value.to_lowercase());
            assert_eq!(accent.fills_dark, fills_dark, "{value}");
        }
    }

    #[test]
    fn a_pale_one_is_refused_with_its_ratio() {
        for (value, ratio, ground) in [
            ("#ffcc00", "1.51:1", "#ffffff"),
            ("#777777", "4.47:1", "#ffffff"),
            // Enough on white, too little on the page.
            ("#767676", "4.23:1", "#f6f7f9"),
        ] {
            let problem = read(value).unwrap_err().problem;
            for part in [ratio, ground, "4.5:1"] {
                assert!(problem.contains(part), "{part} in {problem}");
            }
        }
    }

    #[test]
    fn the_grounds_are_the_style_sheets() {
        let sheet = app::style::Stylesheet::new(None);
        let [surface, bg] = LIGHT;
        for token in [
            format!("--bg: light-dark({bg},"),
            format!("--surface: light-dark({surface}, {DARK})"),
            format!("--on-fill: {surface};"),
        ] {
            assert!(sheet.css.contains(&token), "{token}");
        }
    }
}
