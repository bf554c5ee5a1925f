"""The same rules over whole columns of numbers, for draws by the hundred thousand; held to the decimals by tests."""
