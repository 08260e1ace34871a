# Generated from tests/_async/clr/__init__.py by setup_unasync.py; do not edit.
