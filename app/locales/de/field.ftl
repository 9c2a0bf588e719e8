unit = Einheit
