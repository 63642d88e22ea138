"""Questions as people at the grass roots type them, with answers worked out in plain Python over a made-up town."""
