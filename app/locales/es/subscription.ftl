on = La reposición automática está activada.
off_without_product = La reposición automática está desactivada: no hay ningún producto elegido en Amazon.
off = La reposición automática está desactivada. Se desactivó en Amazon.
unknown = Amazon aún no ha indicado si la reposición automática está activada.
not_connected = Esta máquina no está conectada, así que la reposición automática está desactivada.
numbered = Producto de Amazon { $asin }
some = Un producto elegido en Amazon
pack = { $name }, envase de { $content }
