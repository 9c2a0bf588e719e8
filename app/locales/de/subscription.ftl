on = Die automatische Nachbestellung ist an.
off_without_product = Die automatische Nachbestellung ist aus: Bei Amazon ist kein Produkt gewählt.
off = Die automatische Nachbestellung ist aus. Sie wurde bei Amazon ausgeschaltet.
unknown = Amazon hat noch nicht gesagt, ob die automatische Nachbestellung an ist.
not_connected = Dieses Gerät ist nicht verbunden, die automatische Nachbestellung ist also aus.
numbered = Amazon-Produkt { $asin }
some = Ein bei Amazon gewähltes Produkt
pack = { $name }, Packung mit { $content }
