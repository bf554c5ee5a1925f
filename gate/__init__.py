"""What stands between a change and the main branch. Run through `./run check`, `./run test` and `./run soak`."""
