apps = Aplicaciones propias
what_for = Con un token, una aplicación o la domótica de tu casa lee aquí tus consumibles y puede indicar lo que has añadido.
shown_once = Copia el token ahora. Solo se muestra esta vez.
your_token = Tu token
your_tokens = Tus tokens
none = Ninguna aplicación tiene un token.
until = { $may }, hasta el { $moment }
last_used = Último uso hacia el { $moment }
never_used = Nunca usado
revoke = Revocar
revoke_token = Revocar { $name }
new_token = Nuevo token
name = Nombre
name_hint = Para qué es, por ejemplo «Home Assistant».
it_may = Permite
read = Leer los consumibles
restock = Leer los consumibles y añadir existencias
it_lasts = Duración
days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
a_year = Un año
make = Crear un token
ends_with_household = Los tokens terminan al vencer, cuando los revocas y cuando dejas este hogar.
tokens_are = El nombre de cada token, qué permite, hasta cuándo y la hora de su último uso. No el token mismo.
tokens_until = Se guarda hasta que termina el token.
