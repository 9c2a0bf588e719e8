//! Amounts, and how long they last.

use crate::i18n::messages;

messages! {
    /// A share of a full container.
    percent(number: &str) {
        en "{number}%"
        de "{number} %"
        fr "{number} %"
        it "{number}%"
        es "{number} %"
        ja "{number}%"
    }
    /// What is in a percentage's machine, and whole containers beside it.
    with_spares(machine: &str, spares: &str, count: i64) by count {
        en "{machine} + {spares} spare" | "{machine} + {spares} spares"
        de "{machine} + {spares} in Reserve" | "{machine} + {spares} in Reserve"
        fr "{machine} + {spares} en réserve" | "{machine} + {spares} en réserve"
        it "{machine} + {spares} di riserva" | "{machine} + {spares} di riserva"
        es "{machine} + {spares} de repuesto" | "{machine} + {spares} de repuesto"
        ja "{machine} + 予備 {spares}"
    }
    /// Of a full container.
    of(part: &str, whole: &str) {
        en "{part} of {whole}"
        de "{part} von {whole}"
        fr "{part} sur {whole}"
        it "{part} di {whole}"
        es "{part} de {whole}"
        ja "{whole} 中 {part}"
    }
    /// Counted things without a unit of their own, in a list of units.
    pieces() {
        en "pieces" de "Stück" fr "pièces" it "pezzi" es "unidades" ja "個"
    }
    /// It lasts.
    less_than_a_day() {
        en "less than a day"
        de "weniger als einen Tag"
        fr "moins d’un jour"
        it "meno di un giorno"
        es "menos de un día"
        ja "1日未満"
    }
    /// It lasts.
    about_days(number: &str, count: i64) by count {
        en "about {number} day" | "about {number} days"
        de "etwa {number} Tag" | "etwa {number} Tage"
        fr "environ {number} jour" | "environ {number} jours"
        it "circa {number} giorno" | "circa {number} giorni"
        es "aproximadamente {number} día" | "aproximadamente {number} días"
        ja "約{number}日"
    }
    /// It lasts.
    about_weeks(number: &str, count: i64) by count {
        en "about {number} week" | "about {number} weeks"
        de "etwa {number} Woche" | "etwa {number} Wochen"
        fr "environ {number} semaine" | "environ {number} semaines"
        it "circa {number} settimana" | "circa {number} settimane"
        es "aproximadamente {number} semana" | "aproximadamente {number} semanas"
        ja "約{number}週間"
    }
    /// It lasts, in a narrow place.
    short_days(number: &str, count: i64) by count {
        en "~{number} day" | "~{number} days"
        de "~{number} Tag" | "~{number} Tage"
        fr "~{number} jour" | "~{number} jours"
        it "~{number} giorno" | "~{number} giorni"
        es "~{number} día" | "~{number} días"
        ja "約{number}日"
    }
    /// It lasts, in a narrow place.
    short_weeks(number: &str, count: i64) by count {
        en "~{number} week" | "~{number} weeks"
        de "~{number} Woche" | "~{number} Wochen"
        fr "~{number} semaine" | "~{number} semaines"
        it "~{number} settimana" | "~{number} settimane"
        es "~{number} semana" | "~{number} semanas"
        ja "約{number}週間"
    }
    /// It lasts.
    more_than_a_year() {
        en "more than a year"
        de "mehr als ein Jahr"
        fr "plus d’un an"
        it "più di un anno"
        es "más de un año"
        ja "1年以上"
    }
}
