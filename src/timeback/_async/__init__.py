"""The clients, written once in async form; `_sync` is generated from here."""
