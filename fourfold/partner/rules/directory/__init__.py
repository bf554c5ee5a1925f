"""The directory of organisations: how lists are read, what proves a social enterprise, and who stands for whom."""
