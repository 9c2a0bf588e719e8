join_a_household = Partecipa a una casa
what_you_will_see = Vedrai gli apparecchi e le scorte di chi ti ha invitato. Cosa viene ordinato e chi paga resta una sua decisione.
code = Codice dell’invito
code_hint = È nel link che hai ricevuto.
join = Partecipa
