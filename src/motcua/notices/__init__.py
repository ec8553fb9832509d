"""What an office tells the outside: letters, text messages, and webhooks to other systems."""
