join_a_household = Unirse a un hogar
what_you_will_see = Verás las máquinas y los consumibles de quien te invitó. Qué se pide y quién paga sigue siendo cosa suya.
code = Código de la invitación
code_hint = Está en el enlace que recibiste.
join = Unirse
