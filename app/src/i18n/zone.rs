//! What people call time zones.

use crate::i18n::messages;

/// What people call one of the zones that are offered. Any other has its own name alone.
pub fn called(zone: &str) -> String {
    match zone {
        "UTC" => utc(),
        "America/New_York" => new_york(),
        "America/Chicago" => chicago(),
        "America/Denver" => denver(),
        "America/Phoenix" => phoenix(),
        "America/Los_Angeles" => los_angeles(),
        "America/Anchorage" => anchorage(),
        "Pacific/Honolulu" => honolulu(),
        "America/Toronto" => toronto(),
        "America/Vancouver" => vancouver(),
        "Europe/London" => london(),
        "Europe/Dublin" => dublin(),
        "Europe/Berlin" => berlin(),
        "Europe/Vienna" => vienna(),
        "Europe/Zurich" => zurich(),
        "Europe/Paris" => paris(),
        "Europe/Brussels" => brussels(),
        "Europe/Amsterdam" => amsterdam(),
        "Europe/Rome" => rome(),
        "Europe/Madrid" => madrid(),
        "Atlantic/Canary" => canary(),
        "Asia/Tokyo" => tokyo(),
        _ => zone.to_owned(),
    }
}

messages! {
    /// No country's time.
    utc() {
        en "UTC"
        de "UTC (koordinierte Weltzeit)"
        fr "UTC (temps universel coordonné)"
        it "UTC (tempo coordinato universale)"
        es "UTC (tiempo universal coordinado)"
        ja "UTC(協定世界時)"
    }
    /// America/New_York
    new_york() {
        en "Eastern Time (New York)"
        de "Ostküstenzeit (New York)"
        fr "Heure de l’Est (New York)"
        it "Ora della costa orientale (New York)"
        es "Hora del este (Nueva York)"
        ja "東部時間(ニューヨーク)"
    }
    /// America/Chicago
    chicago() {
        en "Central Time (Chicago)"
        de "Zentralzeit (Chicago)"
        fr "Heure du Centre (Chicago)"
        it "Ora centrale (Chicago)"
        es "Hora central (Chicago)"
        ja "中部時間(シカゴ)"
    }
    /// America/Denver
    denver() {
        en "Mountain Time (Denver)"
        de "Rocky-Mountain-Zeit (Denver)"
        fr "Heure des Rocheuses (Denver)"
        it "Ora delle Montagne Rocciose (Denver)"
        es "Hora de la montaña (Denver)"
        ja "山地時間(デンバー)"
    }
    /// America/Phoenix
    phoenix() {
        en "Arizona (Phoenix)"
        de "Arizona (Phoenix)"
        fr "Arizona (Phoenix)"
        it "Arizona (Phoenix)"
        es "Arizona (Phoenix)"
        ja "アリゾナ(フェニックス)"
    }
    /// America/Los_Angeles
    los_angeles() {
        en "Pacific Time (Los Angeles)"
        de "Westküstenzeit (Los Angeles)"
        fr "Heure du Pacifique (Los Angeles)"
        it "Ora del Pacifico (Los Angeles)"
        es "Hora del Pacífico (Los Ángeles)"
        ja "太平洋時間(ロサンゼルス)"
    }
    /// America/Anchorage
    anchorage() {
        en "Alaska (Anchorage)"
        de "Alaska (Anchorage)"
        fr "Alaska (Anchorage)"
        it "Alaska (Anchorage)"
        es "Alaska (Anchorage)"
        ja "アラスカ(アンカレッジ)"
    }
    /// Pacific/Honolulu
    honolulu() {
        en "Hawaii (Honolulu)"
        de "Hawaii (Honolulu)"
        fr "Hawaï (Honolulu)"
        it "Hawaii (Honolulu)"
        es "Hawái (Honolulu)"
        ja "ハワイ(ホノルル)"
    }
    /// America/Toronto
    toronto() {
        en "Toronto" de "Toronto" fr "Toronto" it "Toronto" es "Toronto" ja "トロント"
    }
    /// America/Vancouver
    vancouver() {
        en "Vancouver" de "Vancouver" fr "Vancouver" it "Vancouver" es "Vancouver" ja "バンクーバー"
    }
    /// Europe/London
    london() {
        en "London" de "London" fr "Londres" it "Londra" es "Londres" ja "ロンドン"
    }
    /// Europe/Dublin
    dublin() {
        en "Dublin" de "Dublin" fr "Dublin" it "Dublino" es "Dublín" ja "ダブリン"
    }
    /// Europe/Berlin
    berlin() {
        en "Berlin" de "Berlin" fr "Berlin" it "Berlino" es "Berlín" ja "ベルリン"
    }
    /// Europe/Vienna
    vienna() {
        en "Vienna" de "Wien" fr "Vienne" it "Vienna" es "Viena" ja "ウィーン"
    }
    /// Europe/Zurich
    zurich() {
        en "Zurich" de "Zürich" fr "Zurich" it "Zurigo" es "Zúrich" ja "チューリッヒ"
    }
    /// Europe/Paris
    paris() {
        en "Paris" de "Paris" fr "Paris" it "Parigi" es "París" ja "パリ"
    }
    /// Europe/Brussels
    brussels() {
        en "Brussels" de "Brüssel" fr "Bruxelles" it "Bruxelles" es "Bruselas" ja "ブリュッセル"
    }
    /// Europe/Amsterdam
    amsterdam() {
        en "Amsterdam"
        de "Amsterdam"
        fr "Amsterdam"
        it "Amsterdam"
        es "Ámsterdam"
        ja "アムステルダム"
    }
    /// Europe/Rome
    rome() {
        en "Rome" de "Rom" fr "Rome" it "Roma" es "Roma" ja "ローマ"
    }
    /// Europe/Madrid
    madrid() {
        en "Madrid" de "Madrid" fr "Madrid" it "Madrid" es "Madrid" ja "マドリード"
    }
    /// Atlantic/Canary
    canary() {
        en "Canary Islands"
        de "Kanarische Inseln"
        fr "Îles Canaries"
        it "Isole Canarie"
        es "Islas Canarias"
        ja "カナリア諸島"
    }
    /// Asia/Tokyo
    tokyo() {
        en "Tokyo" de "Tokio" fr "Tokyo" it "Tokyo" es "Tokio" ja "東京"
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
