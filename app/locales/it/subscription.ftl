on = Il riordino automatico è attivo.
off_without_product = Il riordino automatico è disattivato: su Amazon non è stato scelto nessun prodotto.
off = Il riordino automatico è disattivato. È stato disattivato su Amazon.
unknown = Amazon non ha ancora indicato se il riordino automatico è attivo.
not_connected = Questo apparecchio non è connesso, quindi il riordino automatico è disattivato.
numbered = Prodotto Amazon { $asin }
some = Un prodotto scelto su Amazon
pack = { $name }, confezione da { $content }
