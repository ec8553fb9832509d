"""Attachments: what a citizen or an officer hands in as a file, kept outside the database."""
