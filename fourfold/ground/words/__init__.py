"""Languages: what is said in templates and code, its translations, and which of them this installation has in use."""
