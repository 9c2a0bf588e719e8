//! What people call time zones.

use crate::i18n::zone as text;

/// What people call one of the zones that are offered. Any other has its own name alone.
pub fn called(zone: &str) -> String {
    match zone {
        "UTC" => text::utc(),
        "America/New_York" => text::new_york(),
        "America/Chicago" => text::chicago(),
        "America/Denver" => text::denver(),
        "America/Phoenix" => text::phoenix(),
        "America/Los_Angeles" => text::los_angeles(),
        "America/Anchorage" => text::anchorage(),
        "Pacific/Honolulu" => text::honolulu(),
        "America/Toronto" => text::toronto(),
        "America/Vancouver" => text::vancouver(),
        "Europe/London" => text::london(),
        "Europe/Dublin" => text::dublin(),
        "Europe/Berlin" => text::berlin(),
        "Europe/Vienna" => text::vienna(),
        "Europe/Zurich" => text::zurich(),
        "Europe/Paris" => text::paris(),
        "Europe/Brussels" => text::brussels(),
        "Europe/Amsterdam" => text::amsterdam(),
        "Europe/Rome" => text::rome(),
        "Europe/Madrid" => text::madrid(),
        "Atlantic/Canary" => text::canary(),
        "Asia/Tokyo" => text::tokyo(),
        _ => zone.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::speaking;
    use crate::preferences::locale::Locale;
    use crate::preferences::zone::OFFERED;

    #[test]
    fn people_have_a_word_for_every_zone_that_is_offered() {
        for zone in OFFERED {
            assert_ne!(speaking(Locale::De, || called(zone)), zone);
        }
    }
}
