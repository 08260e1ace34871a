"""Proofs of verifiable credentials: signatures as a JWT and as Data Integrity."""
