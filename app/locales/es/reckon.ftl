left_lasting = Quedan { $left }, { $lasts }
how = Cómo lo calculamos
used = Consumo
a_day = unos { $amount } al día
a_week = unos { $amount } a la semana
a_month = unos { $amount } al mes
delivery = Una entrega tarda
days = de { $from } a { $to } días
we_order = Pedimos cuando quedan
heard = Último contacto
checked = Última comprobación
had_left = Te quedaban { $left }.
had_left_lasting = Te quedaban { $left }, { $lasts }.
delivery_takes = Una entrega tarda hasta { $days } días, así que pedimos.
delivery_takes_ordered = Una entrega tarda hasta { $days } días, así que pedimos { $amount }.
should_last = Lo que hay en casa debe durar al menos { $days } días, así que pedimos.
should_last_ordered = Lo que hay en casa debe durar al menos { $days } días, así que pedimos { $amount }.
shaded = Ocho de cada diez veces el nivel estará en la zona sombreada.
likely_empty = Vacío hacia el { $day }
reorder_line = Nivel de reposición
used_that_day = { $amount } usados
each_report =
    { $count ->
        [one] { $number } informe
       *[other] { $number } informes
    }
today = Hoy
yesterday = Ayer
