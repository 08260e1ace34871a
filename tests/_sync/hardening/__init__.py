# Generated from tests/_async/hardening/__init__.py by setup_unasync.py; do not edit.
