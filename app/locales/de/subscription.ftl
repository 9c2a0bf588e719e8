on = Das automatische Nachbestellen ist an.
off_without_product = Das automatische Nachbestellen ist aus: Auf Amazon ist kein Produkt gewählt.
off = Das automatische Nachbestellen ist aus. Es wurde auf Amazon ausgeschaltet.
unknown = Amazon hat noch nicht gesagt, ob das automatische Nachbestellen an ist.
not_connected = Dieses Gerät ist nicht verbunden, das automatische Nachbestellen ist also aus.
numbered = Amazon-Produkt { $asin }
some = Ein auf Amazon gewähltes Produkt
pack = { $name }, Packung mit { $content }
