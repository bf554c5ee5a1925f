"""Claims from a file, checked for what is counted twice."""
