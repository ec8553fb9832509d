"""The applicants' ballots: one for each slip, answered by themselves."""
