//! Notices in words, for somebody who reads them outside of a page: in their language, with their days and hours.

use domain::notice::NoticeKind;
use replenish::notices::{Item, Reader, Said, Written};

use crate::i18n::{moment, notice as text};
use crate::preferences::Preferences;
use crate::preferences::locale::Locale;

impl From<&Preferences> for Reader {
    fn from(preferences: &Preferences) -> Self {
        Self {
            locale: preferences.locale.tag().to_owned(),
            zone: preferences.zone.clone(),
        }
    }
}

/// Puts into words what is said to a reader.
pub fn write(reader: &Reader, said: &Said) -> Written {
    let locale = Locale::parse(&reader.locale).unwrap_or_default();
    let preferences = Preferences {
        locale,
        chose_language: true,
        zone: reader.zone.clone(),
        ..Preferences::default()
    };
    preferences.to(|| match said {
        Said::Confirm { link } => Written {
            language: locale.tag(),
            subject: text::confirm_subject(),
            text: format!("{}\n", text::confirm_text(link)),
            short: String::new(),
        },
        Said::Notices {
            items,
            settings,
            unsubscribe,
        } => Written {
            language: locale.tag(),
            subject: match &items[..] {
                [only] => headline(only),
                several => text::several(i64::try_from(several.len()).unwrap_or(i64::MAX)),
            },
            text: letter(items, settings, unsubscribe.as_deref()),
            short: match &items[..] {
                [only] => advice(only.kind),
                several => several.iter().map(headline).collect::<Vec<_>>().join("\n"),
            },
        },
    })
}

/// What a kind is called where it is chosen.
pub(crate) fn name(kind: NoticeKind) -> String {
    match kind {
        NoticeKind::Silent => text::silent(),
        NoticeKind::Disconnected => text::disconnected(),
        NoticeKind::LowUnconnected => text::low_unconnected(),
        NoticeKind::Provisional => text::provisional(),
        NoticeKind::ClockWrong => text::clock_wrong(),
    }
}

fn headline(item: &Item) -> String {
    let machine = &item.machine;
    let supply = item.supply.as_ref().unwrap_or(machine);
    match item.kind {
        NoticeKind::Silent => text::is_silent(machine),
        NoticeKind::Disconnected => text::is_disconnected(machine),
        NoticeKind::LowUnconnected => text::is_low(supply, machine),
        NoticeKind::Provisional => text::is_uncertain(supply, machine),
        NoticeKind::ClockWrong => text::has_wrong_clock(machine),
    }
}

fn advice(kind: NoticeKind) -> String {
    match kind {
        NoticeKind::Silent => text::silent_do(),
        NoticeKind::Disconnected => text::disconnected_do(),
        NoticeKind::LowUnconnected => text::low_do(),
        NoticeKind::Provisional => text::uncertain_do(),
        NoticeKind::ClockWrong => text::clock_do(),
    }
}

fn letter(items: &[Item], settings: &str, unsubscribe: Option<&str>) -> String {
    let each = items.iter().map(|item| {
        let since = text::since(&moment(item.since));
        let (head, advice) = (headline(item), advice(item.kind));
        format!("{head}\n{since} {advice}\n{}\n", item.link)
    });
    let mut parts: Vec<_> = each.collect();
    let end = unsubscribe.map(|link| format!("\n{}", text::ended_at(link)));
    let chosen = text::chosen_at(settings);
    // What mail programs know as the end of a text (RFC 3676, 4.3).
    parts.push(format!("-- \n{chosen}{}\n", end.unwrap_or_default()));
    parts.join("\n")
}

#[cfg(test)]
mod tests {
    use domain::Zone;

    use super::*;
    use crate::fixtures::now;

    fn item(kind: NoticeKind, supply: Option<&str>) -> Item {
        Item {
            kind,
            machine: "Kitchen".to_owned(),
            supply: supply.map(str::to_owned),
            since: now(),
            link: "https://larder.example/devices/1".to_owned(),
        }
    }

    fn written(locale: &str, items: Vec<Item>) -> Written {
        let reader = Reader {
            locale: locale.to_owned(),
            zone: Zone::parse("Europe/Berlin").unwrap(),
        };
        let said = Said::Notices {
            items,
            settings: "https://larder.example/settings/notices".to_owned(),
            unsubscribe: Some("https://larder.example/notices/unsubscribe?token=x".to_owned()),
        };
        write(&reader, &said)
    }

    #[test]
    fn one_notice_is_its_own_subject_in_the_readers_language_and_zone() {
        let it = written("de", vec![item(NoticeKind::Silent, None)]);
        assert_eq!(it.language, "de");
        assert_eq!(
            it.subject,
            "Kitchen hat sich seit zwei Tagen nicht gemeldet"
        );
        for part in [
            "Seit 22.11.2026, 11:00",
            "eingeschaltet und online",
            "/devices/1\n",
            "Keine dieser E-Mails mehr: https://larder.example/notices/unsubscribe?token=x\n",
        ] {
            assert!(it.text.contains(part), "{part} in {}", it.text);
        }
        assert!(it.short.starts_with("Prüfen Sie"), "{}", it.short);
    }

    #[test]
    fn several_are_counted_and_listed() {
        let items = vec![
            item(NoticeKind::ClockWrong, None),
            item(NoticeKind::Provisional, Some("Pods")),
        ];
        let it = written("en-US", items);
        assert_eq!(it.subject, "2 notices about your machines");
        assert_eq!(
            it.short,
            "The clock of Kitchen is wrong\nThe level of Pods in Kitchen is uncertain"
        );
        assert_eq!(it.text.matches("Since ").count(), 2, "{}", it.text);
    }

    #[test]
    fn every_kind_has_words_in_every_language() {
        for locale in Locale::OFFERED {
            let each = NoticeKind::ALL.map(|kind| {
                let it = written(locale.tag(), vec![item(kind, Some("Pods"))]);
                assert!(it.subject.contains("Kitchen"), "{}", it.subject);
                assert_eq!(it.language, locale.tag());
                it.subject
            });
            let mut apart = each.to_vec();
            apart.sort();
            apart.dedup();
            assert_eq!(apart.len(), each.len(), "{each:?}");
        }
    }

    #[test]
    fn an_address_is_asked_to_confirm_itself() {
        let reader = Reader {
            locale: "xx".to_owned(),
            zone: Zone::default(),
        };
        let link = "https://larder.example/notices/confirm?token=x".to_owned();
        let it = write(&reader, &Said::Confirm { link: link.clone() });
        assert!(it.text.contains(&link) && it.language == "en-US");
    }
}
