"""What the house hands out on paper: slips, lists, the year's register, and the outage kit."""
