"""Nothing counted twice: keys, claims, what is found twice, and what of it counts (ADR 0037)."""
