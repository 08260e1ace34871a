# Generated from tests/_async/partner/__init__.py by setup_unasync.py; do not edit.
