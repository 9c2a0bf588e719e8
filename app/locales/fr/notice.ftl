notices = Notifications
what_for = Soyez prévenu quand un appareil a besoin de vous. Les nouvelles des commandes viennent toujours d’Amazon ou du fabricant.
silent = Un appareil ne donne plus de nouvelles
disconnected = Un appareil n’est plus connecté
low_unconnected = Un consommable est bas et son appareil n’est pas connecté
provisional = Un niveau est incertain depuis un jour
clock_wrong = L’horloge d’un appareil est déréglée
is_silent = { $machine } n’a pas donné de nouvelles depuis deux jours
is_disconnected = { $machine } n’est plus connecté
is_low = { $supply } dans { $machine } : le niveau est bas et rien n’est recommandé
is_uncertain = Le niveau de { $supply } dans { $machine } est incertain
has_wrong_clock = L’horloge de { $machine } est déréglée
silent_do = Vérifiez qu’il est allumé et en ligne. Jusqu’à son prochain signe de vie, ses niveaux ne sont pas à jour.
disconnected_do = Reconnectez-le : d’ici là, rien n’est recommandé pour lui.
low_do = Connectez l’appareil, ou rachetez-en vous-même.
uncertain_do = Regardez dans l’appareil et indiquez ce qu’il reste.
clock_do = Réglez son horloge ou redémarrez-le : ce qu’il signale est mal daté.
several =
    { $count ->
        [one] { $count } notification sur vos appareils
       *[other] { $count } notifications sur vos appareils
    }
since = Depuis le { $moment }.
chosen_at = Vous recevez ce message parce que vous avez demandé des notifications. Choisissez ce que vous recevez : { $link }
ended_at = Ne plus recevoir ces e-mails : { $link }
confirm_subject = Confirmez votre adresse pour les notifications
confirm_text =
    Quelqu’un a demandé que des notifications sur ses appareils soient envoyées à cette adresse. Si c’est vous, ouvrez ce lien dans les deux jours :

    { $link }

    Sinon, ne faites rien : rien d’autre ne sera envoyé.
by_mail = Par e-mail
by_push = Dans les navigateurs
address = Adresse e-mail
address_hint = Un lien y est envoyé pour la confirmer.
send_link = Envoyer le lien
forget_address = Supprimer l’adresse
goes_to = Les notifications sont envoyées à { $address }.
waits_for = Un lien est envoyé à { $address }. Les notifications commencent dès qu’il est ouvert ; il est valable deux jours.
was_refused = { $address } n’accepte pas d’e-mails, plus rien n’y est donc envoyé. Indiquez une autre adresse.
was_ended = Les notifications à { $address } ont été arrêtées par le lien d’un e-mail. Indiquez une adresse pour en recevoir à nouveau.
what_you_hear = Ce que vous recevez
when_you_hear = Quand vous le recevez
keep_quiet = Heures calmes, pendant lesquelles rien n’arrive
quiet_from = De
quiet_to = À
once_a_day = Tout une fois par jour, en un seul message
daily_at = À
times_are_in = Les heures sont celles de { $zone }.
save = Enregistrer les notifications
push_here = Notifier ce navigateur
push_is = Le navigateur vous demande s’il peut afficher des notifications. Elles arrivent même si aucune page n’est ouverte.
push_refused = Ce navigateur ne l’autorise pas. Vérifiez ses réglages pour ce site.
browser_since = Un navigateur, depuis le { $moment }
forget_browser = Retirer
confirm_title = Confirmer votre adresse
confirm_ask = Les notifications sur vos appareils seront envoyées à cette adresse.
confirm = Confirmer
is_confirmed = C’est confirmé. Les notifications arrivent désormais à cette adresse.
link_is_over = Ce lien a déjà servi, ou il est trop ancien. Les paramètres en envoient un autre.
end_notices = Arrêter les notifications
end_ask = Plus aucune notification ne sera envoyée à cette adresse.
are_ended = C’est fait. Plus aucune notification n’est envoyée à cette adresse.
bad_address = Indiquez une adresse e-mail, comme nom@example.com.
bad_minute = Indiquez une heure, comme 07:30.
bad_browser = Ce navigateur ne peut pas être joint.
notices_are = Si vous voulez des notifications : votre adresse e-mail, les navigateurs choisis, ce que vous voulez recevoir et quand, et ce qui vous a été envoyé. L’adresse et les navigateurs sont conservés chiffrés.
notices_until = Jusqu’à ce que vous les supprimiez ou supprimiez votre compte ; ce qui vous a été envoyé, 30 jours.
