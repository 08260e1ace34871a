"""A walk through every service, part by part."""
