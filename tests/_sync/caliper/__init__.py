# Generated from tests/_async/caliper/__init__.py by setup_unasync.py; do not edit.
