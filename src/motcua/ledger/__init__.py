"""The ledger (sổ cái sự kiện): what happened, in order, for ever; no personal data in it.

`codec` and `commitment` are pure: events to bytes, bytes to leaves. `store` appends and reads,
`sequencer` gives positions, `rebuild` derives rows again, `erasure` destroys a stream's secret.
"""
