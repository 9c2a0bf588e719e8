join_a_household = Einem Haushalt beitreten
what_you_will_see = Sie sehen die Geräte und Vorräte der Person, die Sie eingeladen hat. Was bestellt wird und wer bezahlt, bleibt deren Sache.
code = Einladungscode
code_hint = Er steht in dem Link, den Sie erhalten haben.
join = Beitreten
