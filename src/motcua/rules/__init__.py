"""The law of dossiers as pure functions: no framework, no clock, no files.

Figures of law arrive as values (see `motcua.settings.law`); a rule answers with an event,
a value, or a `Refusal` that names its ground.
"""
