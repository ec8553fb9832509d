"""The desk: deeds on dossiers, their pages and lists, fees."""
