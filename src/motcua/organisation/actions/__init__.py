"""The only writers of this room's rows. Each change appends its event in the same transaction."""
