# Generated from src/timeback/_async/apps/__init__.py by setup_unasync.py; do not edit.
"""What an application does, with calls to several services: activities, lessons, people."""
