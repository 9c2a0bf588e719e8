unit = Unité
