"""What the public sees without logging in: the front page, and the way of one's own dossier."""
