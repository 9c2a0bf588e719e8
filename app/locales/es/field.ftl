unit = Unidad
