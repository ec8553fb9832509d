"""Who works where: units in time, officers, roles, substitutions, calendars, and who may do what.

Rows of reference data are changed only by `actions`, with an approver and an act's number.
"""
