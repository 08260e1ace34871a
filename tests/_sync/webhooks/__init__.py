# Generated from tests/_async/webhooks/__init__.py by setup_unasync.py; do not edit.
