"""The records that the services send and take, one module or package a service."""
