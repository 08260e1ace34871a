# Generated from tests/_async/masterytrack/__init__.py by setup_unasync.py; do not edit.
