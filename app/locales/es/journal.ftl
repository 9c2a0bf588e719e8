as_table = Descargar como tabla (CSV)
journal = Historial
page_title = Historial – { $supply }
pages = Páginas
newer = Más recientes
older = Más antiguas
empty = Aún no ha cambiado nada.
undone = (deshecho)
undo = Deshacer
by_machine = por la máquina, { $moment }
by_household = por tu hogar, { $moment }
by_maker = por { $maker }, { $moment }
on_expected_date = en la fecha prevista, { $moment }
after_waiting = porque no llegó otra lectura, { $moment }
used = Consumo: { $amount }
machine_read = Lectura de la máquina: { $amount }
counter_at = Contador de la máquina en { $amount }
delivery_of_unknown = Entrega, cantidad desconocida
delivery = Entrega: { $amount }
added = Añadido: { $amount }
set_to = Fijado en { $amount }
believed = Lectura de { $amount } aceptada
dropped = Lectura de { $amount } marcada como errónea
replaced = Cambiado
with_note = { $did } ({ $note })
more_than_known = { $amount } más de lo que constaba
less_than_before = { $amount } menos que antes
filled_from_spares = rellenado con el repuesto
counted_as_new = { $amount } más de lo que constaba, contado como nuevo
waits_for_another = a la espera de una segunda lectura
used_since = consumo: { $amount }
undone_entry = Deshecho: «{ $did }»
undone_earlier = Deshecho: una entrada anterior
used_that_day = { $amount } usados
each_report =
    { $count ->
        [one] { $number } informe
       *[other] { $number } informes
    }
