"""Configuration (`env`, `django`) and the law's dated data as values (`law`)."""
