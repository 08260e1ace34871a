"""The lists of the services beside OneRoster: what there is of them, and how each is read."""
