//! How long ago something was, or how soon it will be.

use crate::i18n::messages;

messages! {
    /// Within a minute either way.
    just_now() {
        en "just now"
        de "gerade eben"
        fr "à l’instant"
        it "proprio ora"
        es "ahora mismo"
        ja "たった今"
    }
    /// Past.
    minutes_ago(number: &str) {
        en "{number} min ago"
        de "vor {number} Min."
        fr "il y a {number} min"
        it "{number} min fa"
        es "hace {number} min"
        ja "{number}分前"
    }
    /// To come.
    in_minutes(number: &str) {
        en "in {number} min"
        de "in {number} Min."
        fr "dans {number} min"
        it "tra {number} min"
        es "dentro de {number} min"
        ja "{number}分後"
    }
    /// Past.
    hours_ago(number: &str) {
        en "{number} h ago"
        de "vor {number} Std."
        fr "il y a {number} h"
        it "{number} h fa"
        es "hace {number} h"
        ja "{number}時間前"
    }
    /// To come.
    in_hours(number: &str) {
        en "in {number} h"
        de "in {number} Std."
        fr "dans {number} h"
        it "tra {number} h"
        es "dentro de {number} h"
        ja "{number}時間後"
    }
    /// Past.
    days_ago(number: &str, count: i64) by count {
        en "{number} day ago" | "{number} days ago"
        de "vor {number} Tag" | "vor {number} Tagen"
        fr "il y a {number} jour" | "il y a {number} jours"
        it "{number} giorno fa" | "{number} giorni fa"
        es "hace {number} día" | "hace {number} días"
        ja "{number}日前"
    }
    /// To come.
    in_days(number: &str, count: i64) by count {
        en "in {number} day" | "in {number} days"
        de "in {number} Tag" | "in {number} Tagen"
        fr "dans {number} jour" | "dans {number} jours"
        it "tra {number} giorno" | "tra {number} giorni"
        es "dentro de {number} día" | "dentro de {number} días"
        ja "{number}日後"
    }
    /// Past.
    months_ago(number: &str, count: i64) by count {
        en "{number} month ago" | "{number} months ago"
        de "vor {number} Monat" | "vor {number} Monaten"
        fr "il y a {number} mois"
        it "{number} mese fa" | "{number} mesi fa"
        es "hace {number} mes" | "hace {number} meses"
        ja "{number}か月前"
    }
    /// To come.
    in_months(number: &str, count: i64) by count {
        en "in {number} month" | "in {number} months"
        de "in {number} Monat" | "in {number} Monaten"
        fr "dans {number} mois"
        it "tra {number} mese" | "tra {number} mesi"
        es "dentro de {number} mes" | "dentro de {number} meses"
        ja "{number}か月後"
    }
    /// Past.
    years_ago(number: &str, count: i64) by count {
        en "{number} year ago" | "{number} years ago"
        de "vor {number} Jahr" | "vor {number} Jahren"
        fr "il y a {number} an" | "il y a {number} ans"
        it "{number} anno fa" | "{number} anni fa"
        es "hace {number} año" | "hace {number} años"
        ja "{number}年前"
    }
    /// To come.
    in_years(number: &str, count: i64) by count {
        en "in {number} year" | "in {number} years"
        de "in {number} Jahr" | "in {number} Jahren"
        fr "dans {number} an" | "dans {number} ans"
        it "tra {number} anno" | "tra {number} anni"
        es "dentro de {number} año" | "dentro de {number} años"
        ja "{number}年後"
    }
}
