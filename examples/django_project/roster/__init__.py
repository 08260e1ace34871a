"""A roster in the browser."""
