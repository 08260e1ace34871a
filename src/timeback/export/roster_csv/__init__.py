"""The CSV form of OneRoster: its files and columns, read into bodies and written from records."""
