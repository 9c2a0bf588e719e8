on = Le réapprovisionnement automatique est activé.
off_without_product = Le réapprovisionnement automatique est désactivé : aucun produit n’est choisi sur Amazon.
off = Le réapprovisionnement automatique est désactivé. Il a été désactivé sur Amazon.
unknown = Amazon n’a pas encore indiqué si le réapprovisionnement automatique est activé.
not_connected = Cet appareil n’est pas connecté : le réapprovisionnement automatique est désactivé.
numbered = Produit Amazon { $asin }
some = Un produit choisi sur Amazon
pack = { $name }, conditionnement : { $content }
