"""The catalogue of administrative procedures (thủ tục hành chính): dated revisions, internal
processes, search.

A published revision never changes; a change is a new revision, and a dossier keeps the one it
began with.
"""
