"""Readers for engines that work on many machines; each is imported by its own name."""
