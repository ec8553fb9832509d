"""Figures: counts that follow the ledger by position, and later the reports made of them."""
