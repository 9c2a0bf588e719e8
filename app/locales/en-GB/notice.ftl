by_mail = By e-mail
