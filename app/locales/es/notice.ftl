notices = Avisos
what_for = Entérate cuando una máquina te necesite. De los pedidos te siguen informando Amazon o el fabricante.
silent = Una máquina no da señales
disconnected = Una máquina ya no está conectada
low_unconnected = Queda poco de un consumible y su máquina no está conectada
provisional = Un nivel es incierto desde hace un día
clock_wrong = El reloj de una máquina va mal
is_silent = { $machine } no da señales desde hace dos días
is_disconnected = { $machine } ya no está conectada
is_low = Queda poco de { $supply } en { $machine }, y nadie lo repone
is_uncertain = El nivel de { $supply } en { $machine } es incierto
has_wrong_clock = El reloj de { $machine } va mal
silent_do = Comprueba que esté encendida y en línea. Hasta que vuelva a dar señales, sus niveles no están al día.
disconnected_do = Vuelve a conectarla: hasta entonces no se repone nada.
low_do = Conecta la máquina o compra más por tu cuenta.
uncertain_do = Mira en la máquina e indica cuánto queda.
clock_do = Ajusta su reloj o reiníciala: lo que comunica lleva una fecha equivocada.
several =
    { $count ->
        [one] { $count } aviso sobre tus máquinas
       *[other] { $count } avisos sobre tus máquinas
    }
since = Desde el { $moment }.
chosen_at = Recibes este mensaje porque pediste avisos. Elige qué quieres recibir: { $link }
ended_at = No recibir más estos correos: { $link }
confirm_subject = Confirma tu dirección para los avisos
confirm_text =
    Alguien ha pedido que los avisos sobre sus máquinas se envíen a esta dirección. Si has sido tú, abre este enlace en un plazo de dos días:

    { $link }

    Si no, no hagas nada: no se enviará nada más.
by_mail = Por correo electrónico
by_push = En navegadores
address = Dirección de correo electrónico
address_hint = Recibirá un enlace para confirmarla.
send_link = Enviar enlace
forget_address = Quitar dirección
goes_to = Los avisos se envían a { $address }.
waits_for = { $address } recibe un enlace. Los avisos empiezan cuando se abre; vale dos días.
was_refused = { $address } no acepta correos, así que ya no se envía nada allí. Escribe otra dirección.
was_ended = Los avisos a { $address } se terminaron con el enlace de un correo. Escribe una dirección para recibirlos de nuevo.
what_you_hear = Qué recibes
when_you_hear = Cuándo lo recibes
keep_quiet = Horas de silencio, en las que no llega nada
quiet_from = Desde
quiet_to = Hasta
once_a_day = Todo una vez al día, en un solo mensaje
daily_at = A las
times_are_in = Las horas son las de { $zone }.
save = Guardar avisos
push_here = Avisar a este navegador
push_is = El navegador te pregunta si puede mostrar avisos. Llegan aunque no haya ninguna página abierta.
push_refused = Este navegador no lo permite. Revisa su configuración para este sitio.
browser_since = Un navegador, desde el { $moment }
forget_browser = Quitar
confirm_title = Confirmar tu dirección
confirm_ask = Los avisos sobre tus máquinas se enviarán a esta dirección.
confirm = Confirmar
is_confirmed = Confirmado. A partir de ahora los avisos llegan a esta dirección.
link_is_over = Este enlace ya se usó o es demasiado antiguo. En los ajustes puedes recibir otro.
end_notices = Terminar los avisos
end_ask = No se enviarán más avisos a esta dirección.
are_ended = Hecho. Ya no se envían avisos a esta dirección.
bad_address = Escribe una dirección de correo, como nombre@example.com.
bad_minute = Escribe una hora, como 07:30.
bad_browser = No se puede llegar a este navegador.
notices_are = Si quieres avisos: tu dirección de correo, los navegadores elegidos, qué quieres recibir y cuándo, y lo que se te comunicó. La dirección y los navegadores se guardan cifrados.
notices_until = Hasta que los quites o elimines tu cuenta; lo que se te comunicó, durante 30 días.
