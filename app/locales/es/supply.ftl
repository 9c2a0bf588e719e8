need_attention =
    { $count ->
        [one] { $number } requiere atención
       *[other] { $number } requieren atención
    }
needs_attention = Requiere atención
machine_says = La máquina indica { $amount }. Esperamos una segunda lectura.
machine_used = La máquina informa de un consumo de { $amount }, mucho más de lo habitual. Esperamos otro informe.
counter_says = El contador de la máquina marca { $amount }, lo que no concuerda con lo anterior. Esperamos la próxima lectura.
reading_right = Sí, es correcto
reading_wrong = No, es incorrecto
level_is_lost = Se consumió o llegó más de lo que se podía contar. Indica cuánto hay ahora.
taken_for_order = Contado como tu pedido: no se añade nada en su fecha.
bought_these = No, los compré yo
is_delivery = Esta es la entrega
left = En casa: { $amount }
left_and = En casa: { $amount }, { $state }
at_home = { $amount } en casa
level_of = Nivel: { $name }
level = Nivel
in_the_machine = En la máquina
spares = De repuesto
about = aproximadamente { $amount }
change_level = Cambiar el nivel
history = Evolución
order_under_way = Pedido en curso
last_order = Último pedido
every_change = Todos los cambios
change_on_amazon = Cambiar en Amazon
done = { $what }.
done_and = { $what }. Ahora en casa: { $amount }.
say_how_much = Indicar la cantidad
open_settings = Abrir los ajustes de Amazon
see_machine = Ver la máquina
counting = Se está volviendo a contar, porque ha cambiado un dato de hace mucho. Ves el estado anterior; hasta que termine no se pide nada.
