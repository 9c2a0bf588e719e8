need_attention =
    { $count ->
        [one] { $number } mit Handlungsbedarf
       *[other] { $number } mit Handlungsbedarf
    }
needs_attention = Handlungsbedarf
machine_says = Das Gerät meldet { $amount }. Wir warten auf einen zweiten Messwert.
machine_used = Das Gerät meldet { $amount } Verbrauch, viel mehr als sonst. Wir warten auf eine weitere Meldung.
counter_says = Der Zähler des Geräts steht auf { $amount }, was nicht zum letzten Bestand passt. Wir warten auf den nächsten Wert.
reading_right = Ja, das stimmt
reading_wrong = Nein, das ist falsch
level_is_lost = Es wurde mehr verbraucht oder geliefert, als sich zählen ließ. Geben Sie an, wie viel jetzt da ist.
taken_for_order = Als Ihre Bestellung gezählt: Am Liefertag kommt nichts dazu.
bought_these = Nein, die habe ich gekauft
is_delivery = Das ist die Lieferung
left = Noch { $amount }
left_and = Noch { $amount }, { $state }
at_home = { $amount } zu Hause
level_of = Bestand: { $name }
level = Bestand
in_the_machine = Im Gerät
spares = Reserve
about = etwa { $amount }
change_level = Bestand ändern
history = Entwicklung
order_under_way = Laufende Bestellung
last_order = Letzte Bestellung
every_change = Alle Änderungen
change_on_amazon = Bei Amazon ändern
done = { $what }.
done_and = { $what }. Jetzt { $amount } zu Hause.
say_how_much = Menge angeben
open_settings = Amazon-Einstellungen öffnen
see_machine = Gerät ansehen
counting = Wird neu gezählt, weil sich etwas von vor langer Zeit geändert hat. Sie sehen den Bestand davor; bis das fertig ist, wird nichts bestellt.
