unit = 単位
