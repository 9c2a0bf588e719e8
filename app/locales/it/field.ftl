unit = Unità
