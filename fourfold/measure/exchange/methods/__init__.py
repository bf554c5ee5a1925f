"""The register of methods that ships, and the marks of proportion that are in force."""
