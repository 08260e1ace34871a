# Generated from src/timeback/_async/apps/__init__.py by setup_unasync.py; do not edit.
"""The work of an application, with calls to several services: activities, lessons, people."""
