//! Which colours of the style sheet stand on which, and that a maker's own does so as well.

use super::Colour;

/// What stands on what, and how well it has to be told apart: 5 is text, 3.1 is a shape, each a
/// little more than WCAG 2.2 asks for (1.4.3 and 1.4.11).
pub(super) const PAIRS: &[(&str, &[&str], f64)] = &[
    ("text", &["bg", "surface", "sunken"], 5.0),
    ("text-2", &["bg", "surface", "sunken"], 5.0),
    ("muted", &["bg", "surface", "sunken"], 5.0),
    ("accent", &["bg", "surface", "sunken", "info-bg"], 5.0),
    ("on-fill", &["fill"], 5.0),
    ("fill", &["bg", "surface"], 3.1),
    ("ok", &["ok-bg", "surface"], 5.0),
    ("warn", &["warn-bg", "surface"], 5.0),
    ("crit", &["crit-bg", "surface"], 5.0),
    ("info", &["info-bg", "surface"], 5.0),
    ("low", &["surface", "sunken"], 3.1),
    ("control", &["bg", "surface"], 3.1),
    ("focus", &["bg", "surface"], 3.1),
    // Lines and labels that cross what a chart foresees.
    ("accent", &["fan"], 3.1),
    ("warn", &["fan"], 3.1),
    ("ok", &["fan"], 3.1),
    ("crit", &["fan"], 3.1),
    ("text-2", &["fan"], 5.0),
];
/// Lines that only decorate.
#[cfg(test)]
pub(super) const DECOR: &[&str] = &["hairline"];

/// Every colour of the style sheet: its name, and what it is in the light and the dark theme.
pub(super) fn colours() -> Vec<(&'static str, [Colour; 2])> {
    let tokens = include_str!("../../../style/tokens.css");
    let colour = |text: &str| Colour::parse(text.trim());
    let token = |line: &'static str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        let value = value.trim().trim_end_matches(';');
        let both = value
            .strip_prefix("light-dark(")
            .and_then(|it| it.strip_suffix(')'));
        let (light, dark) = both
            .and_then(|it| it.split_once(','))
            .unwrap_or((value, value));
        Some((name, [colour(light)?, colour(dark)?]))
    };
    tokens.lines().filter_map(token).collect()
}

/// How much of the accent is in what a chart foresees, at most, in hundredths.
const MOST: u8 = 33;

/// What a chart foresees in the light theme, for a maker's accent: as much of it as leaves every line
/// and label that crosses it told apart.
pub(super) fn fan(accent: Colour) -> Colour {
    let colours = colours();
    let light = |name: &str| match name {
        "accent" => Some(accent),
        _ => colours.iter().find(|it| it.0 == name).map(|it| it.1[0]),
    };
    let surface = light("surface").unwrap_or(Colour([0xff; 3]));
    let crossing: Vec<_> = PAIRS
        .iter()
        .filter(|(_, grounds, _)| grounds.contains(&"fan"))
        .filter_map(|(name, _, least)| Some((light(name)?, *least)))
        .collect();
    (0..=MOST)
        .rev()
        .map(|share| surface.with(accent, share))
        .find(|fan| {
            crossing
                .iter()
                .all(|(it, least)| it.contrast(*fan) >= *least)
        })
        .unwrap_or(surface)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart_from_what_is_foreseen_in_every_accent_that_is_taken() {
        let surface = Colour([0xff; 3]);
        let parts = || (0..=0xff_u8).step_by(15);
        let every = parts().flat_map(|red| {
            parts().flat_map(move |green| parts().map(move |blue| Colour([red, green, blue])))
        });
        let mut taken = 0;
        for accent in every.filter(|it| it.contrast(Colour([0xf6, 0xf7, 0xf9])) >= 4.5) {
            let fan = fan(accent);
            assert!(accent.contrast(fan) >= 3.1, "{accent} on {fan}");
            assert_ne!(fan, surface, "{accent} is seen");
            taken += 1;
        }
        assert!(taken > 1_000);
    }

    #[test]
    fn what_is_foreseen_has_the_makers_hue_as_far_as_it_is_read() {
        for (accent, expected) in [
            ("#0b5cad", "#aec9e4"),
            ("#7a1f5c", "#d3b5c9"),
            ("#000000", "#bdbdbd"),
        ] {
            assert_eq!(
                fan(Colour::parse(accent).unwrap()).to_string(),
                expected,
                "{accent}"
            );
        }
    }
}
