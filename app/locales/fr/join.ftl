join_a_household = Rejoindre un foyer
what_you_will_see = Vous verrez les appareils et les consommables de la personne qui a envoyé l’invitation. Ce qui est commandé, et qui paie, reste son affaire.
code = Code de l’invitation
code_hint = Il figure dans le lien que vous avez reçu.
join = Rejoindre
